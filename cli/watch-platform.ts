import type { Channel, ConversationId, OutgoingId } from "../shared/base/ids.ts";
import { type TurnId, turnOf } from "../shared/conversation/turn-id.ts";
import type { ApiCall } from "../simulator/api/call.ts";
import type { Platform } from "../simulator/platform.ts";
import { demoConversation } from "./demo-agents.ts";
import type { Facts } from "./facts.ts";

/** Tells what the simulator tells, with the conversation and the turn where it is about one. */
export function watchPlatform(platform: Pick<Platform, "listen">, { emit }: Facts): void {
  platform.listen((fact) => {
    const subject = "call" in fact ? aboutCall(fact.call) : fact.type === "user-acted" ? aboutUser(fact) : {};
    emit({ type: "google", fact, ...subject });
  });
}

interface Subject {
  readonly conversation?: ConversationId;
  readonly turn?: TurnId;
}

function aboutUser({ channel, address }: { readonly channel: Channel; readonly address: string }): Subject {
  return address === "" ? {} : { conversation: demoConversation(channel, address) };
}

/** The ids of a turn's calls begin with its own. A receipt's is that of the user's message. */
function aboutCall(call: ApiCall): Subject {
  const isOurs = call.act.type !== "service" && call.path !== "receipt";
  return { ...aboutUser(call), ...(isOurs && { turn: turnOf(call.id as OutgoingId).turn }) };
}
