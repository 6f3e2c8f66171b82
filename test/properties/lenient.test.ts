import fc, { type Arbitrary } from "fast-check";
import { expect, it } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import type { Inbound } from "../../shared/inbound/inbound.ts";
import { parse } from "../../shared/inbound/parse.ts";
import { unwrap } from "../../shared/webhook/unwrap.ts";
import { readFixtures } from "../support/fixtures.ts";
import { sealed } from "../support/sealed.ts";
import { almost, odd } from "./arbitraries.ts";

type Body = Readonly<Record<string, unknown>>;

/** A recorded webhook, its JSON and what became of it on the queue. */
interface Recorded {
  readonly channel: Channel;
  readonly body: Body;
  readonly message: QueueMessage;
}

/** Members that no fact is known by, as they come where a webhook has them. */
const OPTIONAL_MEMBERS: Readonly<Record<Channel, Body>> = {
  rcs: {
    agentId: "my_agent@rbm.goog",
    sendTime: "2026-11-20T10:15:14Z",
    carrier: "T-Mobile",
    richMessageClassification: { classificationType: "RICH_MESSAGE", segmentCount: 1 },
  },
  "business-messages": {
    agent: "brands/b/agents/a",
    customAgentId: "cafe",
    sendTime: "2026-11-20T10:15:14Z",
    context: { entryPoint: "MAPS", userInfo: { displayName: "Maya" }, widget: { url: "https://a" } },
    dialogflowResponse: { autoResponded: false, autoRespondedMessages: [{ message: { messageId: "M2", text: "Hi" } }] },
  },
};

/** Members of a content that it is the same content without. */
const DETAILS: readonly (readonly [content: string, detail: string])[] = [
  ["userFile", "thumbnail"],
  ["suggestionResponse", "type"],
  ["suggestionResponse", "text"],
  ["authenticationResponse", "redirectUri"],
  ["authenticationResponse", "errorDetails"],
  ["surveyResponse", "questionType"],
  ["surveyResponse", "questionIndex"],
  ["surveyResponse", "totalQuestionCount"],
  ["surveyResponse", "surveyTriggerSource"],
];

const recorded: readonly Recorded[] = readFixtures()
  .filter(({ name }) => name !== "feedback-response")
  .map((fixture) => ({
    channel: fixture.channel,
    body: unwrap(fixture.channel, fixture.body).json as Body,
    message: sealed(fixture),
  }));

const withOddMember = fc.constantFrom(...recorded).chain((one) => {
  const members = Object.entries({
    ...OPTIONAL_MEMBERS[one.channel],
    ...common(one.body, OPTIONAL_MEMBERS[one.channel]),
  });
  return fc
    .constantFrom(...members)
    .chain(([key, member]) => changed(member).map((value) => [one, { ...one.body, [key]: value }] as const));
});

const detailed = recorded.flatMap((one) =>
  DETAILS.filter(([content]) => one.body[content] !== undefined).map((place) => [one, place] as const),
);

const withOddDetail = fc.constantFrom(...detailed).chain(([one, [content, detail]]) => {
  const members = one.body[content] as Body;
  return changed(members[detail] ?? null).map(
    (value) => [one, { ...one.body, [content]: { ...members, [detail]: value } }] as const,
  );
});

it("parse() passes over whatever stands beside a fact", () => {
  fc.assert(
    fc.property(withOddMember, ([{ message }, body]) => {
      expect(essence(parse(withBody(message, body)))).toEqual(essence(parse(message)));
    }),
    { numRuns: 1000 },
  );
});

it("parse() passes over whatever details a content has", () => {
  fc.assert(
    fc.property(withOddDetail, ([{ message }, body]) => {
      expect(named(parse(withBody(message, body)))).toEqual(named(parse(message)));
    }),
    { numRuns: 500 },
  );
});

/** Another value, or the same with something else in it. */
function changed(value: unknown): Arbitrary<unknown> {
  return fc.oneof(odd, almost(value));
}

function common(body: Body, keys: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([key]) => Object.hasOwn(keys, key)));
}

function withBody(message: QueueMessage, body: Body): QueueMessage {
  return { ...message, bytes: Buffer.from(JSON.stringify(body)) };
}

/** What the fact says, without its time. */
function essence(fact: Inbound): unknown {
  const { type, id, address, conversation } = fact;
  return { type, id, address, conversation, said: saidBy(fact) };
}

function saidBy(fact: Inbound): unknown {
  if (fact.type === "receipt") return fact.receipts.map(({ message, type }) => ({ message, type }));
  return fact.type === "message" ? fact.content : fact.event;
}

function named(fact: Inbound): unknown {
  const { type, id, conversation } = fact;
  return { type, id, conversation, content: fact.type === "message" ? fact.content.type : undefined };
}
