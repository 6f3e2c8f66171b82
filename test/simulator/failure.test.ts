import { describe, expect, test } from "vitest";
import { startPlatform } from "../../simulator/platform.ts";
import { call, clock, ID, ID2, rcsPath, refused, say } from "../support/api-client.ts";

const MESSAGE = ["POST", rcsPath(`agentMessages?messageId=${ID}&agentId=bank`)] as const;
const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

describe("platform, when it fails unexpectedly", () => {
  test.each(["before", "after"] as const)("answers 500 and goes on, %s it accepts the call", async (at) => {
    await using platform = await startPlatform({ clock });
    platform.addCallFault({ at, hook: () => Promise.reject(new TypeError("broken")) });
    expect(await say(platform, ID)).toMatchObject(refused(500, "INTERNAL"));
    expect(await say(platform, ID2)).toMatchObject({ status: 200 });
  });

  test("answers 500 when onFact throws", async () => {
    const onFact = () => {
      throw new TypeError("broken");
    };
    await using platform = await startPlatform({ clock, onFact });
    expect(await say(platform, ID)).toMatchObject(refused(500, "INTERNAL"));
  });
});

describe("platform, deeply nested bodies", () => {
  test.each([
    ["a message", nested(30_000)],
    ["a list", `${"[".repeat(60_000)}${"]".repeat(60_000)}`],
    ["a field that is ignored", `{"contentMessage":{"text":"Hi"},"name":${nested(30_000)}}`],
  ])("refuses %s", async (_name, body) => {
    await using platform = await startPlatform({ clock });
    expect(await call(platform, MESSAGE, body)).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });

  test("takes 100 levels", async () => {
    await using platform = await startPlatform({ clock });
    const body = `{"contentMessage":{"text":"Hi"},"name":${nested(99)}}`;
    expect(await call(platform, MESSAGE, body)).toMatchObject({ status: 200 });
  });
});

describe("platform, names that every object inherits", () => {
  test.each(["constructor", "toString", "__proto__"])("knows no field %s", async (name) => {
    await using platform = await startPlatform({ clock });
    const body = `{"contentMessage":{"text":"Hi"},"${name}":[]}`;
    expect(await call(platform, MESSAGE, body)).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });
});
