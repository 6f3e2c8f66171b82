import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { BOT, call, clock, conversation, ID, RULE, rcsPath, rcsPhone, refused } from "../../support/api-client.ts";

type Path = readonly [method: string, path: string];
const RCS: Path = ["POST", rcsPath(`agentMessages?messageId=${ID}&agentId=bank`)];
const RCS_EVENT: Path = ["POST", rcsPath(`agentEvents?eventId=${ID}&agentId=bank`)];
const MESSAGES: Path = ["POST", "/v1/conversations/c1/messages"];
const contentInfo = { fileUrl: "https://example.com/a.jpg" };
const standalone = (cardContent: object, more = {}) => ({
  contentMessage: { richCard: { standaloneCard: { cardOrientation: "VERTICAL", cardContent, ...more } } },
});
const message = (more: object) => ({ messageId: ID, representative: BOT, text: "Hi", ...more });
const LATITUDE =
  '{"contentMessage": {"text": "Hi", "suggestions": [{"action": {"text": "Go", "postbackData": "go", "viewLocationAction": {"latLong": {"latitude": "51.5", "longitude": 0}}}}]}}';

const observed = () => startPlatform({ clock, contract: "observed" });
const documented = () => startPlatform({ clock });

/** Taken as observed, with advice; refused as documented, with the same advice. */
const UNDOCUMENTED: readonly (readonly [name: string, path: Path, body: unknown, advice: string])[] = [
  [
    "a comma before a closing bracket",
    RCS,
    '{"contentMessage": {"text": "Hi",}}',
    "line 1, column 33: JSON has no comma before a closing bracket: leave it out",
  ],
  [
    "single quotes, as curl's samples have them",
    MESSAGES,
    `{'messageId': '${ID}', 'text': 'Hi', 'representative': {'representativeType': 'BOT'}}`,
    "line 1, column 2: JSON has double quotes only",
  ],
  [
    "keys without quotes",
    RCS,
    '{contentMessage: {"text": "Hi"}}',
    "line 1, column 2: JSON has keys in double quotes only",
  ],
  [
    "a boolean as text",
    MESSAGES,
    { messageId: ID, representative: BOT, image: { contentInfo: { ...contentInfo, forceRefresh: "false" } } },
    "image.contentInfo.forceRefresh: write true or false without quotes",
  ],
  [
    "a message id that is no UUID",
    ["POST", rcsPath("agentMessages?messageId=123&agentId=bank")],
    { contentMessage: { text: "Hi" } },
    "messageId: the reference asks for a UUID",
  ],
  [
    "an event without an id",
    ["POST", rcsPath("agentEvents?agentId=bank")],
    { eventType: "IS_TYPING" },
    "eventId: with an id of your own",
  ],
  ["a survey without an id", ["POST", "/v1/conversations/c1/surveys"], undefined, "surveyId: with an id of your own"],
];

/** Taken with advice in either contract, which proto3 JSON or no page forbids. */
const TAKEN: readonly (readonly [name: string, path: Path, body: unknown, advice: string])[] = [
  [
    "an empty title",
    RCS,
    standalone({ title: "", description: "D" }),
    "cardContent.title: it means the same as no field",
  ],
  ["an empty fallback", MESSAGES, message({ fallback: "" }), "fallback: it means the same as no field"],
  ["typing about no message", RCS_EVENT, { eventType: "IS_TYPING", messageId: "" }, "messageId: it means the same"],
  [
    "an unspecified height",
    RCS,
    standalone({ media: { height: "HEIGHT_UNSPECIFIED", contentInfo } }),
    "media.height: it means the same as no field",
  ],
  [
    "an unspecified traffic type",
    RCS,
    { contentMessage: { text: "Hi" }, messageTrafficType: "MESSAGE_TRAFFIC_TYPE_UNSPECIFIED" },
    "messageTrafficType: it means the same as no field",
  ],
  [
    "an alignment of 0",
    RCS,
    standalone({ title: "T" }, { thumbnailImageAlignment: 0 }),
    "Alignment: it means the same",
  ],
  ["a number as text", RCS, LATITUDE, "latLong.latitude: write the number without quotes"],
  [
    "alignment on a vertical card",
    RCS,
    standalone({ title: "T" }, { thumbnailImageAlignment: "LEFT" }),
    "standaloneCard: only a horizontal card",
  ],
  [
    "a live agent offered by a human",
    MESSAGES,
    message({ representative: { representativeType: "HUMAN" }, suggestions: [{ liveAgentRequest: {} }] }),
    "the body: the user talks to a person already",
  ],
  [
    "a live agent on a card",
    MESSAGES,
    {
      messageId: ID,
      representative: BOT,
      richCard: { standaloneCard: { cardContent: { title: "T", suggestions: [{ liveAgentRequest: {} }] } } },
    },
    "cardContent.suggestions: offer it beside the card",
  ],
  ["half a place", RCS, LATITUDE.replace(', "longitude": 0', ""), "latLong: what is missing counts as 0"],
  [
    "an empty card",
    MESSAGES,
    { messageId: ID, representative: BOT, richCard: { standaloneCard: { cardContent: {} } } },
    "richCard.standaloneCard.cardContent: give it a title",
  ],
];

