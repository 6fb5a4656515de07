/** Words that end with a full stop and no sentence, in the languages news is most often clipped in. */
const abbreviations =
  /(?:^|[\s("“«'‘])(?:Mr|Mrs|Ms|Dr|Prof|Rev|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Pres|St|Jr|Sr|vs|etc|No|Inc|Ltd|Corp|Co|Sra?|Dra?|Exm[oa]|Herr|Fr|bzw|Nr|Mme|Mlle|Sig|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|\p{L}|(?:\p{L}\.)+\p{L})\.\s*$/u;

/**
 * The first sentence of a paragraph on one line (Unicode Standard Annex 29, 5). The segmenter ends a sentence behind
 * every "Dr." that a capital follows and behind a quoted question; such parts are put together again.
 */
export function firstSentence(paragraph: string, language = 'en'): string {
  let sentence = '';
  for (const { segment } of new Intl.Segmenter(known(language), { granularity: 'sentence' }).segment(paragraph)) {
    if (sentence !== '' && !goesOn(sentence, segment)) break;
    sentence += segment;
  }
  return sentence.trim();
}

function goesOn(before: string, after: string): boolean {
  return abbreviations.test(before) || /^\p{Ll}/u.test(after) || !/[\p{L}\p{N}]/u.test(before);
}

function known(language: string): string {
  try {
    return new Intl.Locale(language).toString();
  } catch {
    return 'en';
  }
}
