import { businessMessagesUser, rcsUser } from "../../simulator/phones/user.ts";
import type { PlatformState } from "../../simulator/state/platform-state.ts";
import { changeSubscriber, profileOf } from "../../simulator/state/subscriber.ts";
import type { UserAddress } from "../support/user-address.ts";
import type { GoogleWebhooks } from "./google-webhooks.ts";
import type { UserAct } from "./story-act.ts";

/** What users act with. */
interface UserPorts {
  readonly platform: PlatformState;
  readonly webhooks: GoogleWebhooks;
}

/** Has Google send the webhook about what a user or the phone does. */
export function actAsUser(act: UserAct, { platform, webhooks }: UserPorts): void {
  const { user } = act;
  changeSubscriber(platform, user, { agent: user.agent });
  webhooks.send(user.channel, eventOf(act, platform));
}

function eventOf(act: UserAct, platform: PlatformState) {
  const user = userOf(act.user, platform);
  switch (act.do) {
    case "write":
      return user.text(act.text, act.id);
    case "tap":
      return user.tap(act);
    case "receipt":
      return user[act.type](act.message);
    case "type":
      return user.typing();
    case "unsubscribe":
      return rcsUserOf(act.user, platform).unsubscribed();
    case "subscribe":
      return rcsUserOf(act.user, platform).subscribed();
    case "ask-person":
    case "withdraw-person":
      return businessMessagesUserOf(act.user, platform).liveAgentRequested(act.do === "ask-person");
  }
}

function userOf(user: UserAddress, platform: PlatformState) {
  return user.channel === "rcs" ? rcsUserOf(user, platform) : businessMessagesUserOf(user, platform);
}

function rcsUserOf({ address, agent }: UserAddress, { clock, uuid }: PlatformState) {
  return rcsUser({ phone: address, agent, clock, uuid });
}

/** The phone tells its language with each event. */
function businessMessagesUserOf(user: UserAddress, platform: PlatformState) {
  const { clock, uuid } = platform;
  const { locale } = profileOf(platform, user);
  const context = locale === undefined ? {} : { userInfo: { userDeviceLocale: locale }, resolvedLocale: locale };
  return businessMessagesUser({ conversation: user.address, agent: user.agent, clock, uuid, context });
}
