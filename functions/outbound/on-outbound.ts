import { EXPIRY_MARGIN_MS } from "../../shared/base/budgets.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import type { Act } from "../../shared/conversation/act.ts";
import type { OutboundCommand, OutboundRequest } from "../../shared/conversation/outbound-request.ts";
import type { ConversationState } from "../../shared/conversation/state.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { Reply } from "../../shared/reply/reply.ts";
import { type Decide, type Decision, type DecisionContext, inOrder } from "../../shared/turn/decision.ts";
import { giveToPerson, takeBack } from "../../shared/turn/hand-over.ts";

/** What another system's request comes to. A person who speaks thereby has the conversation. What is over changes nothing. */
export const onOutbound: Decide<OutboundRequest> = (request, state, now) => {
  const { command, at } = request;
  switch (command.type) {
    case "join":
      return isOver(command, now.at) || isOutdated(state, request)
        ? none(state)
        : giveToPerson(state, { ...command, since: at }, now);
    // A signal beside the turns, not a turn: see show-person-typing.ts.
    case "typing":
      return none(state);
    case "leave":
      return isOver(command, now.at) ? none(state) : leave(state, request, command, now.bot);
    case "say": {
      const given = giveIfPerson(request, command, { state, now });
      const said = { acts: say(request, command, now.entries.length + given.acts.length), state: given.state };
      const decision = inOrder(given, said);
      return command.terms === undefined || given.state !== state ? decision : { ...decision, isUrgent: true };
    }
  }
};

/** A person who speaks has the conversation; but whoever said it days ago, or has left since, is not there now. */
function giveIfPerson(
  request: OutboundRequest,
  { speaker, reply }: Say,
  { state, now }: { readonly state: ConversationState; readonly now: DecisionContext },
): Decision {
  if (speaker?.type !== "human" || isOver(reply, now.at) || isOutdated(state, request)) return none(state);
  return giveToPerson(state, { speaker, since: request.at }, now);
}

function none(state: ConversationState): Decision {
  return { acts: [], state };
}

function isOver({ expiry }: { readonly expiry?: Reply["expiry"] }, now: Date): boolean {
  return expiry?.type === "at" && Date.parse(expiry.at) <= now.getTime();
}

/** Somebody has left since, or come: what is redriven gives the conversation to nobody over them. */
function isOutdated(state: ConversationState, { at }: OutboundRequest): boolean {
  return hasLeftSince(state, at) || (state.mode.type === "human" && state.mode.since > at);
}

function hasLeftSince({ left }: ConversationState, joined: Date): boolean {
  return left !== undefined && left > joined;
}

/** Ends the turn of the person who is named, and of nobody who came later. */
function leave(
  state: ConversationState,
  { at }: OutboundRequest,
  { speaker }: Extract<OutboundCommand, { type: "leave" }>,
  bot: Bot,
): Decision {
  const { mode } = state;
  const left = hasLeftSince(state, at) ? state : { ...state, left: at };
  if (mode.type !== "human") return none(left);
  const isNamed = speaker === undefined || speaker.displayName === mode.speaker.displayName;
  return isNamed && mode.since <= at ? takeBack(left, "left", bot) : none(state);
}

type Say = Extract<OutboundCommand, { type: "say" }>;

/** The timer is set first: a message that never leaves, because its tries are used up, falls back all the same. */
function say(request: OutboundRequest, { reply, speaker, terms }: Say, step: number): readonly Act[] {
  const said = speaker === undefined ? reply : { ...reply, speaker };
  if (terms === undefined || reply.expiry?.type !== "at") return [{ do: "send", reply: said }];
  const message = outgoingId(turnId(request), step + 1);
  const due = new Date(Date.parse(reply.expiry.at) + EXPIRY_MARGIN_MS);
  return [
    { do: "setTimer", at: due.toISOString(), purpose: { type: "delivery", message } },
    { do: "send", reply: said, terms },
  ];
}
