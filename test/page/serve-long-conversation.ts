import type { CallDeed, PageFact, PageStep } from "../../page/page-fact.ts";
import { type ServedPage, servePage } from "../../page/server/serve-page.ts";

const PHONE = "rcs/+447700900000";
const TURN_MS = 60_000;
const BEGUN = Date.parse("2030-01-01T08:00:00Z");

/** Serves the page over a conversation of so many messages of the user, each of which was answered. */
export function serveLongConversation(messages: number): Promise<ServedPage> {
  const facts = longConversation(messages);
  const host = {
    facts: () => facts,
    listen: () => () => {},
    perform: async () => ({ isDone: true }) as const,
    file: async () => undefined,
  };
  return servePage(host, { port: 0, token: "a-token-of-a-test" });
}

/** What `npm start` tells of such a conversation. */
function longConversation(messages: number): readonly PageFact[] {
  return Array.from({ length: messages }, (_, index) => stepsOf(index))
    .flat()
    .map(({ step, way }, index): PageFact => {
      const at = new Date(BEGUN + Math.floor(index / STEPS) * TURN_MS + (index % STEPS) * 10).toISOString();
      return { ...step, seq: index + 1, at, phone: PHONE, way };
    });
}

function stepsOf(index: number): readonly { readonly step: PageStep; readonly way: string }[] {
  const [way, answer] = [`message-${index}`, `answer-${index}`];
  const said = `Where is order number ${index}?`;
  const read: CallDeed = { type: "read", message: way };
  const message: CallDeed = { type: "message", text: `Order ${index} is on its way.`, bytes: 42 };
  const json = { senderPhoneNumber: "+447700900000", messageId: way, text: said };
  const steps: readonly PageStep[] = [
    { type: "said", id: way, line: { type: "text", text: said }, json },
    { type: "published", topic: "message", bytes: 182, json },
    { type: "ingress", path: "/rcs", status: 200, ms: 2 },
    { type: "webhook", tells: "user", result: "acknowledged", status: 200 },
    { type: "delivery", function: "messages", attempt: 1, step: "begun" },
    { type: "decided", acts: [message.text], json: { acts: [message] } },
    { type: "call", step: "arrived", call: { id: `read-${index}`, does: read }, json: { act: read } },
    { type: "call", step: "shown", call: { id: `read-${index}`, does: read } },
    { type: "answered", call: { id: `read-${index}`, does: read }, status: 200, ms: 1 },
    { type: "call", step: "arrived", call: { id: answer, does: message }, json: { act: message } },
    { type: "call", step: "shown", call: { id: answer, does: message } },
    { type: "answered", call: { id: answer, does: message }, status: 200, ms: 2 },
    { type: "history", what: "the turn is done" },
    { type: "delivery", function: "messages", attempt: 1, step: "ended", status: 200, ms: 30 },
    { type: "did", what: "delivered", about: answer, json: { eventType: "DELIVERED", messageId: answer } },
    { type: "did", what: "read", about: answer, json: { eventType: "READ", messageId: answer } },
  ];
  return steps.map((step) => ({ step, way }));
}

const STEPS = stepsOf(0).length;
