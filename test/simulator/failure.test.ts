import { describe, expect, test } from "vitest";
import { startPlatform } from "../../simulator/platform.ts";
import { call, clock, ID, ID2, rcsPath, refused, say } from "../support/api-client.ts";

const MESSAGE = ["POST", rcsPath(`agentMessages?messageId=${ID}&agentId=bank`)] as const;
const dialogflowOf = (agent: string) => ["POST", rcsPath(`dialogflowMessages?agentId=${agent}`)] as const;
const dialogflow = { bank: { WELCOME: ["Welcome!"] } };
const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

describe("platform, when it fails itself", () => {
  test.each(["before", "after"] as const)("answers 500 and goes on, %s it accepts the call", async (at) => {
    await using platform = await startPlatform({ clock });
    platform.fail({ at, hook: () => Promise.reject(new TypeError("broken")) });
    expect(await say(platform, ID)).toMatchObject(refused(500, "INTERNAL"));
    expect(await say(platform, ID2)).toMatchObject({ status: 200 });
  });

  test("answers 500 when its listener fails", async () => {
    const onFact = () => {
      throw new TypeError("broken");
    };
    await using platform = await startPlatform({ clock, onFact });
    expect(await say(platform, ID)).toMatchObject(refused(500, "INTERNAL"));
  });
});

describe("platform, bodies that are nested deeply", () => {
  test.each([
    ["a message", MESSAGE, nested(30_000)],
    ["a list", MESSAGE, `${"[".repeat(60_000)}${"]".repeat(60_000)}`],
    ["parameters of an event", dialogflowOf("bank"), `{"eventName":"WELCOME","parameters":${nested(30_000)}}`],
  ])("refuses %s", async (_name, path, body) => {
    await using platform = await startPlatform({ clock, dialogflow });
    expect(await call(platform, path, body)).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });

  test("takes 100 levels", async () => {
    await using platform = await startPlatform({ clock, dialogflow });
    const body = `{"eventName":"WELCOME","parameters":${nested(99)}}`;
    expect(await call(platform, dialogflowOf("bank"), body)).toMatchObject({ status: 200 });
  });
});

describe("platform, names that every object has", () => {
  test.each(["constructor", "toString", "__proto__"])("knows no field %s", async (name) => {
    await using platform = await startPlatform({ clock });
    const body = `{"contentMessage":{"text":"Hi"},"${name}":[]}`;
    expect(await call(platform, MESSAGE, body)).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });

  test.each(["constructor", "toString", "__proto__"])("has no answer to the event %s", async (eventName) => {
    await using platform = await startPlatform({ clock, dialogflow });
    expect(await call(platform, dialogflowOf("bank"), { eventName })).toMatchObject({ status: 200 });
    expect(platform.phone("rcs", "+447700900123").messages).toEqual([]);
  });

  test("has no Dialogflow of the agent constructor", async () => {
    await using platform = await startPlatform({ clock, dialogflow });
    const answer = await call(platform, dialogflowOf("constructor"), { eventName: "WELCOME" });
    expect(answer).toMatchObject(refused(403, "PERMISSION_DENIED"));
  });
});
