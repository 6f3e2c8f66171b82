import { describe, expect, test } from "vitest";
import { systemClock } from "../../shared/google/clock.ts";
import { openPhone } from "../../simulator/client.ts";
import { startPlatform } from "../../simulator/platform.ts";
import { listen } from "../support/listen.ts";

describe("openPhone(), when a call fails", () => {
  test("file() refuses a URL whose file breaks off", async () => {
    await using platform = await startPlatform({ clock: systemClock });
    const files = await listen(() => ({ status: 200, headers: { "content-encoding": "gzip" }, body: "no gzip" }));
    const refusal = "Cannot send the file: expected a whole file, got a part that cannot be read";
    await expect(openPhone(platform.url).file(`${files.url}/cake.png`)).rejects.toThrow(refusal);
  });

  test("file() says how much a request may hold", async () => {
    await using platform = await startPlatform({ clock: systemClock });
    const file = openPhone(platform.url).file({ name: "cake.png", bytes: new Uint8Array(8 * 1024 * 1024) });
    await expect(file).rejects.toThrow("Request payload size exceeds the limit: 10485760 bytes");
  });

  test("every call says that no simulator runs there", async () => {
    const words =
      "Cannot reach the simulator at http://127.0.0.1:1: expected it to run, as by npm run simulator -- --port 1";
    await expect(openPhone("http://127.0.0.1:1/").say("Hi")).rejects.toThrow(words);
  });

  test("every call says that something else runs there", async () => {
    const { url } = await listen(() => ({ status: 200, body: "<!doctype html>" }));
    const words = `Cannot use ${url}: expected a simulator, got 200 and no JSON`;
    await expect(openPhone(url).screen()).rejects.toThrow(words);
  });
});
