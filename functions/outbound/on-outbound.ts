import type { Bot } from "../../shared/bot/bot.ts";
import type { Act } from "../../shared/conversation/act.ts";
import type { OutboundCommand, OutboundRequest } from "../../shared/conversation/outbound-request.ts";
import type { ConversationState } from "../../shared/conversation/state.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { Reply } from "../../shared/reply/reply.ts";
import { giveToPerson, takeBack } from "../../shared/turn/hand-over.ts";
import type { Decision } from "../../shared/turn/take-turn.ts";

/**
 * How long after a message's expiry we wait for the event that tells of it. No try to send begins after the expiry, and none
 * takes so long: the deadline never meets a message that is just being sent.
 */
const MARGIN_MS = 60_000;

/** What another system's request comes to. A person who speaks thereby has the conversation. */
export function onOutbound(
  request: OutboundRequest,
  state: ConversationState,
  { bot, now }: { readonly bot: Bot; readonly now: Date },
): Decision {
  const { command } = request;
  switch (command.type) {
    case "join":
      return giveToPerson(state, command.speaker, { bot, now });
    case "leave":
      return state.mode.type === "human" ? takeBack(state, "left", bot) : { acts: [], state };
    case "say": {
      // Whoever said it days ago is not there now.
      const isPerson = command.speaker?.type === "human" && !isOver(command.reply, now);
      const given = isPerson ? giveToPerson(state, command.speaker, { bot, now }) : { acts: [], state };
      return { ...given, acts: [...given.acts, ...say(request, command, given.acts.length)] };
    }
  }
}

function isOver({ expiry }: Reply, now: Date): boolean {
  return expiry?.type === "at" && Date.parse(expiry.at) <= now.getTime();
}

type Say = Extract<OutboundCommand, { type: "say" }>;

/** The deadline is set first: a message that never leaves, because its tries are used up, falls back all the same. */
function say(request: OutboundRequest, { reply, speaker, terms }: Say, step: number): readonly Act[] {
  const said = speaker === undefined ? reply : { ...reply, speaker };
  if (terms === undefined || reply.expiry?.type !== "at") return [{ do: "send", reply: said }];
  const message = outgoingId(turnId(request), step + 1);
  const due = new Date(Date.parse(reply.expiry.at) + MARGIN_MS);
  return [
    { do: "setTimer", at: due.toISOString(), matter: { type: "delivery", message } },
    { do: "send", reply: said, terms },
  ];
}
