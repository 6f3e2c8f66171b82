/** What `npm start` remembers of one kind: weeks of talking to it fit, and a flood of webhooks does not grow for ever. */
const MOST = 50_000;

/** Puts an entry in a map as its newest, and forgets the oldest one where there are more than `most` of them. */
export function keepNewest<K, V>(map: Map<K, V>, key: K, value: V, most = MOST): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
