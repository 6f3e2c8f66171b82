import { STORE_CALL_MS } from "../../shared/base/budgets.ts";
import { TransientError } from "../../shared/base/errors.ts";
import type { DocumentStore, DocumentWrite } from "../../shared/store/document-store.ts";
import type { CrossedService, Cut } from "./cut.ts";
import type { SimulatedDocuments } from "./documents.ts";
import type { Instance } from "./instance.ts";

/** What the store of an instance works with. */
export interface StorePorts {
  readonly cut: Cut;
  readonly documents: SimulatedDocuments;
  /** The store's own time. */
  readonly now: () => Date;
  readonly onCommitted: (instance: Instance, writes: readonly DocumentWrite[]) => void;
}

/**
 * The documents of an instance: each call goes over the cut, and its failures have the names that Firestore's client gives them.
 * Like that client it gives up by itself, and makes a commit again whose answer was lost: that one then meets what it has written.
 */
export function instanceStore(instance: Instance, { cut, documents, now, onCommitted }: StorePorts): DocumentStore {
  const cross = <T>(method: string, id: string, serve: () => T) =>
    cut.cross({ instance, service: "firestore", method, id, patienceMs: STORE_CALL_MS }, service(method, serve));
  return {
    get: (paths) => cross("get", paths.join(" "), () => documents.get(paths)),
    query: (page) => cross("query", page.collection, () => documents.query(page)),
    commit: (writes) =>
      cross("commit", writes.map(({ path }) => path).join(" "), () => {
        const versions = documents.commit(writes, now());
        if (versions !== "lost") onCommitted(instance, writes);
        return versions;
      }),
  };
}

function service<T>(method: string, serve: () => T): CrossedService<T> {
  return {
    serve,
    statusOf: (answer) => (answer === "lost" ? 409 : 200),
    refuse: () => {
      throw failed(method);
    },
    broken: () => failed(method),
    isRetried: method === "commit",
  };
}

function failed(method: string): TransientError {
  return new TransientError(`Cannot ${method}: Firestore failed`);
}
