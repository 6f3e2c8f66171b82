import { answerAgentCall } from "./answer-agent-call.ts";
import type { ApiCall, ServiceRequest } from "./api/call.ts";
import { refusal } from "./api/refusals.ts";
import { limitRate, type NamedRate } from "./checks/rate.ts";
import { ALL_FEATURES, isReachable } from "./state/phone-profile.ts";
import { type PlatformState, type Tester, testerKey } from "./state/platform-state.ts";
import { profileOf } from "./state/subscriber.ts";
import { DAY_MS, MINUTE_MS } from "./time/timers.ts";

/** @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/capabilities */
const BATCHES: NamedRate = { max: 600, withinMs: MINUTE_MS, name: "too-many-batches" };
const SAMPLED = 0.75;
/** @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/test-agents */
const INVITATIONS: NamedRate = { max: 20, withinMs: DAY_MS, name: "too-many-invitations" };
const MAX_TESTERS = 200;

type Json = Readonly<Record<string, unknown>>;

/** Answers a service call from what the platform keeps about phones, files, testers and agents. @throws ApiError */
export function answerServiceCall(state: PlatformState, call: ApiCall, request: ServiceRequest): Json {
  switch (request.about) {
    case "capabilities":
      return readCapabilities(state, call);
    case "users":
      limitRate(state, "users:batchGet", BATCHES);
      return reachableUsers(state, request.users);
    case "file":
      return keepUpload(state);
    case "agent":
      return answerAgentCall(state, call.agent ?? "", request.ask);
    case "tester":
      return request.step === "invite" ? invite(state, call) : answerTester(state, call, request.step);
  }
}

function keepUpload({ uploads, clock, uuid }: PlatformState): Json {
  const name = `files/${uuid()}`;
  uploads.set(name, clock.now());
  return { name };
}

function readCapabilities(state: PlatformState, call: ApiCall): Json {
  const { features = ALL_FEATURES, carrier } = profileOf(state, call);
  return { ...(features.length === 0 ? {} : { features }), ...(carrier === undefined ? {} : { carrier }) };
}

function reachableUsers(state: PlatformState, users: readonly string[]): Json {
  const profile = (address: string) => profileOf(state, { channel: "rcs", address });
  const reachable = (numbers: readonly string[]) => numbers.filter((number) => isReachable(profile(number)));
  const sample = users.slice(0, Math.floor(users.length * SAMPLED));
  const byCarrier = Object.groupBy(reachable(users), (number) => profile(number).carrier ?? "");
  const { "": _elsewhere, ...american } = byCarrier;
  const carriers = Object.entries(american).map(([carrier, numbers]) => [carrier, { reachableUsers: numbers }]);
  return {
    reachableUsers: reachable(users),
    totalRandomSampleUserCount: sample.length,
    reachableRandomSampleUserCount: reachable(sample).length,
    ...(carriers.length === 0 ? {} : { reachableUsersMap: Object.fromEntries(carriers) }),
  };
}

/** A PENDING tester is invited again, an ACCEPTED one stays, and a DECLINED one must be deleted first. */
function invite(state: PlatformState, { agent, address }: ApiCall): Json {
  const key = testerKey(agent, address);
  const known = state.testers.get(key);
  if (known?.status === "DECLINED") throw refusal("tester-declined");
  if (known?.status === "ACCEPTED") return resource(known);
  limitRate(state, `testers/${agent}`, INVITATIONS);
  const testers = [...state.testers.values()].filter((tester) => tester.agent === agent);
  if (known === undefined && testers.length >= MAX_TESTERS) {
    throw refusal("too-many-testers", { max: MAX_TESTERS });
  }
  const tester: Tester = { agent, phone: address, status: "PENDING" };
  state.testers.set(key, tester);
  return resource(tester);
}

function answerTester({ testers }: PlatformState, { agent, address }: ApiCall, step: "get" | "delete" | "list"): Json {
  if (step === "list") {
    return { testers: [...testers.values()].filter((tester) => tester.agent === agent).map(resource) };
  }
  const key = testerKey(agent, address);
  const tester = testers.get(key);
  if (tester === undefined) throw refusal("unknown-tester");
  if (step === "get") return resource(tester);
  testers.delete(key);
  return {};
}

function resource({ agent, phone, status }: Tester): Json {
  return { name: `testers/${phone}`, agentId: agent, phoneNumber: phone, inviteStatus: status };
}
