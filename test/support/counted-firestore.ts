import { randomUUID } from "node:crypto";
import { firestoreHistory } from "../../shared/google/firestore/history.ts";
import { openFirestoreRest } from "../../shared/google/firestore/rest.ts";
import { listen, type Taken } from "./listen.ts";

/** What Firestore bills. */
export interface Bill {
  writes: number;
  reads: number;
}

/** History over the emulator, through a proxy that counts the documents that were written and read. */
export async function countedFirestore(emulator: string) {
  const bill: Bill = { writes: 0, reads: 0 };
  const { host } = await listen(async (taken) => {
    const response = await pass(taken, emulator);
    const answer = await response.text();
    if (response.ok) charge(bill, taken, JSON.parse(answer));
    const headers = { "content-type": response.headers.get("content-type") ?? "" };
    return { status: response.status, headers, body: answer };
  });
  const rest = openFirestoreRest({ project: `test-${randomUUID()}`, database: "(default)", emulator: host });
  return { history: firestoreHistory(rest, 30), bill };
}

/** What `work` costs. */
export async function costOf(bill: Bill, work: () => Promise<unknown>): Promise<Bill> {
  const before = { ...bill };
  await work();
  return { writes: bill.writes - before.writes, reads: bill.reads - before.reads };
}

function pass({ method = "", url = "", body }: Taken, emulator: string): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`http://${emulator}${url}`, { method, headers, body: JSON.stringify(body) });
}

/** A missing document costs a read too. @see https://firebase.google.com/docs/firestore/pricing#operations */
function charge(bill: Bill, { url = "", body }: Taken, answer: unknown): void {
  const call = url.replace(/^.*:|\?.*$/g, "");
  if (call === "commit") bill.writes += (body as { readonly writes: readonly unknown[] }).writes.length;
  else if (call === "batchGet") bill.reads += (body as { readonly documents: readonly unknown[] }).documents.length;
  else if (call === "runQuery") {
    bill.reads += Math.max(1, (answer as readonly object[]).filter((row) => "document" in row).length);
  } else throw new Error(`Cannot count ${call}: expected commit, batchGet or runQuery`);
}
