/** Bytes that lie in a pack of the cache (build/cache/pack.ts). */
export interface Packed {
  /** Number of the pack. */
  readonly pack: number;
  /** Offset in bytes. */
  readonly at: number;
  /** In bytes. */
  readonly length: number;
  /** {@link sumOf} the bytes. */
  readonly sum: string;
}

/** Bytes that are read when they are needed; at hand where there is nowhere to put them. */
export type Stored = Uint8Array | Packed;

export function isPacked(bytes: Stored): bytes is Packed {
  return !(bytes instanceof Uint8Array);
}
