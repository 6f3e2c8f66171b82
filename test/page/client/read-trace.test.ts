import { expect, it } from "vitest";
import { readTrace } from "../../../page/client/read-trace.ts";

const USER = { channel: "rcs", address: "+447700900001", conversation: "one" };

it("readTrace() has what people are told with its words, as the desk shows them", () => {
  const seen = [
    { type: "acted", at: 1, act: { do: "say", user: USER } },
    { type: "handoff-news", at: 2, conversation: "one", news: { type: "waiting", why: "bot", note: "A refund" } },
    { type: "handoff-news", at: 3, conversation: "one", news: { type: "said", content: { type: "text", text: "Hi" } } },
  ];
  expect(readTrace(seen.map((one) => JSON.stringify(one)).join("\n"))).toMatchObject([
    {
      type: "handoff",
      phone: "rcs/+447700900001",
      news: { type: "waiting", reason: "called by the bot", note: "A refund" },
    },
    { type: "handoff", phone: "rcs/+447700900001", news: { type: "said", text: "Hi" } },
  ]);
});
