import { join } from "node:path";
import { expect, it } from "vitest";
import { keptWebhook, replaceWebhook } from "../../cli/kept-webhooks.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const AGENT = "my_agent";
const OLD = "https://bot.example.com/rcs";

/** An agent with a webhook, at a Google that may refuse, or be away when its webhook is replaced. */
function openAgent() {
  const file = join(anyFolder(), "webhooks.json");
  let webhook: string | undefined = OLD;
  const point = (to: string, { isTemporary = true, fails = false } = {}) =>
    replaceWebhook(file, {
      agent: AGENT,
      webhook,
      ...(isTemporary && { temporary: to }),
      async askAgain() {
        throw new Error("Google is away");
      },
      async replace() {
        if (fails) throw new Error("Google is away");
        const was = webhook;
        webhook = to;
        return { ...(was !== undefined && { was }), is: to };
      },
    });
  return { point, kept: () => keptWebhook(file, AGENT)?.was };
}

it("puts back what was there before all tunnels, whatever failed in between", async () => {
  const { point, kept } = openAgent();
  await point("https://monday.example.com/rcs");
  await point("https://tuesday.example.com/rcs");
  await expect(point("https://wednesday.example.com/rcs", { fails: true })).rejects.toThrow("away");
  await point("https://tuesday.example.com/rcs");
  await point("https://thursday.example.com/rcs");
  expect(kept()).toBe(OLD);
});

it("puts back the last one that was set to stay", async () => {
  const { point, kept } = openAgent();
  await point("https://new.example.com/rcs", { isTemporary: false });
  await point("https://newer.example.com/rcs", { isTemporary: false });
  expect(kept()).toBe("https://new.example.com/rcs");
});
