import { keepNewest } from "../../shared/base/keep-newest.ts";

/** What `npm start` remembers of one kind: weeks of talking to it fit, and a flood of webhooks does not grow for ever. */
const MOST = 50_000;

/** Puts an entry into a map, which forgets the oldest one where it has too many. */
export function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  keepNewest(map, [key, value], MOST);
}
