import { SIGNAL_CALL_MS } from "../../base/budgets.ts";
import type { CallScope } from "../../base/call-scope.ts";
import { UnreachableError } from "../../base/errors.ts";
import { elements, type Json, text } from "../../base/json.ts";
import { keepNewest } from "../../base/keep-newest.ts";
import { optionalMember } from "../../base/lenient.ts";
import { present } from "../../base/present.ts";
import type { AgentsPhone, Capabilities, Capability, Feature } from "../../ports/capabilities.ts";
import type { Clock } from "../../ports/clock.ts";
import { urlOf } from "../http/path.ts";
import { readResponse } from "../http/read-response.ts";
import { phonePath, type Rcs } from "./open-rcs.ts";

/** Google advises hours, not days. */
const CACHE_MS = 4 * 60 * 60 * 1000;
/** A phone that was out of reach, or whose features were not known yet, may tell more soon. */
const SHORT_CACHE_MS = 15 * 60 * 1000;
const MAX_CACHED = 10_000;

/** What Google calls them. Others may come any day, and are left out. */
const FEATURES: ReadonlyMap<unknown, Feature> = new Map([
  ["RICHCARD_STANDALONE", "card"],
  ["RICHCARD_CAROUSEL", "carousel"],
  ["ACTION_CREATE_CALENDAR_EVENT", "addToCalendar"],
  ["ACTION_DIAL", "dial"],
  ["ACTION_OPEN_URL", "openUrl"],
  ["ACTION_OPEN_URL_IN_WEBVIEW", "webview"],
  ["ACTION_SHARE_LOCATION", "shareLocation"],
  ["ACTION_VIEW_LOCATION", "viewLocation"],
  ["PDF_IN_RICH_CARDS", "pdfInCard"],
]);

interface CachedCapability {
  readonly capability: Capability;
  readonly expiresAtMs: number;
}

/** What phones can show, asked of Google and kept for hours, for the 10,000 phones that were asked about last. */
export function rcsCapabilities({ findAgent }: Rcs, clock: Clock): Capabilities {
  const cache = new Map<string, CachedCapability>();
  const ask = async ({ agent, address }: AgentsPhone, scope: CallScope | undefined): Promise<Capability> => {
    const { api } = findAgent(agent);
    const url = urlOf(api.base, `${phonePath(address)}/capabilities`, { agentId: agent });
    const call = {
      name: "checkCapabilities",
      method: "phones.getCapabilities",
      httpMethod: "GET",
      url,
      freshId: "requestId",
      timeoutMs: SIGNAL_CALL_MS,
      agent,
      address,
      scope,
    } as const;
    return api.request(call).then((value) => readResponse(call.method, value, readCapability), unreachable);
  };
  const recall: Capabilities["recall"] = (to) => {
    const known = cache.get(keyOf(to));
    return known !== undefined && clock.now().getTime() < known.expiresAtMs ? known.capability : undefined;
  };
  return {
    recall,
    async check(to, scope) {
      const known = recall(to);
      if (known !== undefined) return known;
      const capability = await ask(to, scope);
      keepNewest(
        cache,
        [keyOf(to), { capability, expiresAtMs: clock.now().getTime() + cacheMs(capability) }],
        MAX_CACHED,
      );
      return capability;
    },
  };
}

function keyOf({ agent, address }: AgentsPhone): string {
  return JSON.stringify([agent, address]);
}

function cacheMs(capability: Capability): number {
  return capability.type === "reachable" && capability.features.length > 0 ? CACHE_MS : SHORT_CACHE_MS;
}

function readCapability(json: Json): Capability {
  const features = (optionalMember(json, "features", elements) ?? []).flatMap((name) => FEATURES.get(name.value) ?? []);
  const carrier = optionalMember(json, "carrier", text);
  return { type: "reachable", features, ...present({ carrier }) };
}

function unreachable(error: unknown): Capability {
  if (error instanceof UnreachableError) return { type: "unreachable" };
  throw error;
}
