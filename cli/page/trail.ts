import type { ConversationId, InboundId, MessageId } from "../../shared/base/ids.ts";
import { isConversationId } from "../../shared/base/ids.ts";
import { isObject, parseJson } from "../../shared/base/json.ts";
import { type TurnId, turnId, turnOf } from "../../shared/conversation/turn-id.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import type { WebhookEvent } from "../../simulator/webhooks/webhook.ts";
import type { LocalFact, LocalFactOf } from "../facts.ts";
import { eventOfBody, phoneOf, placeOfEvent } from "./event-place.ts";
import { remember } from "./remember.ts";

/** Whose phone a fact is about, and of which message's way it is a step; as far as that is known. */
export interface TrailPlace {
  readonly phone?: string | undefined;
  readonly way?: string | undefined;
}

/** What was learned from earlier facts. */
interface Known {
  readonly wayOfTurn: Map<TurnId, string>;
  readonly phoneOfConversation: Map<ConversationId, string>;
  /** Of what others are within. */
  readonly placeOfFact: Map<number, TrailPlace>;
}

/** Follows messages through the facts: each fact is placed by what those before it have told. */
export function openTrail(): (fact: LocalFact) => TrailPlace {
  const known: Known = { wayOfTurn: new Map(), phoneOfConversation: new Map(), placeOfFact: new Map() };
  return (fact) => {
    const outer = fact.within === undefined ? {} : (known.placeOfFact.get(fact.within) ?? {});
    const own = placeOf(fact, known);
    const place = { phone: own.phone ?? outer.phone, way: own.way ?? outer.way };
    if (fact.type === "webhook-arrived" || fact.type === "delivery-begun")
      remember(known.placeOfFact, fact.number, place);
    return place;
  };
}

function placeOf(fact: LocalFact, known: Known): TrailPlace {
  switch (fact.type) {
    case "webhook-arrived":
      return placeOfWebhook(eventOfBody(fact.body), known);
    case "webhook-answered":
      return known.placeOfFact.get(fact.webhook) ?? {};
    case "delivery-begun":
      return placeOfMessage(fact.delivery.message, known);
    case "delivery-ended":
      return known.placeOfFact.get(fact.delivery) ?? {};
    case "published":
    case "publish-failed":
      return fact.topic === "outbound" ? placeOfMessage(fact.message, known) : {};
    case "committed":
      return learn(known, fact.commit.fact.conversation, fact.commit.turn, fact.commit.fact.id);
    case "recorded":
      return learn(known, fact.fact.conversation, turnId(fact.fact), fact.fact.id);
    case "outcomes-recorded":
    case "receipts-merged":
      return placeOfTurn(known, fact.turn, fact.conversation);
    case "logged":
      return placeOfTurn(known, fact.fields.turn, fact.fields.conversation);
    case "google":
      return placeOfGoogle(fact, known);
    case "released":
    case "abandoned":
      return { phone: known.phoneOfConversation.get(fact.snapshot.conversation) };
    case "fallback-committed":
      return { phone: known.phoneOfConversation.get(fact.conversation) };
    case "bot-loading":
    case "bot-loaded":
    case "bot-broken":
    case "bot-failed":
    case "bot-routed":
    case "scene":
    case "failed":
    case "clock-set":
      return {};
  }
}

function placeOfGoogle({ fact, conversation, turn }: LocalFactOf<"google">, known: Known): TrailPlace {
  if (fact.type === "user-acted") {
    const phone = phoneOf(fact.channel, fact.address);
    if (conversation !== undefined && phone !== undefined) remember(known.phoneOfConversation, conversation, phone);
    return { ...placeOfWebhook(fact.event, known), phone };
  }
  if (fact.type === "webhook-posted") return placeOfWebhook(fact.event, known);
  if (!("call" in fact)) return {};
  const { channel, address, act } = fact.call;
  const phone = phoneOf(channel, address);
  if (conversation !== undefined && phone !== undefined) remember(known.phoneOfConversation, conversation, phone);
  if (act.type === "read") return { phone, way: act.message };
  return { phone, way: turn === undefined ? undefined : known.wayOfTurn.get(turn) };
}

function placeOfWebhook(event: WebhookEvent | undefined, known: Known): TrailPlace {
  if (event === undefined) return {};
  const { phone, id, about } = placeOfEvent(event);
  if (about === undefined) return { phone, way: id };
  return { phone, way: known.wayOfTurn.get(turnOf(about as MessageId).turn) };
}

/** The bytes of a webhook's message are the event; those of another system's are its request. A timer names its conversation alone. */
function placeOfMessage({ bytes, attributes }: QueueMessage, known: Known): TrailPlace {
  const { kind, conversation } = attributes;
  const place = placeOfBytes(bytes, known);
  if (!isConversationId(conversation)) return place;
  if (place.way !== undefined && kind !== undefined)
    remember(known.wayOfTurn, turnId({ conversation, type: kind, id: place.way }), place.way);
  return { ...place, phone: place.phone ?? known.phoneOfConversation.get(conversation) };
}

function placeOfBytes(bytes: QueueMessage["bytes"], known: Known): TrailPlace {
  const json = parseJson(bytes.toString());
  if (!isObject(json)) return {};
  const isRequest = typeof json.to === "string" && typeof json.id === "string";
  return isRequest ? { phone: phoneOfRequest(json), way: String(json.id) } : placeOfWebhook(json, known);
}

function phoneOfRequest({ to }: Readonly<Record<string, unknown>>): string | undefined {
  const address = String(to);
  return phoneOf(address.startsWith("+") ? "rcs" : "business-messages", address);
}

function learn(known: Known, conversation: ConversationId, turn: TurnId, id: InboundId): TrailPlace {
  remember(known.wayOfTurn, turn, id);
  return { phone: known.phoneOfConversation.get(conversation), way: id };
}

function placeOfTurn(known: Known, turn: TurnId | undefined, conversation: ConversationId | undefined): TrailPlace {
  return {
    phone: conversation === undefined ? undefined : known.phoneOfConversation.get(conversation),
    way: turn === undefined ? undefined : known.wayOfTurn.get(turn),
  };
}
