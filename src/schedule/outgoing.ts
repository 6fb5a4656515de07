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

/** Sends a request and waits for the status of its answer, which is to be one of success; what it holds is not read. */
export async function send({ url, content }: Outgoing, signal?: AbortSignal): Promise<Unheard | undefined> {
  const timeout = AbortSignal.timeout(timeMs);
  try {
    const { ok, status, body } = await fetch(url, {
      ...(content && { method: 'POST', body: content.text }),
      headers: { 'User-Agent': 'Hayloft', ...(content && { 'Content-Type': content.type }) },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    await body?.cancel();
    return ok ? undefined : { why: `answered ${status}`, status };
  } catch (error) {
    if (timeout.aborted) return { why: `gave no answer within ${timeMs / 1000} seconds` };
    // fetch says of all that can happen that it failed; the reason lies below.
    const { cause, message } = error as Error & { readonly cause?: Error & { readonly code?: string } };
    return { why: `could not be reached (${cause?.code ?? cause?.message ?? message})` };
  }
}
