import { turnsPath } from "../../shared/store/paths.ts";
import { conversationOf } from "./facts.ts";

/** So many writes has a commit at most. @see https://cloud.google.com/firestore/quotas */
const WRITES = 500;

interface StoredTurn {
  readonly name: string;
  readonly fields: object;
}

/** Copies the only turn of a user's conversation, until there are so many. @param firestore `host:port` of the emulator. */
export async function growHistory(firestore: string, phone: string, turns: number): Promise<void> {
  const base = `http://${firestore}/v1/projects/bench/databases/(default)/documents`;
  const { documents } = await call<{ readonly documents: readonly StoredTurn[] }>(
    `${base}/${turnsPath(conversationOf(phone))}?pageSize=2`,
  );
  const [turn] = documents;
  if (turn === undefined || documents.length !== 1) throw new Error(`Expected one turn, got ${documents.length}`);
  for (let made = 1; made < turns; made += WRITES) {
    const copies = Math.min(WRITES, turns - made);
    const writes = Array.from({ length: copies }, (_, copy) => ({
      update: { name: `${turn.name}-${made + copy}`, fields: turn.fields },
    }));
    await call(`${base}:commit`, { writes });
  }
}

async function call<T>(url: string, body?: object): Promise<T> {
  const response = await fetch(url, body && { method: "POST", body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`Firestore's emulator answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
