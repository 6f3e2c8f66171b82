import { expect, it } from "vitest";
import type { OutgoingId } from "../../../shared/base/ids.ts";
import { newState } from "../../../shared/conversation/state.ts";
import { newsMessage } from "../../../shared/turn/queue-messages.ts";
import { messageFact, noon } from "../../contracts/facts.ts";

const fact = messageFact({ text: "Hello" });
const context = { id: "id" as OutgoingId, fact, state: newState(fact), until: noon(60_000) };

it("people hear that a user has signed in, and not the code, with which anybody could", () => {
  const content = { type: "authentication", code: "4/secret", redirectUri: "https://example.com/back" } as const;
  const { bytes } = newsMessage({ type: "said", content }, context);
  expect(JSON.parse(bytes.toString()).news).toEqual({ type: "said", content: { type: "authentication" } });
});

it("people hear what else a user says as it was said", () => {
  const news = { type: "said", content: { type: "text", text: "Where is it?" } } as const;
  expect(JSON.parse(newsMessage(news, context).bytes.toString()).news).toEqual(news);
});
