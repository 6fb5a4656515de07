/** Compares texts by UTF-16 code unit, never by locale: an order must not change with the machine's language. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
