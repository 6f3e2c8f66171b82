import { describe, expect, it } from "vitest";
import {
  PermanentError,
  RateLimitError,
  statusOf,
  UnreachableError,
  UnsupportedError,
} from "../../../shared/base/errors.ts";
import type { OutgoingId } from "../../../shared/base/ids.ts";
import { type Reply, text } from "../../../shared/reply/reply.ts";
import { openUrl, suggestReply } from "../../../shared/reply/suggestion.ts";
import { type SendPorts, sendReply } from "../../../shared/turn/send-reply.ts";
import { messageFact } from "../../contracts/facts.ts";

const url = `https://example.com/?q=${"q".repeat(2000)}`;
const rich = text("One moment", { suggestions: [suggestReply({ text: "Yes", postback: "yes" })] });
/** In plain text, it is two of them. */
const long = text("Both are new", {
  suggestions: [1, 2].map((n) => openUrl({ text: `See ${n}`, postback: "see", url })),
});

/** What is thrown when the rich message and the plain ones end so, each in its turn. */
async function failing(reply: Reply, ...ends: readonly (Error | undefined)[]): Promise<unknown> {
  const left = [...ends];
  const send = async () => {
    const end = left.shift();
    if (end !== undefined) throw end;
    return {};
  };
  const ports = {
    messengers: { rcs: { send, revoke: async () => "delivered" } },
    capabilities: { recall: () => undefined },
  } as unknown as SendPorts;
  return sendReply(reply, { to: messageFact(), id: "id" as OutgoingId }, ports).catch((error: unknown) => error);
}

describe("sendReply(), when the phone may lack a feature", () => {
  it.each<[string, Error]>([
    ["refused for ever", new UnreachableError("google-404", "No such user", { status: 404 })],
    ["refused for now", new RateLimitError("Too many", { status: 429 })],
  ])("does not take the plain words that are %s for the rich message whose answer was lost", async (_how, second) => {
    const first = new UnsupportedError("google-400", "Refused", { status: 400, mayBeTaken: true });
    const failure = await failing(rich, first, second);
    expect(failure).toMatchObject({ message: second.message, mayBeTaken: true });
    expect([failure instanceof PermanentError, statusOf(failure)]).toEqual([
      second instanceof PermanentError,
      statusOf(second),
    ]);
  });

  it("knows that nothing was taken when Google has refused both", async () => {
    const first = new UnsupportedError("google-400", "Refused");
    const second = new UnreachableError("google-404", "No such user");
    expect(await failing(rich, first, second)).toBe(second);
  });

  it.each<[string, Error]>([
    ["refused for ever", new UnreachableError("google-404", "No such user")],
    ["refused for now", new RateLimitError("Too many")],
  ])("knows that the first of several texts was taken, when the second is %s", async (_how, second) => {
    const failure = await failing(long, new UnsupportedError("google-400", "Refused"), undefined, second);
    expect(failure).toMatchObject({ message: second.message, mayBeTaken: true });
  });
});
