/** The data that a thread was told at its start: tinypool hands it on as the second of a pair. */
export function toldTo<Data>(workerData: unknown): Data {
  return (workerData as [unknown, Data])[1];
}
