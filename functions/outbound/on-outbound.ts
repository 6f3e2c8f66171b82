import type { Act } from "../../shared/conversation/act.ts";
import type { OutboundCommand, OutboundRequest } from "../../shared/conversation/outbound-request.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { Reply } from "../../shared/reply/reply.ts";
import { type Decide, inOrder } from "../../shared/turn/decision.ts";
import { giveToPerson, takeBack } from "../../shared/turn/hand-over.ts";

/**
 * How long after a message's expiry we wait for the event that tells of it. No try to send begins after the expiry, and none
 * takes so long: the timer never meets a message that is just being sent.
 */
const MARGIN_MS = 60_000;

/** What another system's request comes to. A person who speaks thereby has the conversation. */
export const onOutbound: Decide<OutboundRequest> = (request, state, now) => {
  const { command } = request;
  switch (command.type) {
    case "join":
      return giveToPerson(state, command.speaker, now);
    case "leave":
      return state.mode.type === "human" ? takeBack(state, "left", now.bot) : { acts: [], state };
    case "say": {
      // A person who said it days ago is not there now.
      const isPerson = command.speaker?.type === "human" && !isOver(command.reply, now.at);
      const given = isPerson ? giveToPerson(state, command.speaker, now) : { acts: [], state };
      return inOrder(given, { acts: say(request, command, given.acts.length), state: given.state });
    }
  }
};

function isOver({ expiry }: Reply, now: Date): boolean {
  return expiry?.type === "at" && Date.parse(expiry.at) <= now.getTime();
}

type Say = Extract<OutboundCommand, { type: "say" }>;

/** The timer is set first: a message that never leaves, because its tries are used up, falls back all the same. */
function say(request: OutboundRequest, { reply, speaker, terms }: Say, step: number): readonly Act[] {
  const said = speaker === undefined ? reply : { ...reply, speaker };
  if (terms === undefined || reply.expiry?.type !== "at") return [{ do: "send", reply: said }];
  const message = outgoingId(turnId(request), step + 1);
  const due = new Date(Date.parse(reply.expiry.at) + MARGIN_MS);
  return [
    { do: "setTimer", at: due.toISOString(), purpose: { type: "delivery", message } },
    { do: "send", reply: said, terms },
  ];
}
