import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readOutbound } from "../../functions/outbound/read-outbound.ts";
import { readAgents } from "../../shared/base/agent.ts";
import type { HandoffNews } from "../../shared/conversation/act.ts";
import { botOf, echo } from "../support/bots.ts";
import { REFUSED_REQUESTS, TO_PHONE } from "../support/refused-requests.ts";
import { openScene } from "../support/scene.ts";
import { wrongInHandoff, wrongInOutbound } from "../support/schemas.ts";

const examples = ["desk", "outbound"].flatMap((page) => {
  const text = readFileSync(`docs/${page}.md`, "utf8");
  return [...text.matchAll(/```json\n(.*?)```/gs)].map(([, json = ""]) => JSON.parse(json));
});
const messages = examples.filter((example) => "data" in example);
const requests = examples.filter((example) => !("data" in example));

/** Every kind of news: a new one does not compile until it is here, and then needs an example. */
const NEWS: Readonly<Record<HandoffNews["type"], true>> = {
  waiting: true,
  said: true,
  joined: true,
  unsubscribed: true,
  subscribed: true,
  withheld: true,
  ended: true,
};

/** What no schema can know: which agents there are, and what time it is. */
const BEYOND_SCHEMAS = ["agent-not-configured", "Cannot read expireTime: Cannot reply"];

describe("docs/desk.md", () => {
  it.each(messages)("shows a message of $data.news.type as its schema has it", ({ data, attributes }) => {
    expect(wrongInHandoff({ bytes: Buffer.from(JSON.stringify(data)), attributes })).toEqual([]);
  });

  it("shows an example of each kind of news", () => {
    expect(messages.map(({ data }) => data.news.type).toSorted()).toEqual(Object.keys(NEWS).toSorted());
    expect(messages.map(({ attributes }) => attributes.news)).toEqual(messages.map(({ data }) => data.news.type));
  });

  it.each(requests)("shows a request that is understood, as its schema has it: $id", (request) => {
    expect(wrongInOutbound(request)).toEqual([]);
    const agents = readAgents('[{"channel":"rcs","agent":"my_agent"}]');
    const read = readOutbound({ agents, conversationKey: "key" }, { now: () => new Date("2026-11-20T10:15:00Z") });
    expect(read({ bytes: Buffer.from(JSON.stringify(request)), attributes: {} })).toMatchObject({ id: request.id });
  });
});

describe("docs/schemas/outbound.schema.json", () => {
  it.each(REFUSED_REQUESTS)("refuses what is refused as %s %j, where a schema can", (reason, members, message) => {
    const isBeyond = BEYOND_SCHEMAS.some((begin) => reason === begin || message.startsWith(begin));
    const wrong = wrongInOutbound(JSON.parse(JSON.stringify({ ...TO_PHONE, ...members })));
    expect(wrong.length > 0).toBe(!isBeyond);
  });
});

describe("docs/schemas/handoff.schema.json", () => {
  it("names all that is published of every kind of news", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.rcs(), scene.person("Zoe")];
    const then = async (happening: Promise<unknown>) => {
      await happening;
      await scene.untilIdle();
    };
    await then(ada.says("person"));
    await then(ada.says("anyone?"));
    await then(zoe.joins(ada));
    await then(ada.says("STOP"));
    await then(zoe.says(ada, "Are you there?"));
    await then(ada.says("START"));
    await then(zoe.leaves(ada));
    const told = scene.kept.on("handoff");
    expect(new Set(scene.told(ada).map(({ news }) => news.type))).toEqual(new Set(Object.keys(NEWS)));
    expect(told.flatMap(wrongInHandoff)).toEqual([]);
  });

  it("would notice what it does not name", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.rcs();
    await ada.says("person");
    await scene.hears(ada, ["waiting"]);
    const [{ bytes, attributes } = { bytes: Buffer.from(""), attributes: {} }] = scene.kept.on("handoff");
    const data = JSON.parse(bytes.toString());
    const [line] = data.soFar.lines;
    const changed = [
      { ...data, mood: "angry" },
      { ...data, news: { ...data.news, mood: "angry" } },
      { ...data, soFar: { ...data.soFar, lines: [{ ...line, content: { ...line.content, mood: "angry" } }] } },
    ];
    const found = changed.map(
      (body) => wrongInHandoff({ bytes: Buffer.from(JSON.stringify(body)), attributes }).length,
    );
    expect(found.every((count) => count > 0)).toBe(true);
    expect(wrongInHandoff({ bytes, attributes: { ...attributes, mood: "angry" } })).not.toEqual([]);
  });
});
