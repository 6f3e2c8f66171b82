import { expect } from "vitest";
import { ID, ID2, PHONE } from "../../support/api-client.ts";
import { type ContractRow, phone, rcs, refusedWith, sendRcs } from "./contract-row.ts";

const contentInfo = { fileUrl: "https://example.com/a.jpg" };
const numbers = Array.from({ length: 499 }, (_, index) => `+4477009${String(10_000 + index)}`);

/** What RCS refuses, and then shows nothing of. */
export const RCS_REFUSALS: readonly ContractRow[] = [
  {
    title: "a text and a file in one message",
    request: sendRcs({ text: "Hi", contentInfo }),
    right: refusedWith(400, "INVALID_ARGUMENT", /contentMessage: expected exactly one of/),
  },
  {
    title: "an unknown field",
    request: sendRcs({ texx: "Hi" }),
    right: refusedWith(400, "INVALID_ARGUMENT", /contentMessage.texx: expected no such field/),
  },
  {
    title: "a label that is too long",
    request: sendRcs({ text: "Hi", suggestions: [{ reply: { text: "x".repeat(26), postbackData: "x" } }] }),
    right: refusedWith(400, "INVALID_ARGUMENT", /suggestions\[0\].reply.text: expected at most 25 characters/),
  },
  {
    title: "a read mark for no message",
    request: rcs("phones.agentEvents.create", { parent: phone, eventId: ID }, { eventType: "READ" }),
    right: refusedWith(400, "INVALID_ARGUMENT", /messageId: expected the user's message id/),
  },
  {
    title: "what is no phone number",
    request: rcs("phones.getCapabilities", { name: "phones/12", requestId: ID }),
    right: refusedWith(400, "INVALID_ARGUMENT", /the phone number/),
  },
  {
    title: "a check of too few numbers",
    request: rcs("users.batchGet", {}, { users: numbers }),
    right: refusedWith(400, "INVALID_ARGUMENT", /users: expected 500 to 10000 elements/),
  },
  {
    title: "an upload of another type",
    request: { ...rcs("files.create", {}, { agentId: "bank" }), media: { type: "text/plain", bytes: "no" } },
    right: refusedWith(400, "INVALID_ARGUMENT", /the file: expected a type of media/),
  },
  {
    title: "a call without a token",
    rules: { credentials: "required" },
    request: sendRcs({ text: "Hi" }),
    right: refusedWith(401, "UNAUTHENTICATED", /access token/),
  },
  {
    title: "an agent of somebody else",
    rules: { agents: ["shop"] },
    request: sendRcs({ text: "Hi" }),
    right: refusedWith(403, "PERMISSION_DENIED", /looking up the agent/),
  },
  {
    title: "an agent that is not launched, by a phone that tests nothing",
    rules: { profile: { reach: "testers-only" } },
    request: sendRcs({ text: "Hi" }),
    right: refusedWith(403, "PERMISSION_DENIED", /an accepted tester/),
  },
  {
    title: "a phone without RCS",
    rules: { profile: { reach: "no-rcs" } },
    request: sendRcs({ text: "Hi" }),
    right: refusedWith(404, "NOT_FOUND", /with RCS/),
  },
  {
    title: "a revocation of what the phone shows",
    before: [sendRcs({ text: "Hi" }, {}, ID2)],
    request: rcs("phones.agentMessages.delete", { name: `${phone}/agentMessages/${ID2}` }),
    right: refusedWith(404, "NOT_FOUND", /not delivered/),
    shows: { messages: [expect.objectContaining({ id: ID2 })] },
  },
  {
    title: "a question for a tester whom nobody invited",
    request: rcs("testers.get", { name: `testers/${PHONE}` }),
    right: refusedWith(404, "NOT_FOUND", /who was invited/),
  },
  {
    title: "a repeated message, where that is refused",
    rules: { repeats: { rcs: "refused" } },
    before: [sendRcs({ text: "Hi" })],
    request: sendRcs({ text: "Hi" }),
    right: refusedWith(409, "ALREADY_EXISTS", /its id was used before/),
    shows: { messages: [expect.objectContaining({ id: ID })] },
  },
  {
    title: "more messages than an agent may send",
    rules: { rcsRates: { perAgent: { max: 1, withinMs: 60_000 } } },
    before: [sendRcs({ text: "Hi" }, {}, ID2)],
    request: sendRcs({ text: "Hi" }),
    right: refusedWith(429, "RESOURCE_EXHAUSTED", /at most 1 in 60000 ms/),
    shows: { messages: [expect.objectContaining({ id: ID2 })] },
  },
];
