/** Puts an entry into a map, and takes out the one that was put in longest ago when there are more than `most`. */
export function keepNewest<K, V>(map: Map<K, V>, [key, value]: readonly [K, V], most: number): void {
  map.delete(key);
  map.set(key, value);
  // The first key of a Map is the one that was set first.
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
