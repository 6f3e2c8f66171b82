import type { Channel } from "../../shared/base/ids.ts";
import type { Contract } from "./leniency.ts";

/** How Google is set up: which agents and conversations exist, and how strict the platform is. */
export interface Rules {
  /** `documented` when it is missing. */
  readonly contract?: Contract;
  /** `required`: a call without a Bearer token is refused. `optional` when it is missing. */
  readonly credentials?: "required" | "optional";
  /** The agents of RCS, with or without `@rbm.goog`; any agent is known when it is missing. */
  readonly agents?: readonly string[];
  /** The agents with more than one use, whose messages must have a `messageTrafficType`; none when it is missing. */
  readonly multiUseAgents?: readonly string[];
  /** The agent of each conversation of Business Messages; any conversation is known when it is missing. */
  readonly conversations?: Readonly<Record<string, string>>;
  /** `checked`: all numbers of a bulk check must be of one region, as on Google's regional hosts. */
  readonly regions?: "checked" | "unchecked";
  /**
   * Media by URL are fetched from loopback addresses and from these hosts, and checked as Google checks them. When it is
   * missing, nothing is fetched and only the form of a URL is checked.
   */
  readonly mediaHosts?: readonly string[];
  /** Rate limits of RCS; none when it is missing. */
  readonly rcsRates?: RcsRates;
  /** The response to a repeated id. When it is missing: the first response on RCS, 409 on Business Messages. */
  readonly repeats?: Partial<Readonly<Record<Channel, "first-answer" | "refused">>>;
}

/** At most so many calls within a time. */
export interface Rate {
  readonly max: number;
  readonly withinMs: number;
}

/** The rate limits of an agent of RCS. Google publishes no numbers. */
interface RcsRates {
  /** Counts messages and events of an agent. */
  readonly perAgent?: Rate;
  /** Counts messages of one agent to one user. */
  readonly perUser?: Rate;
}
