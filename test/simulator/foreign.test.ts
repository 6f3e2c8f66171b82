import { expect, test } from "vitest";
import { setUpPlatform } from "../support/platform-setup.ts";

test.each([
  [{ origin: "https://example.com" }, 403],
  [{ origin: "null" }, 403],
  [{}, 404],
] as const)("platform takes no call that a page of another site has a browser make: %j", async (headers, status) => {
  await using setup = await setUpPlatform();
  const init = { method: "POST", headers: { "content-type": "text/plain", ...headers }, body: "{}" };
  expect((await fetch(`${setup.platform.url}/v1/elsewhere`, init)).status).toBe(status);
});
