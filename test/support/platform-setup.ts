import { type Platform, startPlatform } from "../../simulator/platform.ts";
import { TIME } from "./api-client.ts";
import { virtualClock } from "./virtual-clock.ts";
import { startReceiver } from "./webhook-receiver.ts";

type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** A platform in virtual time, and the receiver of its webhooks. */
export interface PlatformSetup extends AsyncDisposable {
  readonly clock: ReturnType<typeof virtualClock>;
  readonly platform: Platform;
  readonly receiver: Receiver;
}

type Options = Partial<Parameters<typeof startPlatform>[0]>;

/** @param answer The status of the receiver's response; 200 when it is missing. */
export async function setUpPlatform(
  options: Options = {},
  answer?: Parameters<typeof startReceiver>[0],
): Promise<PlatformSetup> {
  const receiver = await startReceiver(answer);
  const clock = virtualClock(new Date(TIME));
  const webhook = { ...receiver.target, oldToken: "the-token-before" };
  const platform = await startPlatform({ clock, timers: clock, webhook, ...options });
  return {
    clock,
    platform,
    receiver,
    async [Symbol.asyncDispose]() {
      await platform.close();
      await receiver[Symbol.asyncDispose]();
    },
  };
}
