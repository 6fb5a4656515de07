/** How long something outside may take. */
export interface Deadline {
  /** Comes when it is over, or when nobody waits any more. */
  readonly signal: AbortSignal;
  readonly isOver: () => boolean;
  /** To be called when the answer is there. */
  readonly forget: () => void;
}

/**
 * `AbortSignal.any` is not used: in Node.js 20 a signal remembers for as long as it lives each one that was made of it,
 * and that of a job lives for years.
 *
 * @param givenUp Nobody waits any more.
 */
export function deadline(ms: number, givenUp?: AbortSignal): Deadline {
  const controller = new AbortController();
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    controller.abort();
  }, ms);
  const giveUp = () => controller.abort();
  givenUp?.addEventListener('abort', giveUp);
  if (givenUp?.aborted) giveUp();
  return {
    signal: controller.signal,
    isOver: () => isOver,
    forget() {
      clearTimeout(timer);
      givenUp?.removeEventListener('abort', giveUp);
    },
  };
}
