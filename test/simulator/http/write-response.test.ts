import { expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { call, clock, ID, rcsPath } from "../../support/api-client.ts";

const MESSAGE = rcsPath(`agentMessages?messageId=${ID}&agentId=bank`);

test("platform tells so much advice as a client can read", async () => {
  await using platform = await startPlatform({ clock, contract: "observed" });
  const long = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, "x"]));
  const cardContents = Array.from({ length: 10 }, () => ({
    title: "",
    description: "",
    suggestions: [{ reply: { text: "" } }],
  }));
  const richCard = { carouselCard: { cardWidth: "SMALL", cardContents } };
  const { status, advice } = await call(platform, ["POST", MESSAGE], { contentMessage: { richCard }, ...long });
  expect(status).toBe(400);
  expect(advice?.match(/it means the same as no field/g)).toHaveLength(20);
  expect(advice).toMatch(/, 10 more: see the output of the simulator$/);
});

test.each([
  ["gzip", "curl/8", null],
  ["gzip", "curl/8 (gzip)", "gzip"],
  ["deflate, gzip;q=0.5", "curl/8 (gzip)", "gzip"],
  ["gzip;q=0", "curl/8 (gzip)", null],
  ["deflate", "curl/8 (gzip)", null],
])("platform compresses for Accept-Encoding %s of %s: %s", async (accepted, agent, encoding) => {
  await using platform = await startPlatform({ clock });
  const headers = { "accept-encoding": accepted, "user-agent": agent };
  const answer = await fetch(`${platform.url}${MESSAGE}`, {
    method: "POST",
    headers,
    body: JSON.stringify({ contentMessage: { text: "Hello" } }),
  });
  expect(answer.headers.get("content-encoding")).toBe(encoding);
  expect(await answer.json()).toMatchObject({ contentMessage: { text: "Hello" } });
});
