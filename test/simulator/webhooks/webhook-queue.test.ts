import { expect, test } from "vitest";
import { systemClock } from "../../../shared/google/clock.ts";
import { startPlatform } from "../../../simulator/platform.ts";
import { PHONE } from "../../support/api-client.ts";
import { listen } from "../../support/listen.ts";

/** Less than the time that a bot has to answer. */
const LIMIT_MS = 8000;

test(
  "platform.close() ends a webhook that a bot is slow to answer, and counts no attempt",
  async () => {
    const arrived = Promise.withResolvers<void>();
    const { url } = await listen(() => {
      arrived.resolve();
      return "hang";
    });
    const attempts: unknown[] = [];
    const onWebhook = (attempt: unknown) => void attempts.push(attempt);
    const platform = await startPlatform({ clock: systemClock, webhook: { url, token: "T" }, onWebhook });
    const said = platform.act({ channel: "rcs", address: PHONE }, { do: "say", text: "Hi" });
    await arrived.promise;
    await platform.close();
    expect(await said).toMatchObject({ webhook: "waiting" });
    expect(attempts).toEqual([]);
  },
  LIMIT_MS,
);
