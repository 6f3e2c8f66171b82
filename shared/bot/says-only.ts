import { once } from "../base/once.ts";
import { plainWordsOf } from "../inbound/peoples-words.ts";

/** What a text must say, and what it may say beside it: words with spaces between them; `insan*` is any word that begins so. */
interface Wish {
  readonly wish: string;
  readonly beside: string;
}

/**
 * For a route: the text says one of the words of a wish, and nothing but them and those beside it, in any order. `Somebody stole
 * my parcel` says more than `somebody, please`. Case, accents and punctuation do not count.
 */
export function saysOnly({ wish, beside }: Wish): (text: string) => boolean {
  const lists = once(() => [oneOf(wish), oneOf(beside)] as const);
  return (text) => {
    const [isWish, isBeside] = lists();
    const words = plainWordsOf(text).split(" ");
    return words.some(isWish) && words.every((word) => isWish(word) || isBeside(word));
  };
}

function oneOf(list: string): (word: string) => boolean {
  const entries = list.split(/\s+/).filter((entry) => entry !== "");
  const stems = entries.filter((entry) => entry.endsWith("*")).map(plainWordsOf);
  // With an apostrophe inside, one is two words.
  const whole = new Set(
    entries.filter((entry) => !entry.endsWith("*")).flatMap((entry) => plainWordsOf(entry).split(" ")),
  );
  return (word) => whole.has(word) || stems.some((stem) => word.startsWith(stem));
}
