import type { AgentId } from "../base/ids.ts";

/** What may be paused: what the bot says, what other systems and people have us say, or all that one agent says. */
export type PauseScope =
  | { readonly type: "bot" }
  | { readonly type: "outbound" }
  | { readonly type: "agent"; readonly agent: AgentId };

/** Something that says nothing for now. */
export interface Pause {
  readonly scope: PauseScope;
  readonly since: Date;
  /** Who has paused it, as they call themselves. */
  readonly by: string;
}

/** What is paused, as functions read it. */
export interface Pauses {
  /** All that is paused: one read. @throws TransientError when another try may pass. */
  read(): Promise<readonly Pause[]>;
}

/** What is paused, as an operator changes it. Every method is safe to repeat. */
export interface PauseRegister extends Pauses {
  /** Keeps a pause, over an older one of the same scope: one write. */
  add(pause: Pause): Promise<void>;
  /** Forgets the pause of a scope, where there is one: one write. */
  remove(scope: PauseScope): Promise<void>;
}
