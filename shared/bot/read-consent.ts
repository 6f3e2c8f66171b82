import { SettingsError } from "../base/errors.ts";
import type { InboundMessage } from "../inbound/inbound.ts";
import { plainWordsOf } from "../inbound/peoples-words.ts";
import { CONSENT_WORDS, COURTESIES, type ConsentWordList } from "./consent-words.ts";

/** That the user wants no more, or wants more, and the word that said so. */
export interface ConsentWish {
  readonly isOptedOut: boolean;
  readonly by: "word" | "tap";
  readonly word: string;
}

/** Finds out whether a message is about consent and nothing else. */
export type ReadConsent = (message: Pick<InboundMessage, "content" | "address">) => ConsentWish | undefined;

/** What a word means, and for whose numbers: for everybody's when `callingCodes` is missing. */
interface Meaning extends Pick<ConsentWordList, "callingCodes"> {
  readonly isOptedOut: boolean;
}

/** A longer text, without spaces, is no word with courtesies around it. */
const MOST_LETTERS = 80;

/**
 * Makes a bot's `readConsent` of lists of words: those that come with Heliograph are CONSENT_WORDS. A word counts when it is the
 * whole text, once or more, with courtesies before or after it at most: `Stop, thanks!` and never `stop it`. What is tapped
 * counts like what is typed, unless the word is one country's: the bot has written the chip, and knows what it means by `Cancel`.
 * @throws SettingsError naming a word that has no letter, or both ends and begins consent.
 */
export function consentReader(lists: readonly ConsentWordList[]): ReadConsent {
  const meanings = new Map<string, readonly Meaning[]>();
  for (const list of lists) addWords(meanings, list);
  const courtesies = COURTESIES.map(lettersOf);
  const find = (by: ConsentWish["by"], said: string, isMeant: (meaning: Meaning) => boolean): readonly ConsentWish[] =>
    bareForms(lettersOf(said), courtesies)
      .flatMap((letters) => meanings.get(letters) ?? [])
      .filter(isMeant)
      .map(({ isOptedOut }) => ({ isOptedOut, by, word: said }));
  return ({ content, address }) => {
    if (content.type === "text") return find("word", content.text, (meaning) => isFrom(address, meaning))[0];
    if (content.type !== "suggestion") return undefined;
    const said = [content.postback, content.text].filter((words) => words !== undefined);
    return said.flatMap((words) => find("tap", words, ({ callingCodes }) => callingCodes === undefined))[0];
  };
}

/** With the words that come with Heliograph. */
export const readConsent: ReadConsent = consentReader(CONSENT_WORDS);

function addWords(meanings: Map<string, readonly Meaning[]>, list: ConsentWordList): void {
  const { language, callingCodes, stop = [], start = [] } = list;
  const words = [
    ...stop.map((word) => ({ word, isOptedOut: true })),
    ...start.map((word) => ({ word, isOptedOut: false })),
  ];
  for (const { word, isOptedOut } of words) {
    const letters = lettersOf(word);
    const known = meanings.get(letters) ?? [];
    if (letters === "") refuseWord(word, language, "a letter or a digit in it");
    if (known.some((other) => other.isOptedOut !== isOptedOut)) {
      refuseWord(word, language, "it in `stop` or in `start`, and not in both");
    }
    meanings.set(letters, [...known, { isOptedOut, ...(callingCodes && { callingCodes }) }]);
  }
}

function refuseWord(word: string, language: string, wanted: string): never {
  throw new SettingsError(`Cannot read the consent word ${JSON.stringify(word)} of ${language}: expected ${wanted}`);
}

/** `Opt-out`, `opt out` and `OPTOUT` are one word, and some scripts have no spaces. */
function lettersOf(text: string): string {
  return plainWordsOf(text).replaceAll(" ", "");
}

/** One thing that is said again and again. */
const REPEATED = /^(.+?)\1+$/u;

/** The letters, and what is left of them without the courtesies at their ends, and said once. */
function bareForms(letters: string, courtesies: readonly string[]): readonly string[] {
  if (letters.length > MOST_LETTERS) return [];
  const forms = new Set([letters]);
  // A set is walked to its end, whatever is added on the way.
  for (const form of forms) {
    for (const courtesy of courtesies) {
      if (form.startsWith(courtesy)) forms.add(form.slice(courtesy.length));
      if (form.endsWith(courtesy)) forms.add(form.slice(0, -courtesy.length));
    }
    forms.add(form.replace(REPEATED, "$1"));
  }
  return [...forms];
}

function isFrom(address: string, { callingCodes }: Meaning): boolean {
  return callingCodes === undefined || callingCodes.some((code) => address.startsWith(`+${code}`));
}
