import { describe, expect, it } from "vitest";
import type { AgentId, ConversationId } from "../../../shared/base/ids.ts";
import type { Bot } from "../../../shared/bot/bot.ts";
import { sayInEnglish } from "../../../shared/bot/english-notices.ts";
import { type Reply, text } from "../../../shared/reply/reply.ts";
import { guardNotices } from "../../../shared/turn/guard-notices.ts";
import { noon } from "../../contracts/facts.ts";
import { botOf, echo } from "../../support/bots.ts";
import { logged } from "../../support/log-lines.ts";

const to = { channel: "rcs", agent: "bank" as AgentId, conversation: "c" as ConversationId, memory: {} } as const;
const STOPPED = { type: "unsubscribed" } as const;

/** What a user reads of a notice, and what is logged. */
function notice(sayNotice: NonNullable<Bot["sayNotice"]>) {
  const { log, lines } = logged();
  const bot = guardNotices({ ...botOf(echo), sayNotice }, { clock: { now: () => noon() }, log });
  return { said: bot.sayNotice?.(STOPPED, to), lines };
}

describe("guardNotices()", () => {
  it.each<[string, () => readonly Reply[]]>([
    ["throw", () => Object.keys(undefined as never) as never],
    ["are empty, as of a text that was deleted", () => [{ type: "text", text: "" }]],
    ["are missing", () => [{ type: "text", text: undefined as never }]],
    ["are longer than any channel takes", () => [{ type: "text", text: "x".repeat(3073) }]],
    ["are no list", () => text("Goodbye") as never],
  ])("says a notice in English whose own words %s, and logs it", (_claim, sayNotice) => {
    const { said, lines } = notice(sayNotice);
    expect(said).toEqual(sayInEnglish(STOPPED));
    expect(lines).toEqual([expect.objectContaining({ event: "notice_failed", reason: "unsubscribed" })]);
  });

  it.each<[string, readonly Reply[]]>([
    ["says", [text("Goodbye")]],
    ["keeps silent", []],
  ])("leaves alone what the bot %s", (_claim, words) => {
    expect(notice(() => words)).toEqual({ said: words, lines: [] });
  });
});
