import type { ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import type { Topic } from "../../shared/ports/topic.ts";
import type { Platform } from "../../simulator/platform.ts";
import { botOf, echo } from "../support/bots.ts";
import type { HeliographRun } from "../support/run-heliograph.ts";

/** A running system that a command line operates on. */
export interface Operated extends AsyncDisposable {
  readonly platform: Platform;
  publish(topic: Topic, message: QueueMessage): Promise<void>;
  /** Runs a command of the command line, to its end. */
  run(...args: readonly string[]): Promise<HeliographRun>;
  /** Starts one, so that a test can stop it. */
  start(...args: readonly string[]): ChildProcess;
  /** All that the functions have logged. */
  logs(): string;
  /** All that is stored, as text. Without what topics keep for a replay: the exact bytes, which wait out their retention. */
  stored(): Promise<string>;
  /** Half a minute and more goes by at once, where the time is the test's own. */
  skipHalfMinute(): void;
}

export const WAIT = { timeout: 60_000, interval: 200 };

/** A bot that repeats what users say, unless it is broken. */
export function breakableBot() {
  const state = { isBroken: false };
  const answer: typeof echo = (turn) => {
    if (state.isBroken) throw new Error("Broken");
    return echo(turn);
  };
  return { state, bot: botOf(answer) };
}

/** A number of fiction. */
export function anyPhone(): string {
  return `+4477${randomInt(1e7, 1e8)}`;
}
