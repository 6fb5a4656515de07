/** A file that tells git how to treat the state folder. */
export interface GitFile {
  readonly name: '.gitattributes' | '.gitignore';
  readonly lines: readonly string[];
}

/**
 * What git has to know of a state folder: that what two branches recorded is merged by putting their lines together,
 * that hashes are taken of the bytes as they are (no line break may be converted), and what can be made again or is of
 * this machine and moment.
 *
 * None where the folder lies elsewhere, or has a name that patterns of git (gitignore(5)) cannot say as it is.
 *
 * @param state Relative to the folder of these files, `/`-separated.
 */
export function gitFiles(state: string): GitFile[] {
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(state) || /^\.\.?(\/|$)/.test(state)) return [];
  return [
    {
      name: '.gitattributes',
      lines: [
        `${state}/ledger.jsonl merge=union -text`,
        `${state}/versions/** -text`,
        `${state}/attachments/** -text`,
        `${state}/pictures/** -text`,
        `${state}/pictures/index.jsonl merge=union`,
      ],
    },
    { name: '.gitignore', lines: [`${state}/cache/`, `${state}/lock/`, `${state}/status.json*`] },
  ];
}

/** Which of the lines a file does not have yet. An attribute more on a line is no reason to add it again. */
export function linesLacking(text: string, lines: readonly string[]): string[] {
  const there = text.split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  return lines.filter((line) => {
    const [pattern, ...attributes] = line.split(' ');
    return !there.some(
      ([name, ...has]) => name === pattern && attributes.every((attribute) => has.includes(attribute)),
    );
  });
}
