/** A member of a list with quality values: its token in lower case, and its weight from 0 to 1. */
export interface Weighted {
  readonly token: string;
  readonly weight: number;
}

const token = /^[!#$%&'*+.^_`|~\w-]+$/;
const quality = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

/** RFC 9110 12.4.2. A member that is not well-formed counts as not there. */
export function readWeights(text: string): Weighted[] {
  return text.split(',').flatMap((member) => {
    const [name, ...parameters] = member.split(';').map((part) => part.trim()) as [string, ...string[]];
    if (!token.test(name)) return [];
    const said = parameters.find((parameter) => /^q=/i.test(parameter));
    const weight = said === undefined ? '1' : quality.exec(said)?.[1];
    return weight === undefined ? [] : [{ token: name.toLowerCase(), weight: Number(weight) }];
  });
}
