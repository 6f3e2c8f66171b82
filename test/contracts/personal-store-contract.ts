import { beforeEach, describe, expect, it } from "vitest";
import type { ConversationId } from "../../shared/base/ids.ts";
import type { PersonalStore } from "../../shared/ports/personal-store.ts";
import { anyConversation } from "./facts.ts";

/** A store, and how the system itself puts something of a conversation into it. */
export interface OpenPersonalStore {
  readonly store: PersonalStore;
  put(conversation: ConversationId): Promise<void>;
}

/** What every PersonalStore must do. */
export function personalStoreContract(name: string, open: () => Promise<OpenPersonalStore>): void {
  describe(name, () => {
    let opened: OpenPersonalStore;
    beforeEach(async () => {
      opened = await open();
    });
    const find = (conversation: ConversationId) =>
      Array.fromAsync(opened.store.find({ conversation }, new AbortController().signal));

    it("finds nothing where nothing is", async () => {
      expect(await find(anyConversation())).toEqual([]);
    });

    it("finds all of a conversation, whatever fits on one page, and nothing of another", async () => {
      const [ours, other] = [anyConversation(), anyConversation()];
      for (const conversation of [ours, other, ours, ours]) await opened.put(conversation);
      const found = await find(ours);
      expect(new Set(found.map(({ id }) => id)).size).toBe(3);
      expect(JSON.stringify(found)).not.toContain(other);
    });

    it("removes what it found, once or twice, and nothing else", async () => {
      const [ours, other] = [anyConversation(), anyConversation()];
      for (const conversation of [ours, other, ours]) await opened.put(conversation);
      const found = await find(ours);
      for (const { id } of [...found, ...found]) await opened.store.remove(id);
      expect([(await find(ours)).length, (await find(other)).length]).toEqual([0, 1]);
    });
  });
}
