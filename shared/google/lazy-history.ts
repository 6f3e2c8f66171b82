import type { History } from "../effect/ports.ts";
import type { FirestoreOptions } from "./firestore.ts";

/**
 * History in Firestore whose client is loaded by the first call, because loading blocks a cold process for some 100 ms. Until
 * then it says that it is cold. A failure to load is not remembered.
 */
export function lazyHistory(options: FirestoreOptions): History {
  let history: Promise<History> | undefined;
  const load = () => {
    history ??= open(options).catch((error: unknown) => {
      history = undefined;
      throw error;
    });
    return history;
  };
  return {
    isCold: () => history === undefined,
    record: async (fact) => (await load()).record(fact),
    recordOutgoing: async (conversation, outgoing) => (await load()).recordOutgoing(conversation, outgoing),
    mergeReceipts: async (conversation, message, receipts) =>
      (await load()).mergeReceipts(conversation, message, receipts),
    read: async (conversation, limit) => (await load()).read(conversation, limit),
  };
}

async function open(options: FirestoreOptions): Promise<History> {
  const { openFirestoreHistory } = await import("./firestore-history.ts");
  return openFirestoreHistory(options).history;
}
