import { describe, expect, it } from "vitest";
import { sayInEnglish } from "../../../shared/bot/english-notices.ts";
import type { Notice } from "../../../shared/bot/people.ts";
import { text } from "../../../shared/reply/reply.ts";

const speaker = { type: "human", displayName: "Ana" } as const;

const CASES: readonly (readonly [Notice, string])[] = [
  [{ type: "waiting" }, "One moment, please. Somebody will be with you soon."],
  [{ type: "closed" }, "I am sorry, nobody is here to talk to you."],
  [
    { type: "closed", opens: new Date("2026-11-24T08:00:00Z") },
    "I am sorry, nobody is here right now. We are back on Tuesday, 24 November 2026 at 08:00 UTC.",
  ],
  [{ type: "joined", speaker }, "Ana has joined the conversation."],
  [{ type: "left", speaker }, "Ana has left the conversation."],
  [{ type: "nobody-came" }, "I am sorry, nobody is free right now. You are talking to the bot again."],
  [{ type: "person-silent" }, "You are talking to the bot again."],
  [{ type: "unsubscribed" }, "You will get no more messages from us. To get them again, send START."],
];

describe("sayInEnglish()", () => {
  it.each(CASES)("has words for %j", (notice, words) => {
    expect(sayInEnglish(notice)).toEqual([text(words)]);
  });
});
