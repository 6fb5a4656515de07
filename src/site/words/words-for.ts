import { arabic } from './arabic.ts';
import { chinese } from './chinese.ts';
import { dutch } from './dutch.ts';
import { english, englishWording } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { inLanguage } from './in-language.ts';
import { italian } from './italian.ts';
import { japanese } from './japanese.ts';
import { polish } from './polish.ts';
import { europeanPortuguese, portuguese } from './portuguese.ts';
import { spanish } from './spanish.ts';
import type { Wording } from './wording.ts';
import type { Words } from './words.ts';

/** By language, script and region as likely subtags complete them (Unicode CLDR): what is only `pt` is of Brazil. */
const wordings: ReadonlyMap<string, Wording> = new Map([
  ['ar-Arab', arabic],
  ['de-Latn', german],
  ['en-Latn', englishWording],
  ['es-Latn', spanish],
  ['fr-Latn', french],
  ['it-Latn', italian],
  ['ja-Jpan', japanese],
  ['nl-Latn', dutch],
  ['pl-Latn', polish],
  ['pt-Latn', europeanPortuguese],
  ['pt-Latn-BR', portuguese],
  ['zh-Hans', chinese],
]);

/**
 * Words in a language (BCP 47), looked up as RFC 4647 3.4 has it, but never in another script than the one that is
 * read there: who reads `zh-TW` reads no simplified characters. English where there are none, or where nobody said.
 */
export function wordsFor(language: string | undefined): Words {
  const asked = localeOf(language);
  const wording = asked && wordingOf(asked);
  if (wording === undefined || (wording === englishWording && asked?.region === undefined)) return english;
  const tag = asked?.region === undefined ? wording.language : `${wording.language}-${asked.region}`;
  return inLanguage({ ...wording, language: tag }, tag);
}

function localeOf(language: string | undefined): Intl.Locale | undefined {
  try {
    return language === undefined ? undefined : new Intl.Locale(language);
  } catch {
    return undefined;
  }
}

function wordingOf(locale: Intl.Locale): Wording | undefined {
  const { script, region } = locale.maximize();
  const { language } = locale;
  return wordings.get(`${language}-${script}-${region}`) ?? wordings.get(`${language}-${script}`);
}
