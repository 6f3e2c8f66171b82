import { runningSetUp } from "../../cli/open-set-up.ts";
import { readOutbound } from "../../functions/outbound/read-outbound.ts";
import type { Operation } from "../../operations/operation.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import { commitNow, HELLO } from "../contracts/committing.ts";
import { openEmptyOperator } from "./empty-operator.ts";
import { AGENTS } from "./fixtures.ts";

export const CAMPAIGN_AGENT = AGENTS[0].agent;
export const NIGHT = new Date("2026-01-15T03:00:00Z");
export const LONDON = "+447700900123";
export const NEW_YORK = "+12125550123";
export const DELHI = "+919876543210";
export const DAY = { from: 8, to: 20 };
const ALWAYS = { from: 0, to: 0 };

/** Whom it published to, and when. */
interface Published {
  readonly to: string;
  readonly at: Date;
}

/** A deployment whose function `outbound` takes at once what is published; to sleep lets the time pass. */
export function openDeployment({
  fails = () => false,
  api,
}: {
  readonly fails?: (to: string) => boolean;
  /** The URL of a simulator, which is asked as Google is. */
  readonly api?: string;
} = {}) {
  const empty = openEmptyOperator(NIGHT);
  const { clock, history } = empty;
  const published: Published[] = [];
  const publisher: Publisher = {
    async publish(_topic, message) {
      const request = readOutbound(await empty.directory(), clock)(message);
      if (fails(request.address)) throw new Error("Pub/Sub is away");
      published.push({ to: request.address, at: clock.now() });
      await commitNow(history, request, { acts: [HELLO], at: clock.now() });
    },
  };
  const operator = {
    ...empty,
    publisher,
    setUp: runningSetUp(empty.setUp, api === undefined ? {} : { access: { base: api } }),
  };
  /** Asks as the command line does: the request is JSON. */
  const ask = <R, T>(operation: Operation<R, T>, request: unknown): AsyncIterable<T> =>
    operation.run(operation.read({ value: request, path: "" }), operator, new AbortController().signal);
  return { operator, published, ask };
}

/** A campaign of these phones, as the command line asks for it. */
export function campaignOf(phones: readonly string[], options: object = {}) {
  const people = phones.map((to, index) => ({ line: index + 2, fields: { to, name: `Person ${index}` } }));
  const template = { agent: CAMPAIGN_AGENT, reply: "Hello {{name}}." };
  return { name: "spring", template, people, hours: ALWAYS, rate: 100, ...options };
}

/** A run of it. */
export function runOf(phones: readonly string[], options: object = {}, runner = "run-1") {
  return { campaign: campaignOf(phones, options), unreachable: [], overLimit: [], waits: true, by: "ann", runner };
}

/** So many numbers of fiction. */
export function phonesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `+4477009${String(index).padStart(5, "0")}`);
}
