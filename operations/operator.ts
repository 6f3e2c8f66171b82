import type { SleepClock } from "../shared/ports/clock.ts";
import type { History } from "../shared/ports/history.ts";
import type { KeptMessages } from "../shared/ports/kept-messages.ts";
import type { LogLines } from "../shared/ports/log-lines.ts";
import type { PersonalStore } from "../shared/ports/personal-store.ts";
import type { Publisher } from "../shared/ports/publisher.ts";
import type { RetainedMessages } from "../shared/ports/retained-messages.ts";
import type { DocumentStore } from "../shared/store/document-store.ts";
import type { Statistics } from "../shared/store/statistics.ts";
import type { AgentDirectory } from "../shared/turn/agent-directory.ts";
import type { Rehearsal, RehearsalOptions } from "./rehearsal.ts";
import type { DeploymentSetUp } from "./set-up.ts";

/** What an operator reaches of one deployment. */
export interface Operator {
  readonly deployment: Deployment;
  readonly publisher: Publisher;
  /** Dead letters and parked webhooks. */
  readonly kept: KeptMessages;
  readonly retained: RetainedMessages;
  readonly history: History;
  /** Beneath history, for what history has no word for. */
  readonly documents: DocumentStore;
  readonly logLines: LogLines;
  readonly statistics: Statistics;
  /** How it is set up, and what sets it up. */
  readonly setUp: DeploymentSetUp;
  /** What stores beside history have of people, in the order in which it is removed. */
  readonly personal: readonly PersonalStore[];
  /** @throws SettingsError that names a missing setting. What names no person and no agent needs none. */
  directory(): Promise<AgentDirectory>;
  /** Rehearses a bot beside it: nothing leaves, and nothing is written. @throws Error when the bot cannot be opened. */
  rehearse(options: RehearsalOptions): Promise<Rehearsal>;
  readonly clock: SleepClock;
}

/** Which deployment it is, in words for people. */
export interface Deployment {
  readonly type: "deployed" | "emulators" | "embedded";
  /** The project's id, or the path of the embedded database. */
  readonly name: string;
}
