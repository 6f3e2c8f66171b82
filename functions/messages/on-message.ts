import type { Act } from "../../shared/conversation/act.ts";
import type { ConversationState } from "../../shared/conversation/state.ts";
import type { InboundMessage } from "../../shared/inbound/inbound.ts";
import { type AskPorts, askBot } from "../../shared/turn/ask-bot.ts";
import { changeConsent } from "../../shared/turn/change-consent.ts";
import { takeBackLate } from "../../shared/turn/hand-over.ts";
import { keywordOf } from "../../shared/turn/read-and-typing.ts";
import type { Decision } from "../../shared/turn/take-turn.ts";

/** What a message is answered with; `committed`: the acts of an earlier try, when a person may have come after them. */
interface MessagePorts extends AskPorts {
  readonly committed?: readonly Act[];
}

/**
 * What a user's message leads to. A STOP belongs to the subscription, not to the conversation; Google's Dialogflow may have
 * answered already; whom a person has, and who has unsubscribed, the bot leaves alone: the person is told what was said.
 */
export async function* onMessage(
  message: InboundMessage,
  before: ConversationState,
  ports: MessagePorts,
): AsyncIterable<Decision> {
  const late = takeBackLate(before, ports.bot, ports.clock.now());
  const state = greet(message, late.state);
  const keyword = message.channel === "rcs" ? keywordOf(message) : undefined;
  if (keyword !== undefined) {
    yield after(late, changeConsent(state, { isOptedOut: keyword === "stop", at: message.at }, ports.bot));
  } else if (state.mode.type !== "bot") {
    yield { acts: [...(ports.committed ?? late.acts), tellPeople(message)], state };
  } else if (state.consent?.isOptedOut || message.dialogflow?.isAutoResponded) {
    yield after(late, { acts: [], state });
  } else {
    for await (const decision of askBot(message, state, ports)) yield after(late, decision);
  }
}

function tellPeople({ content }: InboundMessage): Act {
  return { do: "tellPeople", news: { type: "said", content } };
}

function after({ acts }: Decision, next: Decision): Decision {
  return { ...next, acts: [...acts, ...next.acts] };
}

/** What the message tells of the user. */
function greet({ at, context }: InboundMessage, state: ConversationState): ConversationState {
  const lastSeen = state.lastSeen !== undefined && state.lastSeen > at ? state.lastSeen : at;
  const locale = context?.locale ?? state.locale;
  return { ...state, lastSeen, ...(locale === undefined ? {} : { locale }) };
}
