import { once } from "node:events";
import { request } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../shared/google/clock.ts";
import { startPlatform } from "../../../simulator/platform.ts";
import { ID, PHONE, say } from "../../support/api-client.ts";
import { startReceiver } from "../../support/webhook-receiver.ts";

const PHONES = "/simulator/phones";
const ACTS = `${PHONES}/rcs/${PHONE}/acts`;
const VERBS = "say, tap, file, place, typing, read, stop, start, person, sign-in, survey";

async function start() {
  const receiver = await startReceiver();
  const platform = await startPlatform({ clock: systemClock, webhook: receiver.target });
  onTestFinished(async () => {
    await platform.close();
    await receiver[Symbol.asyncDispose]();
  });
  return platform;
}

async function ask(url: string, [method, path, body]: readonly [method: string, path: string, body?: string]) {
  const response = await fetch(`${url}${path}`, { method, ...(body !== undefined && { body }) });
  return { status: response.status, body: (await response.json()) as unknown };
}

describe("the simulator's API", () => {
  test.each([
    ["{", 'the body: expected JSON such as {"do":"say","text":"Hello"}'],
    ["[]", "the body: expected an object, got array"],
    ["{}", `do: expected one of ${VERBS}, got undefined`],
    ['{"do":"shout"}', `do: expected one of ${VERBS}, got string`],
    ['{"do":"say"}', "text: expected a string, got undefined"],
    ['{"do":"say","text":""}', "text: expected a text, got 0"],
    ['{"do":"say","text":"Hi","chip":"Yes"}', "chip: expected only do, text, got another member"],
    ['{"do":"tap","chip":1}', "chip: expected a string, got number"],
    ['{"do":"sign-in"}', "isDone: expected true or false, got undefined"],
    ['{"do":"place","latitude":"1","longitude":2}', "latitude: expected a number, got string"],
    ['{"do":"place","latitude":1,"longitude":181}', "longitude: expected a number from -180 to 180, got number"],
    ['{"do":"file"}', "name: expected an id of 1 to 256 characters, got undefined"],
    ['{"do":"file","name":"a","base64":"YQ="}', "base64: expected the file's bytes in standard base64, got string"],
    ['{"do":"file","name":"a","base64":"Y==="}', "base64: expected the file's bytes in standard base64, got string"],
    ['{"do":"file","name":"a","base64":"%"}', "base64: expected the file's bytes in standard base64, got string"],
    ['{"do":"file","url":"file:///etc/hostname"}', "url: expected a URL with http or https, got string"],
    ['{"do":"file","name":"a","base64":"YQ==","type":"png"}', "type: expected a type of media, such as image/png"],
  ])("answers %s with what was expected", async (body, expected) => {
    const { url } = await start();
    const answer = await ask(url, ["POST", ACTS, body]);
    expect(answer).toEqual({ status: 400, body: { error: expect.stringContaining(`Cannot read ${expected}`) } });
  });

  test.each([
    ["GET", `${PHONES}/rcs/447700900123`, 400, "expected a phone number such as +447700900123"],
    ["GET", `${PHONES}/business-messages/a%20b`, 400, "expected a conversation of letters"],
    ["GET", `${PHONES}/rcs/%ZZ`, 400, "expected valid percent-encoding"],
    ["POST", `${ACTS}?agent=a%2Fb`, 400, "Cannot use the agent: expected a name such as demo_agent"],
    ["GET", `${PHONES}/rcs/${PHONE}?text=Hi&timeoutMs=far`, 400, "timeoutMs: expected a number from 0 to 60000"],
    ["GET", `${PHONES}/rcs/${PHONE}?text=Hi&count=0`, 400, "count: expected a number from 1 to 10000"],
    ["GET", `${PHONES}/sms/${PHONE}`, 404, "expected GET /simulator/phones, GET /simulator/phones/{channel}/{user}"],
    ["GET", "/simulator/else", 404, "GET /simulator/facts"],
    ["GET", ACTS, 405, "expected POST"],
    ["DELETE", `${PHONES}/rcs/${PHONE}`, 405, "expected GET"],
    ["POST", "/simulator/facts", 405, "expected GET"],
  ])("answers %s %s with %i, and says what it knows", async (method, path, status, words) => {
    const { url } = await start();
    const answer = await ask(url, [method, path, ...(method === "POST" ? ["{}"] : [])] as [string, string]);
    expect(answer).toEqual({ status, body: { error: expect.stringContaining(words) } });
  });

  test("answers an act with what became of its own webhook, and not of a forged copy", async () => {
    const platform = await start();
    platform.addWebhookFault({ do: "forge" });
    const { body } = await ask(platform.url, ["POST", ACTS, '{"do":"say","text":"Hi"}']);
    expect(body).toMatchObject({ webhook: "acknowledged", status: 200 });
  });

  test("lists the phones to which something has happened", async () => {
    const platform = await start();
    await say(platform, ID);
    await ask(platform.url, ["POST", `${PHONES}/business-messages/c1/acts`, '{"do":"typing"}']);
    await fetch(`${platform.url}/v1/brands/demo-brand/agents/demo_agent`);
    expect((await ask(platform.url, ["GET", PHONES])).body).toEqual({
      phones: [
        { channel: "rcs", address: PHONE },
        { channel: "business-messages", address: "c1" },
      ],
    });
  });

  test("takes no act that a page of another site has a browser make, and none by a name of its own", async () => {
    const platform = await start();
    const { port } = new URL(platform.url);
    const post = async (headers: Readonly<Record<string, string>>) => {
      const sent = request({ host: "127.0.0.1", port, path: ACTS, method: "POST", headers });
      sent.end('{"do":"say","text":"Hi"}');
      const [{ statusCode }] = await once(sent, "response");
      return statusCode;
    };
    expect(await post({ origin: "https://example.com" })).toBe(403);
    expect(await post({ host: `example.com:${port}` })).toBe(421);
    expect(platform.screen({ channel: "rcs", address: PHONE }).lines).toEqual([]);
    expect(await post({ origin: platform.url })).toBe(200);
  });

  test("ends what waits for a phone when it is closed", async () => {
    const platform = await start();
    const waiting = fetch(`${platform.url}${PHONES}/rcs/${PHONE}?text=Hi&timeoutMs=60000`);
    const refused = expect(waiting).rejects.toThrow(TypeError);
    await ask(platform.url, ["GET", PHONES]);
    await platform.close();
    await refused;
  });
});

describe("GET /simulator/facts", () => {
  test("sends calls, acts and webhooks as they happen, as server-sent events", async () => {
    const platform = await start();
    const response = await fetch(`${platform.url}/simulator/facts`);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    await ask(platform.url, ["POST", ACTS, '{"do":"say","text":"Hi"}']);
    await say(platform, ID);
    const facts = await readFacts(response, 5);
    expect(facts).toMatchObject([
      { type: "user-acted", channel: "rcs", address: PHONE, event: { text: "Hi" } },
      { type: "webhook-posted", result: "acknowledged", status: 200, event: { text: "Hi" } },
      { type: "call-arrived" },
      { type: "call-accepted", call: { channel: "rcs", address: PHONE, id: ID, act: { text: "Hello" } } },
      { type: "call-answered", status: 200 },
    ]);
  });
});

/** The first facts of a stream, which is left then. */
async function readFacts({ body }: Response, count: number): Promise<readonly unknown[]> {
  let read = "";
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    read += chunk;
    const facts = [...read.matchAll(/^data: (.*)\n\n/gm)].map(([, fact = ""]) => JSON.parse(fact));
    if (facts.length >= count) return facts;
  }
  throw new Error("The stream ended");
}
