/** Scripts as POSIX names them behind `@`, and what BCP 47 calls them. */
const SCRIPTS: ReadonlyMap<string, string> = new Map([
  ["latin", "Latn"],
  ["cyrillic", "Cyrl"],
  ["arabic", "Arab"],
  ["devanagari", "Deva"],
]);
const SCRIPT = /^[a-z]{4}$/i;
/** A part that the following ones belong to, such as `u` in `en-u-hc-h12`. */
const SINGLETON = /^[a-z0-9]$/i;
/** Where the first locale of a list ends: `en-GB,en;q=0.8`. */
const LIST = /[,;]/;
/** The character set of POSIX: `pl_PL.UTF-8`. */
const CHARSET = /\.[^@]*/;
/** No language of anybody's. */
const NO_LANGUAGE = /^(c|mul|root|und)$/i;
/** The locale of machines. */
const POSIX = /^posix$/i;

/**
 * Reads the name of a locale as BCP 47, which Intl takes: also with underscores, with what POSIX and Java add, and as the first
 * one of a list. What means nothing is left out: `pt_BR` is pt-BR, `en-US_POSIX` en-US, `pl-PL@euro` pl-PL, `sr_RS@latin`
 * sr-Latn-RS, `en-` en.
 * @returns Undefined for what names no language.
 */
export function readLocale(name: string): string | undefined {
  const [first = ""] = name.trim().split(LIST);
  const [locale = "", modifier = ""] = first.replace(CHARSET, "").split("@");
  const [language = "", ...parts] = locale.split(/[-_#]+/).filter((part) => part !== "" && !POSIX.test(part));
  if (NO_LANGUAGE.test(language)) return undefined;
  const named = [modifier, ...parts]
    .map((part) => SCRIPTS.get(part.toLowerCase()))
    .find((script) => script !== undefined);
  const known = named === undefined ? parts : [named, ...parts.filter((part) => !SCRIPTS.has(part.toLowerCase()))];
  return canonical([language, ...known].join("-")) ?? withoutOdd(language, known);
}

/** As much of a locale as Intl takes. Java writes the script last. */
function withoutOdd(language: string, parts: readonly string[]): string | undefined {
  const end = parts.findIndex((part) => SINGLETON.test(part));
  const plain = end === -1 ? parts : parts.slice(0, end);
  const ordered = [...plain.filter((part) => SCRIPT.test(part)), ...plain.filter((part) => !SCRIPT.test(part))];
  const start = canonical(language);
  if (start === undefined) return undefined;
  return ordered.reduce((taken, part) => canonical(`${taken}-${part}`) ?? taken, start);
}

function canonical(locale: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}
