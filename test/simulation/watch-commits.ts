import type { ConversationId } from "../../shared/base/ids.ts";
import type { DocumentWrite } from "../../shared/store/document-store.ts";
import type { SimulatedDocuments } from "./documents.ts";
import type { Instance } from "./instance.ts";
import type { Observation } from "./observation.ts";

/** The members of a conversation's document that are shown. */
interface ShownMembers {
  readonly state?: {
    readonly mode?: { readonly type: string };
    readonly consent?: { readonly isOptedOut: boolean; readonly at: number };
  };
  readonly lease?: { readonly turn: string; readonly expiresAt: number };
}

/** Shows what commits make of conversations. */
export function watchCommits(
  documents: SimulatedDocuments,
  now: () => number,
  observe: (seen: Observation) => void,
): (instance: Instance, writes: readonly DocumentWrite[]) => void {
  return (instance, writes) => {
    const by = { function: instance.function, instance: instance.number };
    for (const { path } of writes) {
      const [collection, conversation, ...rest] = path.split("/");
      if (collection !== "conversations" || conversation === undefined || rest.length > 0) continue;
      const { state, lease } = (documents.get([path])[0]?.members ?? {}) as ShownMembers;
      observe({
        type: "conversation-committed",
        at: now(),
        ...by,
        conversation: conversation as ConversationId,
        ...(state?.mode !== undefined && { mode: state.mode.type }),
        ...(state?.consent !== undefined && { isOptedOut: state.consent.isOptedOut, chosenAt: state.consent.at }),
        ...(lease !== undefined && { lease }),
      });
    }
  };
}
