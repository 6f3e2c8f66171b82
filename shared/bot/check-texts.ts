import { type MessageFormatElement, parse } from "@formatjs/icu-messageformat-parser";
import { SettingsError } from "../base/errors.ts";
import { isVisible } from "../reply/checks.ts";
import { limit } from "../reply/limits.ts";

/** Where a text stands: in which language, and under which key. */
export interface TextPlace {
  readonly language: string;
  readonly key: string;
}

/** A text that cannot be said to a user. The process does not start with it. */
export class TextError extends SettingsError {
  readonly place: TextPlace;

  constructor(place: TextPlace, problem: string, options?: ErrorOptions) {
    super(`Cannot use text "${place.key}" in language "${place.language}": ${problem}`, options);
    this.place = place;
  }
}

type Texts = Readonly<Record<string, unknown>>;

/** Tags are taken as they are: a phone shows no HTML. */
const PARSING = { ignoreTag: true, captureLocation: false } as const;
const BRACES = /[{}']/;
/** A text whose key ends so is the text of a suggestion, which may be no longer than the channels take. */
const CHIP = /chip$/i;

/**
 * Checks every text of every language against those of `source`: it is there, it can be read, and it has the same names in braces.
 * @throws TextError naming the first text to fix; SettingsError for a language that is none.
 */
export function checkTexts(source: Texts, languages: Readonly<Record<string, Texts>>): void {
  const names = Object.entries(source).map(([key, text]) => [key, isText(text) ? namesInBraces(text) : []] as const);
  for (const [language, texts] of Object.entries(languages)) {
    checkLanguage(language);
    for (const [key, wanted] of names) checkText(texts[key], { language, key }, wanted);
  }
}

function checkLanguage(language: string): void {
  try {
    Intl.getCanonicalLocales(language);
  } catch (cause) {
    throw new SettingsError(`Cannot use language "${language}": expected a name such as pl or pt-BR`, { cause });
  }
}

function checkText(text: unknown, place: TextPlace, wanted: readonly string[]): void {
  if (!isText(text)) throw new TextError(place, `expected words, got ${kindOf(text)}; write it`);
  const names = readNames(text, place);
  if (String(names) !== String(wanted)) {
    throw new TextError(place, `expected ${inBraces(wanted)}, got ${inBraces(names)}; ${fixFor(wanted, names)}`);
  }
  const most = limit("suggestionText");
  if (CHIP.test(place.key) && names.length === 0 && text.length > most) {
    throw new TextError(place, `expected 1 to ${most} characters in a chip, got ${text.length}; shorten it`);
  }
}

function isText(text: unknown): text is string {
  return typeof text === "string" && isVisible(text);
}

function kindOf(text: unknown): string {
  if (text === undefined) return "none";
  return typeof text === "string" ? "an empty text" : typeof text;
}

/** The names in the braces of a text, in the order of the alphabet; none for a text that cannot be read. */
export function namesInBraces(text: string): readonly string[] {
  if (!BRACES.test(text)) return [];
  try {
    return namesIn(parse(text, PARSING));
  } catch {
    return [];
  }
}

function readNames(text: string, place: TextPlace): readonly string[] {
  // Most texts have nothing to fill in, and need not be parsed.
  if (!BRACES.test(text)) return [];
  try {
    return namesIn(parse(text, PARSING));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.toLowerCase().replaceAll("_", " ") : typeof cause;
    throw new TextError(place, `expected an ICU message, got one with a mistake (${reason}); check its braces`, {
      cause,
    });
  }
}

/** The names in the braces of a message, at any depth, in the order of the alphabet. */
function namesIn(elements: readonly MessageFormatElement[]): readonly string[] {
  const names = elements.flatMap((element) => {
    const inside = "options" in element ? Object.values(element.options).flatMap(({ value }) => namesIn(value)) : [];
    return "value" in element && element.type !== LITERAL ? [element.value, ...inside] : inside;
  });
  return [...new Set(names)].sort();
}

const LITERAL = 0;

function inBraces(names: readonly string[]): string {
  return names.map((name) => `{${name}}`).join(" and ") || "nothing in braces";
}

function fixFor(wanted: readonly string[], names: readonly string[]): string {
  const missing = wanted.filter((name) => !names.includes(name));
  return missing.length > 0
    ? `add ${inBraces(missing)}`
    : `take ${inBraces(names.filter((name) => !wanted.includes(name)))} away`;
}
