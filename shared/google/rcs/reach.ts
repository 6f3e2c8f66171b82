import type { Region } from "../../base/agent.ts";
import { PermanentError } from "../../base/errors.ts";
import type { Address, AgentId } from "../../base/ids.ts";
import { id, type Json, list } from "../../base/json.ts";
import { lenientNumber, optionalMember } from "../../base/lenient.ts";
import type { Reach, ReachCheck } from "../../ports/reach.ts";
import { readResponse } from "../http/read-response.ts";
import { checkPhone, type Rcs } from "./open-rcs.ts";
import { regionOf } from "./region.ts";

/** Google refuses fewer and more since December 2024, and numbers of another region than the host's since May 2026. */
const MIN_PHONES = 500;
const MAX_PHONES = 10_000;
const TIMEOUT_MS = 30_000;
/** Some 30 bytes for each phone in each list that it is in: the one of all, and in the USA those of its carriers. */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;

/** Asks for many phones at once: at most 10,000 a call, one call after another. 600 calls a minute are the caller's to keep. */
export function rcsReach({ findAgent, apiOf }: Rcs): ReachCheck {
  const ask = async (agent: AgentId, region: Region, users: readonly Address[]): Promise<Reach> => {
    const api = apiOf(region);
    const url = `${api.base}/v1/users:batchGet`;
    const body = { json: { users, agentId: agent } };
    const call = {
      method: "users.batchGet",
      url,
      body,
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_RESPONSE_BYTES,
      agent,
    } as const;
    return readResponse(call.method, await api.request(call), readReach);
  };
  return {
    async findReachable(agent, phones) {
      // Throws when AGENTS lacks the agent.
      findAgent(agent);
      const calls = [...byRegion(phones)].flatMap(([region, some]) => parts(region, some));
      const found: Reach[] = [];
      for (const { region, users } of calls) found.push(await ask(agent, region, users));
      return {
        reachable: found.flatMap(({ reachable }) => reachable),
        sampled: sum(found.map(({ sampled }) => sampled)),
        sampledReachable: sum(found.map(({ sampledReachable }) => sampledReachable)),
      };
    },
  };
}

function byRegion(phones: readonly Address[]): ReadonlyMap<Region, readonly Address[]> {
  const unique = [...new Set(phones)];
  for (const phone of unique) checkPhone(phone);
  return Map.groupBy(unique, regionOf);
}

/** Parts of the same size, so that no last one falls below Google's least. */
function parts(region: Region, phones: readonly Address[]) {
  if (phones.length < MIN_PHONES) {
    throw new PermanentError(
      "too-few-phones",
      `Cannot check the phones of region ${region}: expected at least ${MIN_PHONES} different ones, got ${phones.length}; check each one's capabilities instead`,
    );
  }
  const size = Math.ceil(phones.length / Math.ceil(phones.length / MAX_PHONES));
  const starts = Array.from({ length: Math.ceil(phones.length / size) }, (_, index) => index * size);
  return starts.map((start) => ({ region, users: phones.slice(start, start + size) }));
}

/** proto3 JSON drops a zero. */
function readReach(json: Json): Reach {
  return {
    reachable: optionalMember(json, "reachableUsers", list(id<Address>)) ?? [],
    sampled: optionalMember(json, "totalRandomSampleUserCount", lenientNumber) ?? 0,
    sampledReachable: optionalMember(json, "reachableRandomSampleUserCount", lenientNumber) ?? 0,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
