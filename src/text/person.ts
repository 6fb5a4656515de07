/** RFC 4287 3.2, the Person construct; JSON Feed 1.1 `authors`. */
export interface Person {
  readonly name: string;
  /** Absolute http(s). */
  readonly url?: string;
}
