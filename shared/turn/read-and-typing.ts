import type { Log } from "../base/log.ts";
import { outgoingId, type TurnId, turnId } from "../conversation/turn-id.ts";
import type { InboundMessage } from "../inbound/inbound.ts";
import { optOutKeyword } from "../inbound/opt-out-keyword.ts";
import type { SleepClock } from "../ports/clock.ts";
import type { Messengers } from "../ports/messenger.ts";
import type { Typing } from "./perform-acts.ts";
import { type Signal, sendSignals } from "./signal.ts";

/** READ and typing are for facts that ingress accepted less than two minutes ago, not for a backlog or a replay. */
const LIVE_MS = 120_000;

/** The indicator shows for about 20 s on RCS. @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events */
const REFRESH_MS = 15_000;

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

/** Sends READ and typing at once, and typing again before it fades, until an answer is about to leave or `signal` fires. */
export function startSignals(message: InboundMessage, ports: SignalPorts, signal: AbortSignal): LiveSignals {
  const isLive = ports.clock.now().getTime() - message.received.getTime() < LIVE_MS;
  const typing = isLive && mayBeAnswered(message) ? keepTyping(message, ports, signal) : undefined;
  const read = sendSignals(isLive ? markRead(message) : [], ports);
  typing?.resume();
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

/** A tap on a Business Messages suggestion and the older RCS form name no message of the user's. */
function markRead(fact: InboundMessage): readonly Signal[] {
  if (fact.message === undefined) return [];
  return [{ do: "markRead", to: fact, id: outgoingId(turnId(fact), "read"), message: fact.message }];
}

/** The indicator: each showing has an id of its own, because Google ignores a repeated one. */
function keepTyping(to: InboundMessage, ports: SignalPorts, signal: AbortSignal) {
  const turn = turnId(to);
  let shown = 0;
  let underWay: Promise<void> = Promise.resolve();
  let stop = new AbortController();
  const show = () => {
    underWay = sendSignals([{ do: "showTyping", to, id: outgoingId(turn, `typing-${shown}`) }], ports);
    shown += 1;
    return underWay;
  };
  const refresh = async (until: AbortSignal) => {
    for (;;) {
      await ports.clock.sleep(REFRESH_MS, until);
      if (until.aborted) return;
      await show();
    }
  };
  const pause = async () => {
    stop.abort();
    await underWay;
  };
  return {
    sent: () => underWay,
    pause,
    resume() {
      stop = new AbortController();
      void show();
      void refresh(AbortSignal.any([stop.signal, signal]));
    },
    async end() {
      await pause();
      if (shown > 0) await sendSignals([stopTyping(to, turn)], ports);
    },
  };
}

function stopTyping(to: InboundMessage, turn: TurnId): Signal {
  return { do: "stopTyping", to, id: outgoingId(turn, "typing-stopped") };
}

export function keywordOf({ content }: InboundMessage): ReturnType<typeof optOutKeyword> {
  return content.type === "text" ? optOutKeyword(content.text) : undefined;
}

/** False for what is marked read but gets no answer, whatever the conversation: no typing is shown for it. */
export function mayBeAnswered(message: InboundMessage): boolean {
  return !message.dialogflow?.isAutoResponded && (message.channel !== "rcs" || keywordOf(message) === undefined);
}
