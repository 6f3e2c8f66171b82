import type { History } from "../../ports/history.ts";
import type { DocumentStore } from "../../store/document-store.ts";
import { storedHistory } from "../../store/history.ts";
import type { HistoryOptions } from "./open.ts";

/**
 * History in Firestore whose client is loaded by the first call, because loading blocks a cold process for some 100 ms. Until
 * then it says that it is cold. A failure to load is not remembered.
 */
export function lazyHistory(options: HistoryOptions): History {
  let documents: Promise<DocumentStore> | undefined;
  const load = () => {
    documents ??= open(options).catch((error: unknown) => {
      documents = undefined;
      throw error;
    });
    return documents;
  };
  const lazy: DocumentStore = {
    get: async (paths) => (await load()).get(paths),
    commit: async (writes) => (await load()).commit(writes),
    query: async (page) => (await load()).query(page),
  };
  return { ...storedHistory(lazy, options.keepDays), isCold: () => documents === undefined };
}

async function open(options: HistoryOptions): Promise<DocumentStore> {
  const { openFirestoreDocuments } = await import("./open-documents.ts");
  return openFirestoreDocuments(options);
}
