import type { Bot } from "../../shared/bot/bot.ts";
import type { Act } from "../../shared/effect/act.ts";
import { giveToPerson, takeBack } from "../../shared/effect/handoff.ts";
import type { Head } from "../../shared/effect/head.ts";
import type { OutboundRequest, OutboundWish } from "../../shared/effect/outbound.ts";
import type { Decision } from "../../shared/effect/take-turn.ts";
import { outgoingId, turnId } from "../../shared/effect/turn-id.ts";

/** How long after a message's expiry we wait for the event that tells of it. */
const MARGIN_SECONDS = 60;

/** What another system's request comes to. A person who speaks thereby has the conversation. */
export function onOutbound(
  request: OutboundRequest,
  head: Head,
  { bot, now }: { readonly bot: Bot; readonly now: Date },
): Decision {
  const { wish } = request;
  switch (wish.type) {
    case "join":
      return giveToPerson(head, wish.speaker, { bot, now });
    case "leave":
      return head.mode.type === "human" ? takeBack(head, "left", bot) : { acts: [], head };
    case "say": {
      const isPerson = wish.speaker?.type === "human";
      const given = isPerson ? giveToPerson(head, wish.speaker, { bot, now }) : { acts: [], head };
      return { ...given, acts: [...given.acts, ...say(request, wish, { step: given.acts.length, now })] };
    }
  }
}

type Say = Extract<OutboundWish, { type: "say" }>;

function say(
  request: OutboundRequest,
  { reply, speaker, terms }: Say,
  { step, now }: { readonly step: number; readonly now: Date },
): readonly Act[] {
  const said = speaker === undefined ? reply : { ...reply, speaker };
  if (terms?.fallback === undefined) return [{ do: "send", reply: said }];
  const message = outgoingId(turnId(request), step);
  const due = new Date(now.getTime() + (terms.seconds + MARGIN_SECONDS) * 1000);
  return [
    { do: "send", reply: said, terms },
    { do: "setDeadline", at: due.toISOString(), matter: { type: "delivery", message } },
  ];
}
