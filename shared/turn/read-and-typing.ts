import { LIVE_MS } from "../base/budgets.ts";
import type { Bot } from "../bot/bot.ts";
import { outgoingId, type TurnId, turnId } from "../conversation/turn-id.ts";
import type { InboundMessage } from "../inbound/inbound.ts";
import type { SleepClock } from "../ports/clock.ts";
import { inTime } from "../ports/in-time.ts";
import { consentOf } from "./consent-of.ts";
import type { Typing } from "./perform-acts.ts";
import type { QuietConversations } from "./quiet-conversations.ts";
import { type Signal, type SignalPorts, sendSignal } from "./send-signal.ts";
import type { TimeBudget } from "./time-budget.ts";

/**
 * The indicator shows for about 20 s on RCS.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events
 */
const REFRESH_MS = 15_000;

/** Where most often nothing comes, such as after an answer, typing is shown only when the bot takes longer. */
const PATIENCE_MS = 1000;

/**
 * A new process connects to Google for them, while the first answer of its bot may take the core for 30 ms: so the bot waits for
 * them, and where Google is far away no longer than this.
 */
const WRITTEN_WITHIN_MS = 20;

/** Ids for the indicator that one delivery has: more than it is likely to need. */
const IDS_PER_DELIVERY = 32;

/** READ and typing, which go out beside a turn. */
export interface LiveSignals extends Typing {
  /** Resolves when Google has answered the first ones. */
  readonly first: Promise<void>;
  /** The turn has ended, well or not. */
  end(): Promise<void>;
}

interface LivePorts extends SignalPorts {
  readonly bot: Pick<Bot, "readConsent">;
  readonly clock: SleepClock;
  readonly quiet?: QuietConversations;
}

/** Sends a signal. @returns False when nothing is on the phone. */
type SendLive = (signal: Signal) => Promise<boolean>;

/**
 * Sends READ at once, and typing, which is sent again before it fades, until an answer is about to leave or the delivery's time is
 * up. Where the message most likely gets no answer, or got it from an earlier try, typing waits until the bot is asked.
 */
export function startSignals(message: InboundMessage, ports: LivePorts, budget: TimeBudget): LiveSignals {
  const { conversation } = message;
  const isRecent = ports.clock.now().getTime() - message.received.getTime() < LIVE_MS;
  const isLive = isRecent && message.replay !== "silent";
  const unwritten = new Set<Promise<void>>();
  const send: SendLive = (signal) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    unwritten.add(promise);
    const onWritten = () => {
      unwritten.delete(promise);
      resolve();
    };
    return sendSignal(signal, ports, { ...budget, onWritten }).finally(onWritten);
  };
  const typing =
    isLive && mayBeAnswered(message, ports.bot) ? keepTyping(message, send, { ...ports, ...budget }) : undefined;
  const read = Promise.all((isLive ? markRead(message) : []).map(send));
  let isAsked = false;
  let isBegun = !(isSeldomAnswered(message) || (budget.attempt ?? 1) > 1 || ports.quiet?.has(conversation));
  if (isBegun) typing?.start(0);
  return {
    first: Promise.all([read, typing?.sent()]).then(() => undefined),
    begin() {
      isAsked = true;
      if (!isBegun) typing?.start(isSeldomAnswered(message) ? PATIENCE_MS : 0);
      isBegun = true;
    },
    async untilWritten() {
      if (unwritten.size > 0)
        await inTime(Promise.all(unwritten), WRITTEN_WITHIN_MS, ports.clock).catch(() => undefined);
    },
    pause: async () => {
      await Promise.all([read, typing?.pause()]);
    },
    resume: () => typing?.start(PATIENCE_MS),
    end: async () => {
      ports.quiet?.note(conversation, !isAsked);
      await Promise.all([read, typing?.end()]);
    },
  };
}

/** Nothing, where the webhook names no message: a tap in Business Messages, and the older form of RCS webhooks. */
function markRead(fact: InboundMessage): readonly Signal[] {
  if (fact.message === undefined) return [];
  return [{ do: "markRead", to: fact, id: outgoingId(turnId(fact), "read"), message: fact.message }];
}

/** The indicator. Each time it is shown has an id of its own, because Google ignores a repeated id. */
function keepTyping(
  to: InboundMessage,
  send: SendLive,
  { clock, signal, attempt = 1 }: Pick<LivePorts, "clock"> & TimeBudget,
) {
  const turn = turnId(to);
  // Each delivery begins with ids that none before it has used.
  const first = (attempt - 1) * IDS_PER_DELIVERY;
  let shown = first;
  let isShown = false;
  let underWay: Promise<void> = Promise.resolve();
  let stop = new AbortController();
  const show = () => {
    const typing: Signal = { do: "showTyping", to, id: outgoingId(turn, `typing-${shown}`) };
    underWay = send(typing).then((mayShow) => {
      isShown ||= mayShow;
    });
    shown += 1;
  };
  const keepShowing = async (firstMs: number, until: AbortSignal) => {
    for (let pauseMs = firstMs; !until.aborted; pauseMs = REFRESH_MS) {
      if (pauseMs > 0) await clock.sleep(pauseMs, until);
      if (!until.aborted) show();
    }
  };
  const start = (firstMs: number) => {
    stop = new AbortController();
    void keepShowing(firstMs, AbortSignal.any([stop.signal, signal]));
  };
  const pause = async () => {
    stop.abort("no typing now");
    await underWay;
  };
  return {
    sent: () => underWay,
    start,
    pause,
    async end() {
      await pause();
      if (isShown) await send(stopTyping(to, turn));
    },
  };
}

function stopTyping(to: InboundMessage, turn: TurnId): Signal {
  return { do: "stopTyping", to, id: outgoingId(turn, "typing-stopped") };
}

/** False for what is marked read but gets no answer, whatever the conversation: no typing is shown for it. */
function mayBeAnswered(message: InboundMessage, bot: LivePorts["bot"]): boolean {
  return !message.dialogflow?.isAutoResponded && !consentOf(message, bot)?.isOptedOut;
}

/** True for what a phone or a form tells rather than a user: the bot is asked, and most often answers nothing. */
function isSeldomAnswered({ content }: InboundMessage): boolean {
  return content.type === "survey" || (content.type === "suggestion" && content.kind !== "reply");
}
