import { describe, expect, it } from "vitest";
import { BANK, CARDS, CHAT, type OutboundBench, startBench } from "./outbound-bench.ts";

const PHONE = "+447700900123";
const CHAT_WITH_MAYA = "c1";
const ann = { displayName: "Ann" };
const line = { to: PHONE, reply: "This is Ann.", speaker: ann };

const says = (text: string) => ({ type: "message", text });

async function open() {
  const bench = await startBench();
  const phone = bench.platform.rcsHandset({ phone: PHONE, agent: BANK });
  return { bench, phone };
}

const failures = async (bench: OutboundBench) => (await bench.outgoing(BANK, PHONE)).map(({ failure }) => failure);

describe("a request of another system", () => {
  it("is done once, however often and however much at once it comes", async () => {
    const { bench, phone } = await open();
    await Promise.all([1, 2, 3].map(() => bench.publish({ to: PHONE, reply: "Your order is ready." })));
    await bench.untilIdle();
    await bench.publish({ to: PHONE, reply: "Your order is ready." });
    await bench.untilIdle();
    expect(phone.bubbles()).toEqual([says("Your order is ready.")]);
  });

  it("is done once also when Google takes the message and its answer is lost", async () => {
    const { bench, phone } = await open();
    bench.platform.addCallFault({ matches: ({ act }) => act.type === "message", at: "after", response: "reset" });
    await bench.publish({ to: PHONE, reply: "Your order is ready." });
    await bench.untilIdle();
    expect(phone.bubbles()).toEqual([says("Your order is ready.")]);
  });

  it("is not done when it comes again long after its time", async () => {
    const { bench, phone } = await open();
    await bench.stop();
    await bench.publish({ to: PHONE, reply: "Your order is ready." });
    await bench.start(90 * 24 * 3600);
    await bench.untilIdle();
    expect([phone.bubbles(), await failures(bench)]).toEqual([[], ["expired"]]);
  });

  it("is dead-lettered with what to fix when it is wrong", async () => {
    const { bench } = await open();
    await bench.publish({ to: PHONE, reply: { type: "card", card: { title: "x".repeat(214) } } });
    await bench.untilIdle();
    expect(bench.on("outbound-dead").map(({ attributes }) => attributes)).toEqual([
      {
        attempts: "1",
        published: expect.any(String),
        traceparent: expect.any(String),
        reason: "unreadable",
        error: "Cannot read reply.card.title: expected 1 to 200 characters, got 214",
      },
    ]);
  });

  it("carries everything that a reply can be", async () => {
    const { bench, phone } = await open();
    const suggestions = [{ type: "reply", text: "Yes", postback: "yes" }];
    await bench.publish({ to: PHONE, reply: { type: "card", card: { title: "Ready", suggestions } } });
    expect(await phone.sees(1)).toMatchObject([{ suggestions: ["Yes"] }]);
  });
});

describe("an opt-out", () => {
  it("holds back what is not essential, and says so", async () => {
    const { bench, phone } = await open();
    await phone.unsubscribes();
    await bench.untilIdle();
    await bench.publish({ to: PHONE, reply: "Buy this.", fallback: "Buy this by SMS." });
    await bench.publish({ id: "code", to: PHONE, reply: "Your code is 7.", trafficType: "AUTHENTICATION" });
    await bench.untilIdle();
    await bench.pass(3600);
    await bench.pass(3600);
    expect(phone.bubbles()).toEqual([says("unsubscribed"), says("Your code is 7.")]);
    expect((await failures(bench)).toSorted()).toEqual(["opted-out", undefined, undefined]);
    expect(bench.on("fallback")).toEqual([]);
  });

  it("does not hand to another channel what it held back, though RCS does not reach the phone", async () => {
    const { bench, phone } = await open();
    await phone.unsubscribes();
    await phone.becomes({ reach: "no-rcs" });
    await bench.untilIdle();
    await bench.publish({ to: PHONE, reply: "Buy this.", fallback: "Buy this by SMS." });
    await bench.untilIdle();
    expect(bench.on("fallback")).toEqual([]);
  });

  it("covers the other agents of the brand", async () => {
    const { bench, phone } = await open();
    const other = bench.platform.rcsHandset({ phone: PHONE, agent: CARDS });
    await other.unsubscribes();
    await bench.untilIdle();
    await bench.publish({ to: PHONE, reply: "Buy this." });
    await bench.untilIdle();
    expect([phone.bubbles().length, await failures(bench)]).toEqual([1, ["opted-out"]]);
  });

  it("ends for the whole brand with the newest request", async () => {
    const { bench, phone } = await open();
    const other = bench.platform.rcsHandset({ phone: PHONE, agent: CARDS });
    await phone.unsubscribes();
    await bench.pass(1);
    await other.subscribes();
    await bench.untilIdle();
    await bench.publish({ to: PHONE, reply: "Welcome back." });
    await bench.untilIdle();
    expect(phone.bubbles().at(-1)).toEqual(says("Welcome back."));
  });
});

describe("a person who speaks", () => {
  it("silences the bot, and is announced by a line on RCS", async () => {
    const { bench, phone } = await open();
    await bench.publish(line);
    await bench.untilIdle();
    await phone.says("Thank you, Ann");
    await bench.untilIdle();
    expect(phone.bubbles()).toEqual([says("joined"), says("This is Ann.")]);
  });

  it("is shown on Business Messages before the first line, and only then", async () => {
    const { bench } = await open();
    const maya = bench.platform.businessMessagesHandset({ conversation: CHAT_WITH_MAYA, agent: CHAT });
    const chat = { ...line, to: CHAT_WITH_MAYA, agent: CHAT };
    await bench.publish({ ...chat, id: "one" });
    await bench.untilIdle();
    await bench.publish({ ...chat, id: "two", reply: "How are you?" });
    await bench.untilIdle();
    const from = { type: "HUMAN", displayName: "Ann" };
    expect(maya.bubbles()).toEqual([
      { type: "joined", from },
      { ...says("This is Ann."), from },
      { ...says("How are you?"), from },
    ]);
  });

  it("joins and leaves, and the bot answers again", async () => {
    const { bench, phone } = await open();
    await bench.publish({ id: "one", to: PHONE, handoff: "join", speaker: ann });
    await bench.untilIdle();
    await bench.publish({ id: "two", to: PHONE, handoff: "leave" });
    await bench.untilIdle();
    await phone.says("Hello?");
    await bench.untilIdle();
    expect(phone.bubbles()).toEqual([says("joined"), says("left"), says("I am the bot.")]);
  });

  it("leaves nothing where nobody is", async () => {
    const { bench, phone } = await open();
    await bench.publish({ to: PHONE, handoff: "leave" });
    await bench.untilIdle();
    expect([phone.bubbles(), bench.on("outbound-dead")]).toEqual([[], []]);
  });

  it("is not a system that sends a notice: the bot goes on", async () => {
    const { bench, phone } = await open();
    await bench.publish({ to: PHONE, reply: "Your order is ready." });
    await bench.untilIdle();
    await phone.says("Thank you");
    await bench.untilIdle();
    expect(phone.bubbles()).toEqual([says("Your order is ready."), says("I am the bot.")]);
  });
});
