import type { History } from "../effect/ports.ts";
import type { FirestoreOptions } from "./firestore.ts";

/**
 * History in Firestore whose client is loaded by the first call: it takes a quarter of a second on a cold start, and READ
 * and typing have left by then.
 */
export function lazyHistory(options: FirestoreOptions): History {
  let history: Promise<History> | undefined;
  const load = () => {
    history ??= open(options);
    return history;
  };
  return {
    record: async (fact) => (await load()).record(fact),
    recordOutgoing: async (conversation, outgoing) => (await load()).recordOutgoing(conversation, outgoing),
    mergeReceipts: async (conversation, message, receipts) =>
      (await load()).mergeReceipts(conversation, message, receipts),
    read: async (conversation, limit) => (await load()).read(conversation, limit),
  };
}

async function open(options: FirestoreOptions): Promise<History> {
  const [{ openFirestore }, { firestoreHistory }] = await Promise.all([
    import("./firestore.ts"),
    import("./history.ts"),
  ]);
  return firestoreHistory(openFirestore(options));
}
