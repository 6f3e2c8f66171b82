import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { json } from "node:stream/consumers";
import { outgoingId } from "../../../shared/conversation/turn-id.ts";
import { firestoreHistory } from "../../../shared/google/firestore/history.ts";
import { openFirestore } from "../../../shared/google/firestore/open.ts";
import { commitOf, HELLO, UNTIL } from "../../contracts/committing.ts";
import { messageFact, messageId, noon, receipt } from "../../contracts/facts.ts";

interface Write {
  readonly update: { readonly name: string; readonly fields?: object };
  readonly updateTransforms?: readonly { readonly fieldPath: string }[];
}

/** The top-level fields that history really writes, by collection. */
export const WRITTEN = await recordWritten();

async function recordWritten(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const written = new Map<string, Set<string>>();
  const server = await serveCommits((write) => {
    const collection = write.update.name.split("/").at(-2) ?? "";
    written.set(collection, new Set([...(written.get(collection) ?? []), ...fieldsOf(write)]));
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const db = openFirestore({ project: "p", database: "(default)", emulator: `127.0.0.1:${port}` });
  const history = firestoreHistory(db, 30);
  const fact = messageFact();
  const { conversation } = fact;
  const unseen = { conversation, state: undefined, version: undefined, lease: undefined, journal: undefined };
  const commit = commitOf(fact, { acts: [HELLO], answers: 1, leaseUntil: UNTIL });
  const message = messageId(outgoingId(commit.turn, 0));
  try {
    const snapshot = await history.commit(commit, unseen);
    if (snapshot !== undefined) await history.commit(commitOf(messageFact({ conversation })), snapshot);
    await history.recordOutcome(conversation, commit.turn, [{ index: 0 }]);
    await history.record(fact);
    await history.mergeReceipts(conversation, message, [receipt(message, "read", noon())]);
  } finally {
    await db.terminate();
    server.close();
    server.closeAllConnections();
  }
  return written;
}

function fieldsOf({ update, updateTransforms = [] }: Write): readonly string[] {
  const transformed = updateTransforms.map(({ fieldPath }) => fieldPath.replace(/\..*$/, ""));
  return [...Object.keys(update.fields ?? {}), ...transformed];
}

/** A Firestore that takes whatever is written. */
async function serveCommits(onWrite: (write: Write) => void): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { writes } = (await json(request)) as { readonly writes: readonly Write[] };
    for (const write of writes) onWrite(write);
    const updateTime = noon().toISOString();
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ writeResults: writes.map(() => ({ updateTime })), commitTime: updateTime }));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}
