import { lookup } from "bcp-47-match";
import { IntlMessageFormat } from "intl-messageformat";
import type { Recipient } from "./bot.ts";

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
  /** @throws what the ICU parser throws for a message that it cannot read: a test should have said every one. */
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

/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT = new Set(["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"]);
/** Whatever stands between the two is ordered by itself, and does not turn what is around it. */
const [ISOLATE, END_ISOLATE] = ["\u2068", "\u2069"];

/** Makes a translator. The bot remembers what the user chose under the name `language`. */
export function translator<L extends string, const T extends Texts>(languages: Languages<L, T>): Translator<L, T> {
  const { texts, defaultLanguage } = languages;
  const isLanguage = (name: unknown): name is L => typeof name === "string" && Object.hasOwn(texts, name);
  const chosen = ({ memory }: Recipient) => (isLanguage(memory.language) ? memory.language : undefined);
  const told = ({ locale }: Recipient) => {
    const found = locale === undefined ? undefined : lookup(Object.keys(texts), canonical(locale));
    return isLanguage(found) ? found : undefined;
  };
  const languageOf = (to: Recipient) => chosen(to) ?? told(to) ?? defaultLanguage(to);
  return {
    isLanguage,
    languageOf,
    localeOf: (to) =>
      chosen(to) === undefined && told(to) !== undefined ? canonical(to.locale ?? "") : languageOf(to),
    speaks: (to) => to.locale === undefined || chosen(to) !== undefined || told(to) !== undefined,
    say: (to, key, ...[values]) => fill(texts[languageOf(to)][key], languageOf(to), values),
  };
}

/** The words as they are where there is nothing to fill in: the formatter takes a cold process some 15 ms to begin with. */
function fill(message: string, language: string, values: Values<string> = {}): string {
  if (!/[{']/.test(message)) return message;
  const isolated = isRightToLeft(language) ? isolate(values) : values;
  return `${new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).format(isolated)}`;
}

function isolate(values: Values<string>): Values<string> {
  const isolated = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "string" ? `${ISOLATE}${value}${END_ISOLATE}` : value,
  ]);
  return Object.fromEntries(isolated);
}

function isRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? "");
}

/** Android still calls Hebrew `iw`. What is no locale at all stays as it is, and matches nothing. */
function canonical(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? locale;
  } catch {
    return locale;
  }
}
