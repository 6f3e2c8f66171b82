import type { ActAnswer, PageAct } from "../page-act.ts";
import type { PageFact } from "../page-fact.ts";

/** What the page shows and does, whoever does it. */
export interface PageHost {
  /** All facts so far, oldest first. */
  facts(): readonly PageFact[];
  /** @returns What ends it. */
  listen(listener: (fact: PageFact) => void): () => void;
  /** @throws Error that says what could not be done, and why. */
  perform(act: PageAct): Promise<Extract<ActAnswer, { readonly isDone: true }>>;
  /** A file that a user has sent, by its path at the simulator; `undefined` when there is none. */
  file(path: string): Promise<{ readonly bytes: Uint8Array; readonly type: string } | undefined>;
}
