import { describe, expect, it } from "vitest";
import type { composeEngine } from "../functions/compose.ts";
import { onEvent } from "../functions/events/on-event.ts";
import { onTimer } from "../functions/events/on-timer.ts";
import { onMessage } from "../functions/messages/on-message.ts";
import type { AgentId, ConversationId, InboundId, MessageId, OutgoingId } from "../shared/base/ids.ts";
import type { Bot, Turn } from "../shared/bot/bot.ts";
import type { Act } from "../shared/conversation/act.ts";
import type { ConversationState } from "../shared/conversation/state.ts";
import { outgoingId, type TurnId, turnId } from "../shared/conversation/turn-id.ts";
import type { QueueMessage, Routing } from "../shared/envelope/push-request.ts";
import { type Envelope, type SealOptions, seal } from "../shared/envelope/seal.ts";
import type { Content, Inbound, InboundEvent, InboundMessage, MessageDetails } from "../shared/inbound/inbound.ts";
import { parse } from "../shared/inbound/parse.ts";
import type { History } from "../shared/ports/history.ts";
import type { Messenger, Messengers } from "../shared/ports/messenger.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import type { Card } from "../shared/reply/card.ts";
import { card, carousel, file, type Reply } from "../shared/reply/reply.ts";
import { openUrl, requestLiveAgent } from "../shared/reply/suggestion.ts";
import type { DecisionContext } from "../shared/turn/decision.ts";
import type { KeyRing } from "../shared/webhook/key-ring.ts";
import { unwrap, type Webhook } from "../shared/webhook/unwrap.ts";
import { type Verified, verify } from "../shared/webhook/verify.ts";

type Announced = Parameters<Messengers["business-messages"]["announce"]>;

/** What a handler takes beside the fact. */
type Rest = [ConversationState, DecisionContext];

/** What must not compile. Nothing here is called: tsc fails on an `@ts-expect-error` that expects in vain. */
const ATTEMPTS: Readonly<Record<string, (...given: never[]) => unknown>> = {
  "seal() takes no webhook that verify() has not seen": (body: Buffer, options: SealOptions) =>
    // @ts-expect-error
    seal(unwrap("rcs", body), options),

  "seal() takes no webhook that verify() may have refused": (webhook: Webhook, ring: KeyRing, options: SealOptions) =>
    // @ts-expect-error
    seal(verify(webhook, "signature", ring), options),

  "a Verified is not made by writing one": (bytes: Buffer): Verified =>
    // @ts-expect-error
    ({ channel: "rcs", bytes, json: {}, agent: undefined, matched: { owner: "*", position: 0 } }),

  "an Envelope is not made by writing one": (message: QueueMessage): Envelope =>
    // @ts-expect-error
    ({ to: "message", message }),

  "a handler takes no fact that parse() has not made": (details: MessageDetails & Routing, ...rest: Rest) =>
    // @ts-expect-error
    onMessage(details, ...rest),

  "a handler takes no fact of an unknown type": (message: QueueMessage, ...rest: Rest) =>
    // @ts-expect-error
    onMessage(parse(message), ...rest),

  "a handler takes no fact of another type": (event: InboundEvent, ...rest: Rest) =>
    // @ts-expect-error
    onTimer(event, ...rest),

  "a handler for events takes no message": (message: InboundMessage, ...rest: Rest) =>
    // @ts-expect-error
    onEvent(message, ...rest),

  "history records no fact that parse() has not made": (history: History, details: MessageDetails & Routing) =>
    // @ts-expect-error
    history.record(details),

  "a state does not change in place": (state: ConversationState) => {
    // @ts-expect-error
    state.mode = { type: "bot" };
  },

  "a user of RCS is not told by Google who speaks": ({ rcs }: Messengers, ...given: Announced) =>
    // @ts-expect-error
    rcs.announce(...given),

  "a text is no id": (): AgentId =>
    // @ts-expect-error
    "my_agent",

  "an inbound id is no message id": (id: InboundId): MessageId =>
    // @ts-expect-error
    id,

  "a message id of Google's is no id of ours": (id: MessageId): OutgoingId =>
    // @ts-expect-error
    id,

  "a conversation alone is no turn": (conversation: ConversationId) =>
    // @ts-expect-error
    turnId({ conversation, id: conversation }),

  "a message of ours is no turn": (id: OutgoingId): TurnId =>
    // @ts-expect-error
    id,

  "a step is one of the known": (turn: TurnId) =>
    // @ts-expect-error
    outgoingId(turn, "reply"),

  "a message is not marked read under its own id": (messenger: Messenger, to: InboundMessage, id: MessageId) =>
    // @ts-expect-error
    messenger.markRead(to, { id, message: id }),

  "a topic is one of the known": (publisher: Publisher, message: QueueMessage) =>
    // @ts-expect-error
    publisher.publish("messages", message),

  "a switch over Content must be exhaustive":
    // @ts-expect-error
    (content: Content): string => {
      // biome-ignore lint/nursery/useExhaustiveSwitchCases: the gap is what tsc must find
      switch (content.type) {
        case "text":
          return content.text;
      }
    },

  "a switch over Act must be exhaustive":
    // @ts-expect-error
    (act: Act): Act["do"] => {
      // biome-ignore lint/nursery/useExhaustiveSwitchCases: the gap is what tsc must find
      switch (act.do) {
        case "send":
          return act.do;
      }
    },

  "a content has only the members of its type": (content: Content) =>
    // @ts-expect-error
    content.text,

  "a bot is not told who asks": (turn: Turn) =>
    // @ts-expect-error
    turn.address,

  "a bot answers with replies, not with texts":
    (): Bot["answer"] =>
    // @ts-expect-error
    () => ["Yes."],

  "a bot has a persona": (): Bot =>
    // @ts-expect-error
    ({ answer: () => [] }),

  "a carousel has two cards": (card: Card) =>
    // @ts-expect-error
    carousel([card]),

  "a carousel has cards": () =>
    // @ts-expect-error
    carousel([]),

  "a suggestion does one thing": (chip: { text: string; postback: string }) =>
    // @ts-expect-error
    openUrl({ ...chip, url: "https://example.com", phone: "+1" }),

  "a card takes no request for a live agent": (chip: { text: string; postback: string }) =>
    // @ts-expect-error
    card({ title: "Help", suggestions: [requestLiveAgent(chip)] }),

  "an uploaded file is described": () =>
    // @ts-expect-error
    file({ type: "uploaded", file: "files/abc" }),

  "a reply has only the members of its type": (reply: Reply) =>
    // @ts-expect-error
    reply.text,

  "a fact does not change": (fact: Inbound) => {
    // @ts-expect-error
    fact.received = new Date(0);
  },
};

/** What the functions open a bot with, such as `openBot` of bot/bot.ts. */
type OpenBot = Parameters<typeof composeEngine>[2];

/** All that it must hold: nothing else of the system needs more of a bot. */
const openEmptyBot = (): Bot => ({ persona: { displayName: "Nobody" }, answer: () => [] });

describe("tsc", () => {
  it("takes a bot that says nothing", () => {
    const openBot: OpenBot = openEmptyBot;
    expect(openBot).toBe(openEmptyBot);
  });

  it.each(Object.entries(ATTEMPTS))("knows that %s", (_claim, attempt) => expect(attempt).toBeTypeOf("function"));
});
