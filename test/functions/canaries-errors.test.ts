import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import {
  readApis,
  readConversationKey,
  readFallback,
  readIngressConfig,
  readMediaBucket,
  readSettings,
  readTimerQueue,
} from "../../functions/settings.ts";
import { describeError, tellError } from "../../shared/base/describe-error.ts";
import { TransientError } from "../../shared/base/errors.ts";
import type { ConversationId, OutgoingId } from "../../shared/base/ids.ts";
import { httpFallback } from "../../shared/fallback/http-fallback.ts";
import { attempt } from "../../shared/google/firestore/attempt.ts";
import { googlePublisher } from "../../shared/google/pubsub/publisher.ts";
import { mediaSource } from "../../shared/google/storage/media-source.ts";
import { bucketMediaStore } from "../../shared/google/storage/media-store.ts";
import { taskTimers } from "../../shared/google/tasks/timers.ts";
import type { MediaName } from "../../shared/ports/media.ts";
import { timerAt } from "../contracts/timers-bench.ts";
import { singing } from "../support/canaries.ts";
import { listen } from "../support/listen.ts";

const WORDS = "Kanarienvogel +447700910001";
const FAKE_PLACE = `${WORDS}\n    at kanarienvogel (/kanarienvogel/1:1:1)\n    at kanarienvogel`;
/** A path that is longer than that of our own folder. */
const FAR_PLACE = `x\n    at x (/${"x".repeat(300)}/kanarienvogel.js:1:1)\n    at x`;

function changed(error: Error, changes: object): Error {
  return Object.assign(error, changes);
}

describe("describeError() never tells a canary", () => {
  it.each<readonly [string, unknown]>([
    ["in a message", new Error(FAKE_PLACE)],
    ["in a message that was changed since", changed(new Error(FAKE_PLACE), { message: "short" })],
    ["in a message that was emptied since", changed(new Error(FAKE_PLACE), { message: "" })],
    ["in a message of which a part is left", changed(new Error(FAKE_PLACE), { message: "Kanarien" })],
    ["in a name", changed(new Error("No"), { name: WORDS })],
    ["in a name that is one word", changed(new Error("No"), { name: "Kanarienvogel" })],
    ["in a code", changed(new Error("No"), { code: WORDS })],
    ["in a code that is a number", changed(new Error("No"), { code: 447700910001 })],
    ["in a code in capitals", changed(new Error("No"), { code: "KANARIENVOGEL" })],
    ["in a stack", changed(new Error("No"), { stack: FAKE_PLACE })],
    ["in a stack that is no text", changed(new Error("No"), { stack: [WORDS] })],
    ["in a cause", new TransientError("No", { cause: WORDS })],
    ["in the cause of a cause", new TransientError("No", { cause: new Error(WORDS, { cause: { [WORDS]: 1 } }) })],
    ["in one of several errors", new AggregateError([new Error(WORDS)], WORDS)],
    ["in the name of the function that threw", thrownBy({ [WORDS]: () => JSON.parse("") })],
    ["in an error's class", new (class Kanarienvogel extends Error {})("No")],
    ["that is thrown as it is", WORDS],
    ["in an object that is thrown", { message: WORDS, name: WORDS }],
    ["in the name of a function that looks like places", thrownBy({ [FAR_PLACE]: () => JSON.parse("") })],
  ])("%s", (_place, error) => expect(singing([describeError(error), tellError(error)])).toEqual([]));

  it("though its stack tells the places in our code, without the folder", () => {
    expect(tellError(new Error(WORDS)).stack).toMatch(/^ {4}at test\/functions\/canaries-errors\.test\.ts:\d+:\d+$/m);
  });

  it("though it tells where an error was thrown", () => {
    expect(describeError(new Error(WORDS))).toMatch(/^Error at .*canaries-errors\.test\.ts:\d+:\d+$/);
  });
});

