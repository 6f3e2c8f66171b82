import { LIVE_MS } from "../base/budgets.ts";
import { statusOf } from "../base/errors.ts";
import type { MessageId, OutgoingId } from "../base/ids.ts";
import { describeError, type Log } from "../base/log.ts";
import type { ConversationAddress } from "../conversation/address.ts";
import { outgoingId, type TurnId, turnId } from "../conversation/turn-id.ts";
import type { InboundMessage } from "../inbound/inbound.ts";
import { optOutKeywordOf } from "../inbound/opt-out-keyword.ts";
import type { SleepClock } from "../ports/clock.ts";
import type { Messengers } from "../ports/messenger.ts";
import type { Typing } from "./perform-acts.ts";
import type { TimeBudget } from "./time-budget.ts";

/** The indicator shows for about 20 s on RCS. @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events */
const REFRESH_MS = 15_000;

/** After an answer, typing is shown again only when the next one takes longer: most often the bot has ended before. */
const RESUME_MS = 1000;

/** Ids for the indicator that one delivery has: more than it is likely to need. */
const IDS_PER_DELIVERY = 32;

/** READ and typing, which go out beside a turn. */
export interface LiveSignals extends Typing {
  /** Resolves when the first ones have left. */
  readonly first: Promise<void>;
  /** The turn has ended, well or not. */
  end(): Promise<void>;
}

interface SignalPorts {
  readonly messengers: Messengers;
  readonly log: Log;
  readonly clock: SleepClock;
}

/** Sends READ and typing at once, and typing again before it fades, until an answer is about to leave or the time of the delivery is up. */
export function startSignals(message: InboundMessage, ports: SignalPorts, budget: TimeBudget): LiveSignals {
  const isLive = ports.clock.now().getTime() - message.received.getTime() < LIVE_MS;
  const typing = isLive && mayBeAnswered(message) ? keepTyping(message, ports, budget) : undefined;
  const read = sendSignals(isLive ? markRead(message) : [], ports, budget);
  typing?.start();
  return {
    first: Promise.all([read, typing?.sent()]).then(() => undefined),
    pause: async () => {
      await Promise.all([read, typing?.pause()]);
    },
    resume: () => typing?.resume(),
    end: async () => {
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
function keepTyping(to: InboundMessage, ports: SignalPorts, budget: TimeBudget) {
  const { signal, attempt = 1 } = budget;
  const turn = turnId(to);
  // Each delivery begins with ids that none before it has used.
  const first = (attempt - 1) * IDS_PER_DELIVERY;
  let shown = first;
  let underWay: Promise<void> = Promise.resolve();
  let stop = new AbortController();
  const show = () => {
    underWay = sendSignals([{ do: "showTyping", to, id: outgoingId(turn, `typing-${shown}`) }], ports, budget);
    shown += 1;
  };
  const keepShowing = async (firstMs: number, until: AbortSignal) => {
    for (let pauseMs = firstMs; !until.aborted; pauseMs = REFRESH_MS) {
      if (pauseMs > 0) await ports.clock.sleep(pauseMs, until);
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
    pause,
    start: () => start(0),
    resume: () => start(RESUME_MS),
    async end() {
      await pause();
      if (shown > first) await sendSignals([stopTyping(to, turn)], ports, budget);
    },
  };
}

function stopTyping(to: InboundMessage, turn: TurnId): Signal {
  return { do: "stopTyping", to, id: outgoingId(turn, "typing-stopped") };
}

/** False for what is marked read but gets no answer, whatever the conversation: no typing is shown for it. */
function mayBeAnswered(message: InboundMessage): boolean {
  return !message.dialogflow?.isAutoResponded && optOutKeywordOf(message) === undefined;
}

/** What the user sees at once. Its failure stops nothing. */
type Signal =
  | { readonly do: "markRead"; readonly to: ConversationAddress; readonly id: OutgoingId; readonly message: MessageId }
  | { readonly do: "showTyping"; readonly to: ConversationAddress; readonly id: OutgoingId }
  | { readonly do: "stopTyping"; readonly to: ConversationAddress; readonly id: OutgoingId };

/** Sends signals beside each other. A failure is only logged, because a late signal would be worse than none. */
async function sendSignals(
  signals: readonly Signal[],
  ports: Omit<SignalPorts, "clock">,
  { until }: TimeBudget,
): Promise<void> {
  await Promise.all(
    signals.map(async (signal) => {
      const { channel, agent, conversation } = signal.to;
      try {
        await call(signal, ports.messengers, until);
      } catch (error) {
        const about = {
          channel,
          agent,
          conversation,
          call: signal.do,
          status: statusOf(error),
          error: describeError(error),
        };
        ports.log("WARNING", "signal_failed", about);
      }
    }),
  );
}

function call(signal: Signal, messengers: Messengers, until: Date): Promise<void> {
  const messenger = messengers[signal.to.channel];
  switch (signal.do) {
    case "markRead":
      return messenger.markRead(signal.to, signal, until);
    case "showTyping":
      return messenger.showTyping(signal.to, signal.id, until);
    case "stopTyping":
      return messenger.stopTyping(signal.to, signal.id, until);
  }
}
