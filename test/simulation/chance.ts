/** Seeded chance that splits: a draw from one part never shifts the draws of another. */
export interface Chance {
  /** From 0 up to and without 1. */
  readonly next: () => number;
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  /** True as often as that; draws nothing for 0. */
  readonly isLucky: (probability: number) => boolean;
  /** The chance of a part: the same for the same name, however much was drawn before. */
  readonly split: (name: string) => Chance;
}

type Word = number;
type State = [Word, Word, Word, Word];

/** Enough for any seed to reach every bit. */
const WARM_UP = 12;

/** Opens the chance of a seed. */
export function openChance(seed: number | string): Chance {
  return chanceOf(String(seed));
}

function chanceOf(name: string): Chance {
  const next = sfc32(stateOf(name));
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    isLucky: (probability) => probability > 0 && next() < probability,
    split: (part) => chanceOf(`${name}/${part}`),
  };
}

/**
 * Small Fast Counter, 32 bits.
 * @see https://pracrand.sourceforge.net/RNG_engines.txt (Chris Doty-Humphrey's sfc32, in the public domain)
 */
function sfc32(state: State): () => number {
  let [a, b, c, counter] = state;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < WARM_UP; round += 1) next();
  return next;
}

/** Four words of a name, each hashed with another beginning. @see http://www.isthe.com/chongo/tech/comp/fnv/ (FNV-1a) */
function stateOf(name: string): State {
  return [hash(name, 0x811c9dc5), hash(name, 0x01234567), hash(name, 0x9e3779b9), 1];
}

function hash(name: string, start: Word): Word {
  let word = start;
  for (let index = 0; index < name.length; index += 1) word = Math.imul(word ^ name.charCodeAt(index), 0x01000193);
  word ^= word >>> 15;
  return Math.imul(word, 0x2c1b3c6d) ^ (word >>> 13);
}
