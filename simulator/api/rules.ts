import type { Channel } from "../../shared/base/ids.ts";

/** What a platform is told of Google's side: who there is, and how strict it is. */
export interface Rules {
  /** `required`: a call without a Bearer is refused. */
  readonly credentials?: "required" | "optional";
  /** The agents of RCS, with or without their suffix; any agent when it is missing. */
  readonly agents?: readonly string[];
  /** Those of more than one use, whose messages must all tell their `messageTrafficType`; none when it is missing. */
  readonly multiUseAgents?: readonly string[];
  /** The agent of each conversation of Business Messages; any conversation when it is missing. */
  readonly conversations?: Readonly<Record<string, string>>;
  /** `checked`: the numbers of a bulk check must be of one region, which real hosts imply. */
  readonly regions?: "checked" | "unchecked";
  /**
   * Media that calls name by URL are fetched from the loopback and from these hosts, and refused as Google refuses them;
   * when it is missing, nothing is fetched, and only the form of a URL counts.
   */
  readonly mediaHosts?: readonly string[];
  /** From which rate on agents of RCS are refused; no limit when it is missing. */
  readonly rcsRates?: RcsRates;
  /** What a repeated id is answered; the resource of the first time on RCS, 409 on Business Messages. */
  readonly repeats?: Partial<Readonly<Record<Channel, "first-answer" | "refused">>>;
}

/** How many calls Google takes in a time. */
export interface Rate {
  readonly max: number;
  readonly withinMs: number;
}

/** What an agent of RCS may send. Google publishes no numbers. */
interface RcsRates {
  /** Messages and events. */
  readonly perAgent?: Rate;
  /** Messages of one agent to one user. */
  readonly perUser?: Rate;
}
