import { keepNewest } from "./keep-newest.ts";

/**
 * What `make` makes of a key, made when it is first asked for. Where keys come from outside, `most` of them are remembered, and the one
 * that was made longest ago is made again.
 */
export function memoize<K, T>(make: (key: K) => T, most = Number.POSITIVE_INFINITY): (key: K) => T {
  const made = new Map<K, { readonly value: T }>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known.value;
    const value = make(key);
    keepNewest(made, [key, { value }], most);
    return value;
  };
}
