import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { json } from "node:stream/consumers";
import { createRecord } from "../../../operations/campaign/campaign-record.ts";
import { readReplay } from "../../../operations/replay-request.ts";
import { keepRun, openRun } from "../../../operations/replay-run.ts";
import { outgoingId } from "../../../shared/conversation/turn-id.ts";
import { systemClock } from "../../../shared/google/clock.ts";
import { firestoreDocuments } from "../../../shared/google/firestore/documents.ts";
import { firestoreHistory } from "../../../shared/google/firestore/history.ts";
import { openFirestore } from "../../../shared/google/firestore/open.ts";
import { openFirestoreRest } from "../../../shared/google/firestore/rest.ts";
import type { DocumentStore } from "../../../shared/store/document-store.ts";
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
  const of = { project: "p", database: "(default)", emulator: `127.0.0.1:${port}` };
  const db = openFirestore(of);
  const history = firestoreHistory(openFirestoreRest(of), 30);
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
    await history.mergeReceipts(fact, message, [receipt(message, "read", noon())]);
    await history.record({ ...fact, replay: "silent" });
    await history.countFailure("M1", noon());
    await recordReplay(firestoreDocuments(db));
    await recordCampaign(firestoreDocuments(db));
  } finally {
    await db.terminate();
    server.close();
    server.closeAllConnections();
  }
  return written;
}

async function recordReplay(documents: DocumentStore): Promise<void> {
  const [from, to] = [noon(0), noon(1)].map((at) => at.toISOString());
  const request = readReplay({
    value: { type: "new", kinds: ["message"], from, to, mode: "silent", rate: 1 },
    path: "",
  });
  const run = await openRun(request, { documents, clock: systemClock });
  await keepRun(run, run.counts, { documents, isEnded: true });
}

async function recordCampaign(documents: DocumentStore): Promise<void> {
  const counts = { people: 1, published: 0, optedOut: 0, unreachable: 0, overLimit: 0 };
  const hashes = { template: "of a template", people: "of people", runner: "run-1" };
  const record = {
    ...hashes,
    agent: "my_agent",
    command: "run",
    by: "ann",
    at: noon().getTime(),
    done: "",
    isEnded: false,
    counts,
  } as const;
  await createRecord("spring", record, documents);
}

function fieldsOf({ update, updateTransforms = [] }: Write): readonly string[] {
  const transformed = updateTransforms.map(({ fieldPath }) => fieldPath.replace(/\..*$/, ""));
  return [...Object.keys(update.fields ?? {}), ...transformed];
}

interface Call {
  readonly writes?: readonly Write[];
  /** Names of those that are read. */
  readonly documents?: readonly string[];
}

/** A Firestore that takes whatever is written, and has none of it. */
async function serveCommits(onWrite: (write: Write) => void): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { writes = [], documents } = (await json(request)) as Call;
    for (const write of writes) onWrite(write);
    const updateTime = noon().toISOString();
    response.setHeader("content-type", "application/json");
    const missing = documents?.map((name) => ({ missing: name, readTime: updateTime }));
    const taken = { writeResults: writes.map(() => ({ updateTime })), commitTime: updateTime };
    response.end(JSON.stringify(missing ?? taken));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}
