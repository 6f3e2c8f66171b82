import { lookup } from "bcp-47-match";
import { IntlMessageFormat } from "intl-messageformat";
import { PermanentError } from "../base/errors.ts";
import { memoize } from "../base/memoize.ts";
import { once } from "../base/once.ts";
import { readLocale } from "../base/read-locale.ts";
import type { Recipient } from "./bot.ts";
import { checkTexts, namesInBraces, type TextPlace } from "./check-texts.ts";

/** ICU messages by key. */
type Texts = { readonly [key in string]: string };

/** The same keys in another language: one that is missing does not compile. */
export type Translation<T extends Texts> = { readonly [key in keyof T]: string };

/** What a text is filled with, by the names in its braces. */
type Values<M extends string> = { readonly [name in NamesIn<M>]: string | number };

/**
 * The names in the braces of an ICU message. A branch of a plural or select, which has braces too, is told from a name by
 * its space or its `#`: a branch of a single word would be taken for a name.
 */
type NamesIn<M extends string> = M extends `${string}{${infer Rest}` ? NameOf<Rest> | NamesIn<Rest> : never;
type NameOf<R extends string> = R extends `${infer Name}, ${"plural" | "select" | "number"}${string}`
  ? Single<Name> | NameBefore<R>
  : NameBefore<R>;
type NameBefore<R extends string> = R extends `${infer Name}}${string}` ? Single<Name> : never;
type Single<N extends string> = N extends `${string}${" " | "#" | "{" | "}" | ","}${string}` ? never : N;

/** Says a bot's texts to whomever it speaks to, in their language. */
interface Translator<L extends string, T extends Texts> {
  /** @throws PermanentError with reason `bad-text` for a value that is missing, which compiles in JavaScript only. */
  say<K extends keyof T>(
    to: Recipient,
    key: K,
    ...values: [NamesIn<T[K]>] extends [never] ? [] : [Values<T[K]>]
  ): string;
  /** The language that `say` chooses: the one the user has chosen, the one the channel tells, or the default. */
  languageOf(to: Recipient): L;
  /** BCP 47, for Intl: the language with the user's region, where both are known. */
  localeOf(to: Recipient): string;
  /** False when the channel tells a language that the bot lacks, and the user has chosen none. */
  speaks(to: Recipient): boolean;
  /** True for a language of the bot's. */
  isLanguage(name: unknown): name is L;
}

/** What a translator is made of. The texts of `source` say what each message must be filled with. */
interface Languages<L extends string, T extends Texts> {
  readonly source: T;
  readonly texts: { readonly [language in L]: Translation<T> };
  /** For those of whom no language is known, which is all of RCS. */
  readonly defaultLanguage: (to: Recipient) => NoInfer<L>;
}

/** Defined in a built function: `npm run build` has opened its bot, and a cold start does not check it again. */
declare const BOT_IS_CHECKED: true | undefined;

/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT = new Set(["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"]);
/** Whatever stands between the two is ordered by itself, and does not turn what is around it. */
const [ISOLATE, END_ISOLATE] = ["\u2068", "\u2069"];

/**
 * Makes a translator. The bot remembers what the user chose under the name `language`.
 * @throws TextError naming a text that is missing, cannot be read or is filled with other values than that of `source`.
 */
export function translator<L extends string, const T extends Texts>(languages: Languages<L, T>): Translator<L, T> {
  const { source, texts, defaultLanguage } = languages;
  if (typeof BOT_IS_CHECKED === "undefined") checkTexts(source, texts);
  const isLanguage = (name: unknown): name is L => typeof name === "string" && Object.hasOwn(texts, name);
  const chosen = ({ memory }: Recipient) => (isLanguage(memory.language) ? memory.language : undefined);
  const languagesByLocale = new Map(Object.keys(texts).map((language) => [readLocale(language) ?? language, language]));
  const fromChannel = (to: Recipient) => {
    const found = lookup([...languagesByLocale.keys()], toldLocale(to) ?? "*");
    const language = found === undefined ? undefined : languagesByLocale.get(found);
    return isLanguage(language) ? language : undefined;
  };
  const writers = memoize(openWriter);
  const namesOf = memoize(namesInBraces);
  const languageOf = (to: Recipient) => chosen(to) ?? fromChannel(to) ?? defaultLanguage(to);
  return {
    isLanguage,
    languageOf,
    localeOf: (to) => {
      const isTold = chosen(to) === undefined && fromChannel(to) !== undefined;
      return (isTold ? toldLocale(to) : undefined) ?? languageOf(to);
    },
    speaks: (to) => toldLocale(to) === undefined || chosen(to) !== undefined || fromChannel(to) !== undefined,
    say(to, key, ...[values = {}]) {
      const language = languageOf(to);
      const place = { language, key: String(key) };
      const text = source[key];
      if (text === undefined) refuse(place, "there is no such text");
      checkValues(values, namesOf(text), place);
      return fill(texts[language][key], { place, values, writer: writers(language) });
    },
  };
}

/** What the channel tells of the user's locale, as far as it can be read. */
function toldLocale({ locale }: Recipient): string | undefined {
  return locale === undefined ? undefined : readLocale(locale);
}

/** What a language's texts are filled in with. */
interface Writer {
  readonly isRightToLeft: () => boolean;
  readonly format: (message: string) => IntlMessageFormat;
}

function openWriter(language: string): Writer {
  return {
    isRightToLeft: once(() => RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? "")),
    format: memoize((message: string) => new IntlMessageFormat(message, language, undefined, { ignoreTag: true })),
  };
}

interface Filling {
  readonly place: TextPlace;
  readonly values: Values<string>;
  readonly writer: Writer;
}

/** The words as they are where there is nothing to fill in: the formatter takes a cold process some 15 ms to begin with. */
function fill(message: string, { place, values, writer }: Filling): string {
  if (!/[{']/.test(message)) return message;
  const isolated = writer.isRightToLeft() ? isolate(values) : values;
  try {
    return `${writer.format(message).format(isolated)}`;
  } catch (cause) {
    return refuse(place, "the values do not fit its braces", cause);
  }
}

/** Types hold back nothing that comes from JavaScript: no user shall read `undefined`. */
function checkValues(values: Readonly<Record<string, unknown>>, names: readonly string[], place: TextPlace): void {
  const missing = names.find((name) => values[name] === undefined || values[name] === null);
  if (missing !== undefined) refuse(place, `no value for {${missing}}; hand it to say()`);
}

function refuse({ language, key }: TextPlace, problem: string, cause?: unknown): never {
  const options = cause === undefined ? {} : { cause };
  throw new PermanentError("bad-text", `Cannot say text "${key}" in language "${language}": ${problem}`, options);
}

function isolate(values: Values<string>): Values<string> {
  const isolated = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "string" ? `${ISOLATE}${value}${END_ISOLATE}` : value,
  ]);
  return Object.fromEntries(isolated);
}
