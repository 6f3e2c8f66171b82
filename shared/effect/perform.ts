import type { Channel } from "../base/ids.ts";
import { describeError, type Log } from "../base/log.ts";
import type { Bot } from "../bot/bot.ts";
import type { Plan, Signal, Work } from "./effect.ts";
import { performOnHistory } from "./perform-on-history.ts";
import type { Clock, History, Messenger } from "./ports.ts";
import { takeTurn } from "./take-turn.ts";

/** All that effects touch. */
export interface Ports {
  readonly history: History;
  readonly messengers: Readonly<Record<Channel, Messenger>>;
  readonly bot: Bot;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Performs a plan: the first signals leave at once and beside the work; the last ones when the work has ended, well or not.
 * Resolves when all is done, so nothing runs after the answer to Pub/Sub.
 * @throws whatever the work throws; a signal's failure is only logged, because a late signal would be worse than none.
 */
export async function perform({ first, work, last }: Plan, ports: Ports): Promise<void> {
  const sent = sendSignals(first, ports);
  try {
    if (ports.history.isCold?.()) await sent;
    for (const effect of work) await performWork(effect, ports, sent);
  } finally {
    await sent;
    await sendSignals(last, ports);
  }
}

async function sendSignals(signals: readonly Signal[], ports: Ports): Promise<void> {
  await Promise.all(signals.map((signal) => sendSignal(signal, ports)));
}

async function sendSignal(signal: Signal, ports: Ports): Promise<void> {
  try {
    await callMessenger(signal, ports.messengers[signal.to.channel]);
  } catch (error) {
    const { channel, agent, conversation } = signal.to;
    ports.log("WARNING", "signal_failed", {
      channel,
      agent,
      conversation,
      call: signal.do,
      error: describeError(error),
    });
  }
}

function callMessenger(signal: Signal, messenger: Messenger): Promise<void> {
  switch (signal.do) {
    case "markRead":
      return messenger.markRead(signal.to, signal);
    case "showTyping":
      return messenger.showTyping(signal.to, signal.id);
    case "stopTyping":
      return messenger.stopTyping(signal.to, signal.id);
  }
}

function performWork(effect: Work, ports: Ports, signals: Promise<void>): Promise<void> {
  const { history, bot, clock, log, messengers } = ports;
  if (effect.do !== "takeTurn") return performOnHistory([effect], history);
  const { message } = effect;
  return takeTurn(message, { history, bot, clock, log, signals, messenger: messengers[message.channel] });
}
