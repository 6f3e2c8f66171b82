import type { Agent } from "../shared/base/agent.ts";
import type { AgentRegistry } from "../shared/ports/agent-registry.ts";
import type { ApiCheck } from "../shared/ports/api-check.ts";
import type { Capabilities } from "../shared/ports/capabilities.ts";
import type { CloudProject } from "../shared/ports/cloud-project.ts";
import type { FileStore } from "../shared/ports/files.ts";
import type { IngressCaller } from "../shared/ports/ingress-caller.ts";
import type { QueueSetup } from "../shared/ports/queue-setup.ts";
import type { ReachCheck } from "../shared/ports/reach.ts";
import type { TesterList } from "../shared/ports/tester-list.ts";
import type { TimerBacklog } from "../shared/ports/timer-backlog.ts";

/** How a deployment is set up, as far as it can be asked. What is missing says why. */
export interface DeploymentSetUp {
  /** Of its topics, and on Google Cloud of everything. */
  readonly prefix: string;
  /** Where its functions are, where somebody has said it. */
  readonly region: string | undefined;
  /** @throws SettingsError when nobody has said which agents there are. */
  agents(): Promise<readonly Agent[]>;
  /** Google's side of the agents. @throws SettingsError when AGENTS or a URL is missing or wrong. */
  account(): Promise<GoogleAccount | Absence>;
  /** @param url In place of the one that the deployment knows. */
  ingress(url: string | undefined): Promise<IngressCaller | Absence>;
  /** The client tokens that ingress accepts, as JSON. */
  clientTokens(): Promise<string | Absence>;
  readonly queue: QueueSetup | Absence;
  readonly timers: TimerBacklog | Absence;
  readonly cloud: CloudProject | Absence;
}

/** RCS as the account that our functions use sees it. */
export interface GoogleAccount {
  readonly registry: AgentRegistry;
  readonly testers: TesterList;
  /** Whom RCS reaches: many at once, or one by one. */
  readonly reach: ReachCheck;
  readonly capabilities: Capabilities;
  readonly files: FileStore;
  readonly api: ApiCheck;
}

/** Why something cannot be asked here, and what would mend that. */
export interface Absence {
  readonly absence: string;
  readonly mend?: string;
}

/** An absence in words: why, and what mends it where something does. */
export function whyAbsent({ absence, mend }: Absence): string {
  return mend === undefined ? absence : `${absence}; ${mend}`;
}

/** True for what cannot be asked. */
export function isAbsent<T extends object>(part: T | Absence | string): part is Absence {
  return typeof part === "object" && "absence" in part;
}
