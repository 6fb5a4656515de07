/** What two paths share that are one where file systems ignore case and Unicode normalisation. */
export function caseless(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}
