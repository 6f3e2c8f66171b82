import { createHmac, timingSafeEqual } from "node:crypto";
import { SettingsError } from "../base/errors.ts";
import { type AgentId, agentId, type Channel, channelOf } from "../base/ids.ts";
import { isObject, parseJson } from "../base/json.ts";

/** The client tokens by agent, newest first; a bare token is a list of one; `*` holds those of the partner-level webhook. */
export type KeyRing = ReadonlyMap<RingKey, readonly string[]>;

type RingKey = AgentId | typeof PARTNER;

/** Where a token stands in the ring: all that may be logged of it. */
export interface TokenPlace {
  readonly owner: RingKey;
  /** In its owner's list: 0 is the newest. */
  readonly position: number;
}

/** A token and where it stands. */
interface RingToken extends TokenPlace {
  readonly token: string;
}

const PARTNER = "*";
const COMPARISON_KEY = "compare";

/**
 * Reads the ring from the JSON of CLIENT_TOKENS. White space at the ends of a token is removed: secrets are often stored
 * with a final newline, and no webhook is signed with that.
 * @param setting The variable or file that the text came from, for the error.
 * @throws SettingsError when the text is no JSON object, when a list or a token is empty, or when one of `agents`
 * would have no token at all.
 */
export function readKeyRing(text: string, agents: readonly AgentId[], setting: string): KeyRing {
  const json = parseJson(text);
  if (!isObject(json)) {
    throw new SettingsError(`Cannot read ${setting}: expected a JSON object such as {"my_agent": ["token"]}`);
  }
  const ring = new Map<RingKey, readonly string[]>();
  for (const [name, tokens] of Object.entries(json)) {
    const key = name === PARTNER ? PARTNER : agentId(channelOf(name), name);
    ring.set(key, [...(ring.get(key) ?? []), ...readTokens(tokens, name, setting)]);
  }
  const withoutToken = agents.find((agent) => !ring.has(agent) && !ring.has(PARTNER));
  if (withoutToken !== undefined) {
    throw new SettingsError(
      `Cannot use ${setting}: agent ${withoutToken} has no token, and there is none for "${PARTNER}"`,
    );
  }
  return ring;
}

/**
 * The tokens that may have signed for `agent`, each once: its own, then the partner's. Any token of the channel may have signed a
 * body that names no agent.
 */
export function tokensFor(ring: KeyRing, agent: AgentId | undefined, channel?: Channel): Iterable<RingToken> {
  const owners: readonly RingKey[] = agent === undefined ? ownersIn(ring, channel) : [agent, PARTNER];
  const found = new Map<string, RingToken>();
  for (const owner of owners) {
    for (const [position, token] of (ring.get(owner) ?? []).entries()) {
      if (!found.has(token)) found.set(token, { token, owner, position });
    }
  }
  return found.values();
}

function ownersIn(ring: KeyRing, channel: Channel | undefined): readonly RingKey[] {
  const owners = [...ring.keys()];
  return channel === undefined ? owners : owners.filter((one) => one === PARTNER || channelOf(one) === channel);
}

/** True when two rings hold the same tokens in the same places. */
export function isSameRing(one: KeyRing, other: KeyRing): boolean {
  return JSON.stringify([...one]) === JSON.stringify([...other]);
}

/** True when the ring has `token`. It takes the same time wherever the first difference is. */
export function hasToken(ring: KeyRing, token: string): boolean {
  const digest = (value: string) => createHmac("sha256", COMPARISON_KEY).update(value).digest();
  const wanted = digest(token);
  const matches = [...tokensFor(ring, undefined)].filter(({ token: known }) => timingSafeEqual(digest(known), wanted));
  return matches.length > 0;
}

function readTokens(value: unknown, name: string, setting: string): readonly string[] {
  const tokens: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (tokens.length === 0) throw new SettingsError(`Cannot use ${setting}: the list of "${name}" is empty`);
  return tokens.map((token) => {
    const trimmed = typeof token === "string" ? token.trim() : "";
    if (trimmed === "")
      throw new SettingsError(`Cannot use ${setting}: "${name}" has an empty token or one that is no string`);
    return trimmed;
  });
}
