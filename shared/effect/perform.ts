import type { Channel } from "../base/ids.ts";
import { describeError, type Log } from "../base/log.ts";
import type { Bot } from "../bot/bot.ts";
import type { Effect, Signal, Work } from "./effect.ts";
import { keep } from "./keep.ts";
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
 * Performs a function's effects: READ and typing leave at once and beside the work; the work is done in its order; typing
 * is stopped when the work has ended, well or not. Resolves when all is done, so nothing runs after the answer to Pub/Sub.
 * @throws whatever the work throws; a signal's failure is only logged, because a late signal would be worse than none.
 */
export async function perform(effects: readonly Effect[], ports: Ports): Promise<void> {
  const signals = effects.filter((effect) => isSignal(effect));
  const early = signals.filter((signal) => signal.do !== "stopTyping");
  const late = signals.filter((signal) => signal.do === "stopTyping");
  const sent = sendSignals(early, ports);
  try {
    for (const effect of effects) {
      if (!isSignal(effect)) await work(effect, ports, sent);
    }
  } finally {
    await sent;
    await sendSignals(late, ports);
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

function work(effect: Work, ports: Ports, signals: Promise<void>): Promise<void> {
  const { history, bot, clock, messengers } = ports;
  if (effect.do !== "takeTurn") return keep([effect], history);
  const { message } = effect;
  return takeTurn(message, { history, bot, clock, signals, messenger: messengers[message.channel] });
}

function isSignal(effect: Effect): effect is Signal {
  return effect.do === "markRead" || effect.do === "showTyping" || effect.do === "stopTyping";
}