describe("platform, contract as observed", () => {
  test.each([...UNDOCUMENTED, ...TAKEN])("takes %s with advice", async (_name, path, body, advice) => {
    await using platform = await observed();
    expect(await call(platform, path, body)).toMatchObject({ status: 200, advice: expect.stringContaining(advice) });
  });

  test("tells advice as a fact", async () => {
    const facts: unknown[] = [];
    await using platform = await startPlatform({ clock, contract: "observed", onFact: (fact) => facts.push(fact) });
    await call(platform, MESSAGES, message({ fallback: "" }));
    expect(facts[0]).toMatchObject({
      type: "call-advised",
      method: "POST",
      path: "/v1/conversations/c1/messages",
      advice: ["fallback: it means the same as no field: leave the field out"],
    });
  });

  test("answers and shows what Google's parser made of the body", async () => {
    await using platform = await observed();
    const image = { contentInfo: { ...contentInfo, altText: "", forceRefresh: "yes" } };
    const { body } = await call(platform, MESSAGES, { messageId: ID, representative: BOT, image });
    expect(body).toMatchObject({ image: { contentInfo: { ...contentInfo, forceRefresh: true } } });
    expect(body).not.toHaveProperty("image.contentInfo.altText");
    expect(conversation(platform).messages).toHaveLength(1);
  });

  test("names what is wrong where it is no JSON at all, and not that it wanted an object", async () => {
    await using platform = await observed();
    const { status, body } = await call(platform, RCS, '{\n  "contentMessage": {"text": "Hi"}\n  "ttl": "5s"\n}');
    expect({ status, body }).toMatchObject({
      status: 400,
      body: {
        error: { message: "Cannot read the body: line 3, column 3: expected a comma or }", details: [RULE] },
      },
    });
  });

  test("refuses an unspecified traffic type of an agent with more than one use", async () => {
    await using platform = await startPlatform({ clock, contract: "observed", multiUseAgents: ["bank"] });
    const body = { contentMessage: { text: "Hi" }, messageTrafficType: "MESSAGE_TRAFFIC_TYPE_UNSPECIFIED" };
    expect(await call(platform, RCS, body)).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });

  test.each([
    ["a message", "POST", "agentMessages?agentId=bank"],
    ["a check of capabilities", "GET", "capabilities?agentId=bank&requestId="],
  ])("refuses %s without the id that the reference requires", async (_name, method, path) => {
    await using platform = await observed();
    const body = method === "GET" ? undefined : { contentMessage: { text: "Hi" } };
    expect(await call(platform, [method, rcsPath(path)], body)).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });

  test("refuses a required field that is empty, as one that is missing", async () => {
    await using platform = await observed();
    expect(await call(platform, RCS, { contentMessage: { text: "" } })).toMatchObject(refused(400, "INVALID_ARGUMENT"));
    expect(rcsPhone(platform).messages).toEqual([]);
    const { body } = await call(platform, RCS, { contentMessage: { text: 5 } });
    expect(body).toMatchObject({ error: { message: "Cannot take the body: contentMessage.text: expected a text" } });
  });
});

describe("platform, contract as documented", () => {
  test.each(UNDOCUMENTED)("refuses %s with the same advice", async (_name, path, body, advice) => {
    await using platform = await documented();
    const answer = await call(platform, path, body);
    expect(answer).toMatchObject(refused(400, "INVALID_ARGUMENT"));
    expect(answer.body).toMatchObject({
      error: { message: expect.stringContaining(`as documented: ${advice}`), details: [RULE] },
    });
  });

  test.each(TAKEN)("takes %s, with advice", async (_name, path, body, advice) => {
    await using platform = await documented();
    expect(await call(platform, path, body)).toMatchObject({ status: 200, advice: expect.stringContaining(advice) });
  });
});