function thrownBy(functions: Readonly<Record<string, () => void>>): unknown {
  try {
    for (const fn of Object.values(functions)) fn();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** How what a call throws is described. */
async function describedFailure(call: () => Promise<unknown>): Promise<string> {
  return describeError(
    await call().then(
      () => undefined,
      (error: unknown) => error,
    ),
  );
}

describe("what is thrown after an answer never tells a canary of its body", () => {
  const say = (url: string) => () =>
    httpFallback({ url: `${url}/${encodeURIComponent(WORDS)}`, key: WORDS }).say(
      {
        id: "1" as OutgoingId,
        to: {
          channel: "rcs",
          agent: "a" as never,
          address: "+447700910001" as never,
          conversation: "c" as ConversationId,
        },
        text: WORDS,
        reason: "revoked",
        isCritical: false,
        at: new Date(),
      },
      { until: new Date(Date.now() + 5000) },
    );
  const publish = (url: string) => () =>
    googlePublisher({
      project: "p",
      prefix: "heliograph",
      emulator: url.replace("http://", ""),
      timeoutMs: 2000,
    }).publish("outbound", { bytes: Buffer.from(WORDS), attributes: { [WORDS]: WORDS } });

  const download = (url: string) => () =>
    mediaSource({ loopback: new URL(url).host }).open(
      { url: `${url}/file?x-goog-signature=kanarienvogel` },
      AbortSignal.timeout(5000),
    );
  const upload = (url: string) => () =>
    bucketMediaStore({ bucket: "media", emulator: new URL(url).host }).keep(
      "kanarienvogel" as MediaName,
      { mimeType: "image/png", body: Readable.from([WORDS]) },
      AbortSignal.timeout(5000),
    );
  const setTimer = (url: string) => () =>
    taskTimers({
      queue: "projects/p/locations/l/queues/q",
      account: "kanarienvogel@p.iam.gserviceaccount.com",
      base: url,
      project: "p",
      prefix: "heliograph",
      emulator: undefined,
      timeoutMs: 2000,
    }).set(timerAt(60_000, "kanarienvogel"));

  it.each([200, 302, 400, 401, 403, 404, 409, 418])("with %i", async (status) => {
    const { url } = await listen(() => ({
      status,
      headers: { "x-told": "Kanarienvogel", location: `/${encodeURIComponent(WORDS)}` },
      body: { error: { code: status, status: "KANARIENVOGEL", message: WORDS }, [WORDS]: WORDS },
    }));
    const described = await Promise.all(
      [say, publish, download, upload, setTimer].map((call) => describedFailure(call(url))),
    );
    expect(described.join(" ")).toContain("Cannot publish to");
    if (status !== 409) expect(described.join(" ")).toContain("Cannot set a timer");
    if (status !== 200) expect(described.join(" ")).toContain("Cannot copy a user's file");
    expect(singing(described)).toEqual([]);
  });

  it("of Firestore's", async () => {
    const error = Object.assign(new Error(WORDS), { code: 3, details: [WORDS], note: WORDS });
    const described = await describedFailure(() => attempt("write documents", () => () => Promise.reject(error)));
    expect(described).toMatch(/^Cannot write documents: Firestore refused them.*Error 3 at /);
    expect(singing([described])).toEqual([]);
  });
});

describe("what a process says when it does not start never tells a canary", () => {
  const ENV = { GOOGLE_CLOUD_PROJECT: "p", AGENTS: '[{"channel":"rcs","agent":"bank"}]', CONVERSATION_KEY: "k" };
  const agents = readSettings(ENV).agents;
  const read = (env: Readonly<Record<string, string>>) =>
    thrownBy({
      all() {
        for (const one of [readSettings, readConversationKey, readApis, readMediaBucket, readTimerQueue, readFallback])
          one(env);
        readIngressConfig(env, agents);
      },
    });

  it.each([
    { CLIENT_TOKENS: WORDS },
    { CLIENT_TOKENS: JSON.stringify([WORDS]) },
    { CLIENT_TOKENS: JSON.stringify({ bank: WORDS }) },
    { CLIENT_TOKENS: JSON.stringify({ bank: [WORDS, ""] }) },
    { CLIENT_TOKENS: JSON.stringify({ bank: [{ token: WORDS }] }) },
    { CLIENT_TOKENS: `{"bank":["${WORDS}"]` },
    { CLIENT_TOKENS: "{}", FALLBACK_URL: `http://${encodeURIComponent(WORDS)}`, FALLBACK_KEY: WORDS },
    { FALLBACK_URL: `ftp://kanarienvogel.example`, FALLBACK_KEY: WORDS },
    { FALLBACK_KEY: WORDS },
    { AGENTS: WORDS },
    { AGENTS: JSON.stringify([{ channel: WORDS, agent: WORDS }]) },
    { AGENTS: JSON.stringify([{ channel: "rcs", agent: WORDS }]) },
    { HISTORY_DAYS: WORDS },
    { TIMER_QUEUE: WORDS, TIMER_ACCOUNT: WORDS },
  ])("of %j", (env) => {
    const described = describeError(read({ ...ENV, ...env }));
    expect(described).toMatch(/^Cannot /);
    expect(singing([described])).toEqual([]);
  });
});
