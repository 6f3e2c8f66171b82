import { createHash } from "node:crypto";
import { type Members, plus } from "../shared/store/document-store.ts";
import type { Operator } from "./operator.ts";

/** Who did what with people's data, for whoever asks later. It holds no such data itself. */
export interface AccessRecord {
  /** As the command line knows whoever runs it. */
  readonly by: string;
  /** The command, such as `dead-letters show`. */
  readonly did: string;
  /** What it was about: ids, hashes, reasons. */
  readonly about: Members;
}

/** A record that is written, to which counts are added. */
export interface OpenRecord {
  readonly path: string;
  /** Adds to numbers by their names. */
  count(counts: Readonly<Record<string, number>>): Promise<void>;
}

const COLLECTION = "audit";

/** Leaves a record among the documents, in the collection `audit`: it outlives the command, and comes before what it is about. */
export async function recordAccess(
  { documents, clock }: Pick<Operator, "documents" | "clock">,
  record: AccessRecord,
): Promise<OpenRecord> {
  const at = clock.now();
  const digest = createHash("sha256").update(JSON.stringify(record)).digest("hex").slice(0, 8);
  const path = `${COLLECTION}/${at.toISOString()}-${digest}`;
  await documents.commit([{ do: "merge", path, members: { at: at.getTime(), ...record } }]);
  return {
    path,
    async count(counts) {
      const added = Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, plus(n)]));
      await documents.commit([{ do: "merge", path, members: { counts: added } }]);
    },
  };
}
