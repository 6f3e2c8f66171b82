import type { History } from "../../ports/history.ts";
import type { HistoryOptions } from "./open.ts";

/**
 * History in Firestore whose client is loaded by the first call, because loading blocks a cold process for some 100 ms. Until
 * then it says that it is cold. A failure to load is not remembered.
 */
export function lazyHistory(options: HistoryOptions): History {
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
    load: async (...of) => (await load()).load(...of),
    commit: async (...of) => (await load()).commit(...of),
    release: async (...of) => (await load()).release(...of),
    recordOutcome: async (...of) => (await load()).recordOutcome(...of),
    record: async (...of) => (await load()).record(...of),
    mergeReceipts: async (...of) => (await load()).mergeReceipts(...of),
    loadMessage: async (...of) => (await load()).loadMessage(...of),
    commitFallback: async (...of) => (await load()).commitFallback(...of),
    read: async (...of) => (await load()).read(...of),
  };
}

async function open(options: HistoryOptions): Promise<History> {
  const { openFirestoreHistory } = await import("./open-history.ts");
  return openFirestoreHistory(options).history;
}
