import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { clock, ID, PHONE, sayInConversation } from "../../support/api-client.ts";
import { listen } from "../../support/listen.ts";

const profile = { autoReceipts: { deliveredAfterMs: 0 } };
const PICTURE = { bytes: Buffer.from("jpeg"), type: "image/jpeg" };

describe("platform, what webhooks say", () => {
  test.each([
    ["rich", { context: {}, requestId: expect.any(String) }, "USER_FILE"],
    ["bare", { context: undefined, requestId: undefined }, "FILE"],
  ] as const)("in the %s form", async (webhookForm, beside, message_type) => {
    const arrived = Promise.withResolvers<void>();
    const { url, requests } = await listen(() => {
      arrived.resolve();
      return 200;
    });
    const webhook = { url, token: "T" };
    await using platform = await startPlatform({ clock, webhook, webhookForm, profile });
    await sayInConversation(platform, ID);
    await arrived.promise;
    await platform.rcsHandset({ phone: PHONE, agent: "bank" }).sendsFile(PICTURE);
    const bodies = requests.map(({ body }) => body as Readonly<Record<string, unknown>>);
    const { context, requestId } = bodies.find(({ receipts }) => receipts !== undefined) ?? {};
    expect({ context, requestId }).toEqual(beside);
    expect(bodies).toContainEqual(
      expect.objectContaining({
        message: expect.objectContaining({ attributes: expect.objectContaining({ message_type }) }),
      }),
    );
  });
});
