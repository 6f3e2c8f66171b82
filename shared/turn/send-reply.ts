import type { CallScope } from "../base/call-scope.ts";
import { inDoubt, isInDoubt, PermanentError, UnsupportedError } from "../base/errors.ts";
import type { OutgoingId } from "../base/ids.ts";
import { present } from "../base/present.ts";
import type { ConversationAddress } from "../conversation/address.ts";
import { plainTextId } from "../conversation/turn-id.ts";
import type { Acceptance } from "../inbound/acceptance.ts";
import type { Capabilities, Feature } from "../ports/capabilities.ts";
import type { Messengers } from "../ports/messenger.ts";
import { type CanShow, type PlainReply, toPlainText } from "../reply/plain-text.ts";
import type { Reply } from "../reply/reply.ts";
import type { Suggestion } from "../reply/suggestion.ts";
import { suggestionsOf } from "../reply/suggestions-of.ts";

/** What a reply is sent through. */
export interface SendPorts {
  readonly messengers: Messengers;
  readonly capabilities: Capabilities;
}

/** How a reply was sent. */
export interface Sent {
  readonly acceptance: Acceptance;
  /** It was said in plain text, and words are missing. */
  readonly isShortened: boolean;
}

/** To whom a reply is sent, under which id, what it belongs to, and whether an earlier try may have sent it. */
interface SendContext extends CallScope {
  readonly to: ConversationAddress;
  readonly id: OutgoingId;
  readonly isAgain?: boolean;
}

/** The suggestions that some phones lack are named as the feature is. */
const FEATURES: readonly Suggestion["type"][] = ["addToCalendar", "dial", "openUrl", "shareLocation", "viewLocation"];

/**
 * Sends a reply. What the phone lacks a feature for is said in plain text: at once where it is remembered what the phone shows,
 * else when Google refuses it. A plain text has an id of its own, the same in both cases and for every try, because nobody
 * documents whether the id of a refused message is free. An earlier try, whose answer was lost, may have met a phone that showed more:
 * then the reply itself is taken back first.
 */
export async function sendReply(reply: Reply, context: SendContext, ports: SendPorts): Promise<Sent> {
  const { to, id } = context;
  const plain = plainFor(to, reply, ports);
  if (plain !== undefined) return sendPlainly(plain, context, ports);
  try {
    const acceptance = await ports.messengers[to.channel].send(to, { id, reply }, context);
    return { acceptance, isShortened: false };
  } catch (error) {
    const inPlainText = error instanceof UnsupportedError ? toPlainText(reply) : undefined;
    if (inPlainText === undefined) throw error;
    if (!isInDoubt(error)) return sendPlainly(inPlainText, context, ports);
    return sendPlainly(inPlainText, { ...context, isAgain: true }, ports).catch((second: unknown) => {
      throw inDoubt(second);
    });
  }
}

/** What is said instead to a phone of which it is remembered that it cannot show the reply. */
function plainFor(to: ConversationAddress, reply: Reply, { capabilities }: SendPorts): PlainReply | undefined {
  const known = to.channel === "rcs" ? capabilities.recall(to) : undefined;
  const canShow = known?.type === "reachable" ? shows(known.features) : undefined;
  return canShow && lacks(reply, canShow) ? toPlainText(reply, canShow.suggestion) : undefined;
}

async function sendPlainly(
  { replies, isShortened }: PlainReply,
  context: SendContext,
  ports: SendPorts,
): Promise<Sent> {
  const { to, id, isAgain } = context;
  if (isAgain) await takeBack(context, ports);
  let acceptance: Acceptance = {};
  for (const [index, reply] of replies.entries()) {
    const message = { id: plainTextId(id, index), reply };
    const sent = ports.messengers[to.channel].send(to, message, context).catch((error: unknown) => {
      // The texts before it have left, whatever is said about this one.
      throw index === 0 ? error : inDoubt(error);
    });
    acceptance = together(acceptance, await sent);
  }
  return { acceptance, isShortened };
}

/** Where Google refuses even that, the words are said all the same. */
async function takeBack(context: SendContext, { messengers }: SendPorts): Promise<void> {
  const { to, id } = context;
  if (to.channel !== "rcs") return;
  try {
    await messengers.rcs.revoke(to, id, context);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
  }
}

/** What several texts cost. */
function together(one: Acceptance, other: Acceptance): Acceptance {
  const segments = (one.billing?.segments ?? 0) + (other.billing?.segments ?? 0);
  const billing = other.billing && { ...other.billing, ...present({ segments: segments || undefined }) };
  return { ...one, ...other, ...present({ billing }) };
}

/** What a phone shows: of content, and of suggestions. */
interface Shows {
  readonly content: (reply: Reply) => boolean;
  readonly suggestion: CanShow;
}

function shows(features: readonly Feature[]): Shows {
  return {
    content: ({ type }) => (type !== "card" && type !== "carousel") || features.includes(type),
    suggestion: ({ type }) => !FEATURES.includes(type) || features.some((feature) => feature === type),
  };
}

function lacks(reply: Reply, { content, suggestion }: Shows): boolean {
  return !(content(reply) && suggestionsOf(reply).every(suggestion));
}
