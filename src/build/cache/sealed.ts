import { createHash } from 'node:crypto';

/**
 * Parts of bytes as one file that can be told from a damaged one, from one cut off, and from one of another form. Each
 * part begins at a multiple of eight bytes, so that numbers can be looked at where they lie.
 */

/** Of sixteen bytes; another form gets another number. */
const beginning = Buffer.from('hayloft cache 1\n');
const sumBytes = 16;
const align = 8;

/** The chunks of such a file. */
export function seal(parts: readonly Uint8Array[]): Uint8Array[] {
  const lengths = Float64Array.of(parts.length, ...parts.map(({ length }) => length));
  const body = [new Uint8Array(lengths.buffer), ...parts.flatMap((part) => [part, paddingOf(part.length)])];
  return [beginning, sumOf(body), ...body];
}

/** The parts, as views; `damaged` where the bytes are not what was sealed, nothing where they are of another form. */
export function unseal(bytes: Buffer): Uint8Array[] | 'damaged' | undefined {
  const head = beginning.length + sumBytes;
  if (bytes.length < beginning.length) return 'damaged';
  if (!bytes.subarray(0, beginning.length).equals(beginning)) return isOfOurs(bytes) ? undefined : 'damaged';
  const body = aligned(bytes.subarray(head));
  if (!bytes.subarray(beginning.length, head).equals(sumOf([body]))) return 'damaged';
  const [count = 0, ...lengths] = numbersIn(body);
  let at = align * (1 + count);
  return lengths.map((length) => {
    const part = body.subarray(at, at + length);
    at += length + paddingOf(length).length;
    return part;
  });
}

/** How many parts there are, and how long each is. */
function numbersIn(body: Uint8Array): Float64Array {
  const count = float64s(body.subarray(0, align))[0] ?? 0;
  return float64s(body.subarray(0, align * (1 + count)));
}

function isOfOurs(bytes: Buffer): boolean {
  return /^hayloft cache \d+\n/.test(bytes.toString('latin1', 0, 32));
}

/** @param bytes At a multiple of eight, as parts are. */
export function float64s(bytes: Uint8Array): Float64Array {
  return new Float64Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 8));
}

export function uint32s(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
}

export function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A small file may have been read into a shared buffer, anywhere in it. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % align === 0 ? bytes : new Uint8Array(bytes);
}

function paddingOf(length: number): Uint8Array {
  return new Uint8Array((align - (length % align)) % align);
}

function sumOf(chunks: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest().subarray(0, sumBytes);
}
