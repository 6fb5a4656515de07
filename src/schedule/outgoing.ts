import { deadline } from './deadline.ts';

/** What is sent to elsewhere. */
export interface Outgoing {
  readonly url: string;
  /** Of a POST; without it the address is only fetched. */
  readonly content?: { readonly type: string; readonly text: string };
}

/** A request that did not do what it is for. */
export interface Unheard {
  /** In words that follow the address. */
  readonly why: string;
  /** Of an answer. */
  readonly status?: number;
}

/** For one request, redirects included. */
const timeMs = 10_000;

/**
 * Sends a request and waits for the status of its answer, which is to be one of success; what it holds is not read.
 *
 * A POST follows no redirect: with most of them it would become a GET (RFC 9110 15.4), and what it says would be lost.
 *
 * @param givenUp Nobody waits any more.
 */
export async function send({ url, content }: Outgoing, givenUp?: AbortSignal): Promise<Unheard | undefined> {
  const { signal, isOver, forget } = deadline(timeMs, givenUp);
  try {
    const { ok, status, headers, body } = await fetch(url, {
      ...(content && { method: 'POST', body: content.text, redirect: 'manual' }),
      headers: { 'User-Agent': 'Hayloft', ...(content && { 'Content-Type': content.type }) },
      signal,
    });
    await body?.cancel();
    if (ok) return undefined;
    const location = headers.get('location');
    return {
      why: `answered ${status}${location === null ? '' : ` and leads to ${location}, to be named instead`}`,
      status,
    };
  } catch (error) {
    if (isOver()) return { why: `gave no answer within ${timeMs / 1000} seconds` };
    // fetch says of all that can happen that it failed; the reason lies below.
    const { cause, message } = error as Error & { readonly cause?: Error & { readonly code?: string } };
    return { why: `could not be reached (${cause?.code ?? cause?.message ?? message})` };
  } finally {
    forget();
  }
}
