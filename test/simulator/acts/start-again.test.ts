import { expect, onTestFinished, test } from "vitest";
import { openPhone } from "../../../simulator/client.ts";
import { setUpPlatform } from "../../support/platform-setup.ts";

test("start() opts in again: by RCS's event, by a word where one is typed, and by START in Business Messages", async () => {
  const { platform, receiver, ...setup } = await setUpPlatform();
  onTestFinished(() => setup[Symbol.asyncDispose]());
  await openPhone(platform.url).start();
  await openPhone(platform.url).start("ALTA");
  await openPhone(platform.url, { address: "c1" }).start();
  expect(receiver.received.map(({ event }) => event)).toMatchObject([
    { eventType: "SUBSCRIBE" },
    { text: "ALTA" },
    { message: { text: "START" } },
  ]);
  expect((await openPhone(platform.url).screen()).lines).toMatchObject([{ type: "subscribed" }, { text: "ALTA" }]);
});
