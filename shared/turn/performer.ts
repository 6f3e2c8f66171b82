import { PermanentError } from "../base/errors.ts";
import type { Act } from "../conversation/act.ts";
import { refuseOptedOut } from "../conversation/consent.ts";
import type { Fact } from "../conversation/journal.ts";
import type { SoFar } from "../conversation/so-far.ts";
import type { ConversationState } from "../conversation/state.ts";
import type { Clock } from "../ports/clock.ts";
import type { Publisher } from "../ports/publisher.ts";
import type { Timers } from "../ports/timers.ts";
import type { Reply } from "../reply/reply.ts";
import { isAskedFor } from "./as-service.ts";
import { type BrandPorts, shareConsent } from "./brand-consent.ts";
import { conversationSoFar } from "./conversation-so-far.ts";
import type { ActContext, PerformAct } from "./perform-acts.ts";
import { newsMessage, timerMessage } from "./queue-messages.ts";
import { type SendPorts, type Sent, sendReply } from "./send-reply.ts";

/** Everything outside that an act reaches. */
export interface Channels extends BrandPorts, SendPorts {
  readonly publisher: Publisher;
  readonly timers: Timers;
  readonly clock: Clock;
}

/**
 * Performs acts through the channels. This is the last gate: no message passes it to a user who has opted out, and no words of
 * the bot when a person has the conversation by now.
 */
export function performer(channels: Channels): PerformAct {
  const { messengers, timers } = channels;
  return async (act, context) => {
    switch (act.do) {
      case "send":
        return send(act, context, channels);
      case "announce": {
        const { notice: type, speaker } = act;
        await messengers["business-messages"].announce(context.fact, { id: context.id, type, speaker }, context);
        return undefined;
      }
      case "survey":
        await messengers["business-messages"].survey(context.fact, context.id, context);
        return undefined;
      case "recordConsent":
      case "shareConsent":
        await shareConsent(context.fact, act, channels);
        return undefined;
      case "tellPeople":
        await tellPeople(act, context, channels);
        return undefined;
      case "setTimer":
        await timers.set(timerMessage(act, context), context);
        return undefined;
    }
  };
}

async function send(act: Extract<Act, { do: "send" }>, context: ActContext, channels: Channels): Promise<Sent> {
  const { reply, notice } = act;
  const { fact, state } = context;
  if (notice !== "consent" && isOverruled(context)) return refuseOverruled(context, channels);
  if (notice === "consent") refuseOutdated(reply, state);
  if (act.isAskedFor) refuseUnasked(context);
  refuseOptedOut(state, reply);
  refuseExpired(reply, channels.clock.now());
  refuseOutlived(reply, fact, channels.clock.now());
  return sendReply(reply, { ...context, to: fact }, channels);
}

/** Who has unsubscribed after asking wants no answer any more. */
function refuseUnasked({ fact, state }: ActContext): void {
  if (!state.consent?.isOptedOut || isAskedFor(fact, state, state.consent.at)) return;
  throw new PermanentError("opted-out", "Cannot send: the user has unsubscribed since asking for it");
}

/** Who has chosen otherwise meanwhile would take it for the answer to that. */
function refuseOutdated({ trafficType }: Reply, { consent }: ConversationState): void {
  if ((consent?.isOptedOut ?? false) === (trafficType === "ACKNOWLEDGEMENT")) return;
  throw new PermanentError("outdated", "Cannot confirm a choice: the user has chosen otherwise meanwhile");
}

/** Counted from the fact, whatever held it up: the queue, Google, or a replay. */
export function refuseExpired({ expiry }: Pick<Reply, "expiry">, now: Date): void {
  if (expiry?.type !== "at" || now.getTime() < Date.parse(expiry.at)) return;
  throw new PermanentError("expired", "Cannot send: the message's time is over");
}

/** A time that counts from the sending was meant for the first one: a replay does not begin it anew. */
function refuseOutlived({ expiry }: Pick<Reply, "expiry">, { replay, received }: Fact, now: Date): void {
  if (replay === undefined || expiry?.type !== "after") return;
  const at = new Date(received.getTime() + expiry.seconds * 1000).toISOString();
  refuseExpired({ expiry: { type: "at", at } }, now);
}

/**
 * True when a person took the conversation after the bot or a timer had decided, or was called again after a timer had. While a
 * person has it, the bot is not asked; and what a timer says, it says because the bot has it again.
 */
function isOverruled({ fact, state: { mode } }: ActContext): boolean {
  return fact.type === "timer" ? mode.type !== "bot" : fact.type === "message" && mode.type === "human";
}

/** The bot does not speak over a person. The person hears what the bot was to answer. */
async function refuseOverruled(context: ActContext, { publisher }: Channels): Promise<never> {
  const { fact } = context;
  if (fact.type === "message") {
    await publisher.publish("handoff", newsMessage({ type: "said", content: fact.content }, context), context);
  }
  throw new PermanentError("person-speaks", "Cannot send: a person has the conversation, or is called, meanwhile");
}

async function tellPeople(
  { news }: Extract<Act, { do: "tellPeople" }>,
  context: ActContext,
  { publisher, history, directory }: Channels,
): Promise<void> {
  if (news.type === "ended" && isOverruled(context)) {
    throw new PermanentError(
      "person-speaks",
      "Cannot tell that nobody came: a person has the conversation, or is called, meanwhile",
    );
  }
  const publish = (soFar?: SoFar) => publisher.publish("handoff", newsMessage(news, context, soFar), context);
  if (news.type !== "waiting" && news.type !== "joined") return publish();
  const soFar = await conversationSoFar(context, { history, directory }).catch(async (error: unknown) => {
    // Where history will never tell, somebody must come all the same. It is logged as of any act that is refused.
    if (error instanceof PermanentError) await publish();
    throw error;
  });
  await publish(soFar);
}
