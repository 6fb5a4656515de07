/**
 * The letters and digits of a text, by which two can be told to say the same though one has typographer's quotes, or
 * other spaces; with the two signs that are part of names: `C`, `C++` and `C#` are three. What has none of them stands
 * for itself.
 */
export function letters(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  return plain.replace(/[^\p{L}\p{M}\p{N}+#]+/gu, '') || plain.trim();
}
