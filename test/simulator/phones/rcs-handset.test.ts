import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { call, clock, ID, ID2, PHONE, rcsPath, say } from "../../support/api-client.ts";
import { type PlatformSetup, setUpPlatform } from "../../support/platform-setup.ts";

const SEAT = { phone: PHONE, agent: "bank" };
const events = ({ receiver }: PlatformSetup) => receiver.received.map((received) => received.event);
const sayWithTtl = ({ platform }: PlatformSetup, id: string) =>
  call(platform, ["POST", rcsPath(`agentMessages?messageId=${id}&agentId=bank`)], {
    contentMessage: { text: "Your code" },
    ttl: "600s",
  });

describe("handset.sendsFile()", () => {
  const bytes = Buffer.from("a picture");
  const picture = { bytes, type: "image/jpeg", name: "cake.jpg" };
  const thumbnail = { bytes: Buffer.from("small"), type: "image/png" };

  test("sends a file and its thumbnail", async () => {
    await using setup = await setUpPlatform();
    await setup.platform.rcsHandset(SEAT).sendsFile({ ...picture, thumbnail });
    const fileUri = expect.stringMatching(`^${setup.platform.url}/`);
    expect(events(setup)).toMatchObject([
      {
        userFile: {
          payload: { mimeType: "image/jpeg", fileSizeBytes: 9, fileName: "cake.jpg", fileUri },
          thumbnail: { mimeType: "image/png", fileSizeBytes: 5, fileUri },
        },
      },
    ]);
  });

  test.each([
    ["GET", "a picture"],
    ["HEAD", ""],
  ])("keeps it for %s, with its type and length", async (method, body) => {
    await using platform = await startPlatform({ clock });
    const { userFile } = await platform.rcsHandset(SEAT).sendsFile(picture);
    const answer = await fetch(urlOf(userFile), { method });
    expect(Object.fromEntries(answer.headers)).toMatchObject({ "content-type": "image/jpeg", "content-length": "9" });
    expect([answer.status, await answer.text()]).toEqual([200, body]);
  });

  test("knows no other file", async () => {
    await using platform = await startPlatform({ clock });
    const { userFile } = await platform.rcsHandset(SEAT).sendsFile(picture);
    expect((await fetch(`${urlOf(userFile)}0`)).status).toBe(404);
  });
});

describe("handset.sendsLocation()", () => {
  test("sends a message with the location", async () => {
    await using setup = await setUpPlatform();
    await setup.platform.rcsHandset(SEAT).sendsLocation({ latitude: 51.5, longitude: 0 }, "MxPlace");
    expect(events(setup)).toMatchObject([{ messageId: "MxPlace", location: { latitude: 51.5, longitude: 0 } }]);
  });
});

describe("handset.unsubscribes() and subscribes()", () => {
  test("send the keyword after the event, before it, or not at all", async () => {
    await using setup = await setUpPlatform();
    const ada = setup.platform.rcsHandset(SEAT);
    await ada.unsubscribes({ keyword: "STOP" });
    await ada.subscribes({ keyword: "START", first: "keyword" });
    await ada.unsubscribes();
    expect(events(setup).map(({ eventType, text }) => eventType ?? text)).toEqual([
      "UNSUBSCRIBE",
      "STOP",
      "START",
      "SUBSCRIBE",
      "UNSUBSCRIBE",
    ]);
  });
});

describe("handset.letsExpire()", () => {
  test("expires only messages with a time to live", async () => {
    await using setup = await setUpPlatform();
    const ada = setup.platform.rcsHandset(SEAT);
    await ada.becomes({ reach: "offline" });
    await sayWithTtl(setup, ID);
    await say(setup.platform, ID2, "still there");
    await ada.letsExpire();
    await ada.becomes({ reach: "online" });
    expect(events(setup)).toMatchObject([{ eventType: "TTL_EXPIRATION_REVOKED", messageId: ID }]);
    expect(ada.bubbles()).toEqual([{ type: "message", text: "still there" }]);
  });

  test("lets a message whose revocation failed be revoked, and sends its event once", async () => {
    await using setup = await setUpPlatform();
    const ada = setup.platform.rcsHandset(SEAT);
    await ada.becomes({ reach: "offline", onExpiry: "revoke-failed" });
    await sayWithTtl(setup, ID);
    await ada.letsExpire();
    await setup.clock.advance(600_000);
    const revoked = await call(setup.platform, ["DELETE", rcsPath(`agentMessages/${ID}?agentId=bank`)]);
    expect(events(setup)).toMatchObject([{ eventType: "TTL_EXPIRATION_REVOKE_FAILED" }]);
    expect(revoked.status).toBe(200);
  });
});

function urlOf(userFile: unknown): string {
  const { payload } = userFile as { readonly payload: { readonly fileUri: string } };
  return payload.fileUri;
}
