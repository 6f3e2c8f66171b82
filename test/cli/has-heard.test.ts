import { expect, it } from "vitest";
import { hasHeard } from "../../cli/own/has-heard.ts";
import type { ConversationId, OutgoingId } from "../../shared/base/ids.ts";
import type { HistoryEntry, OutgoingEntry } from "../../shared/bot/history-entry.ts";
import type { PageToken } from "../../shared/conversation/journal.ts";
import type { Page } from "../../shared/ports/history.ts";
import { noon } from "../contracts/facts.ts";

const sent = (more: Partial<OutgoingEntry> = {}): OutgoingEntry => {
  return { type: "outgoing", id: "o" as OutgoingId, at: noon(), times: { sent: noon() }, ...more };
};

/** A conversation, newest turns first. */
function hears(...pages: readonly (readonly HistoryEntry[])[]): Promise<boolean> {
  const read = (_: ConversationId, __: number, older?: PageToken): Promise<Page> => {
    const index = Number(older ?? 0);
    const isLast = index === pages.length - 1;
    return Promise.resolve({
      entries: pages[index] ?? [],
      older: isLast ? undefined : (String(index + 1) as PageToken),
    });
  };
  return hasHeard("c" as ConversationId, { read });
}

it("a phone has heard from the agent when a message has left for it, in whichever turn", async () => {
  expect(await hears([sent()])).toBe(true);
  expect(await hears([], [], [sent({ times: { delivered: noon() } })])).toBe(true);
});

it("a phone has not heard what Google has refused, and what never left", async () => {
  expect(await hears([])).toBe(false);
  expect(await hears([sent({ failure: "google-404", times: {} })])).toBe(false);
  expect(await hears([sent({ failure: "google-404" })], [sent({ times: {} })])).toBe(false);
});
