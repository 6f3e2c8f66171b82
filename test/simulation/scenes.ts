import { type UserAddress, userAddressOf } from "../support/user-address.ts";
import type { Chance } from "./chance.ts";
import { MINUTE, SECOND } from "./durations.ts";
import { PHONE } from "./phone.ts";
import type { PlannedAct, StoryAct } from "./story-act.ts";
import type { WorldFault } from "./world-fault.ts";

const CREATE = "phones.agentMessages.create";

/** Where a scene is played: by whom, when, and as which turn of the story. */
interface Stage {
  readonly n: number;
  readonly user: UserAddress;
  readonly at: number;
  readonly chance: Chance;
}

/** Tells what happens so long after the scene's beginning. */
type Tell = (afterMs: number, act: StoryAct) => PlannedAct;

/**
 * Situations in which a promise hangs by a single line: chance alone brings each of them about once in years. What may go wrong
 * besides is up to the story.
 */
export function drawScene({ n, user, at, chance }: Stage): readonly PlannedAct[] {
  const tell: Tell = (afterMs, act) => ({ at: at + afterMs, act });
  if (user.channel !== "rcs") return joinsMeanwhile({ n, user, at, chance }, tell);
  const scenes = [joinsMeanwhile, leavesMeanwhile, loseAndRefuse, leavesBeforeFallback];
  const scene = scenes[chance.between(0, scenes.length - 1)] ?? joinsMeanwhile;
  return scene({ n, user, at, chance }, tell);
}

/** Somebody whose phone does what no other turn of the story expects. */
function somebodyElse(n: number): UserAddress {
  return userAddressOf("rcs", `+4477008${String(n).padStart(5, "0")}`);
}

/** A person takes the conversation between two tries of the bot's answer. */
function joinsMeanwhile({ n, user, chance }: Stage, tell: Tell): readonly PlannedAct[] {
  const forMs = chance.between(20 * SECOND, 2 * MINUTE);
  const joined = chance.between(4 * SECOND, forMs);
  return [
    tell(0, { do: "fault", fault: refuse(n, user, forMs) }),
    tell(SECOND, { do: "write", user, text: `quick ${n}`, id: `Mx-${n}-0` }),
    tell(joined, { do: "join", user, person: "Zoe", id: `join-${n}` }),
    tell(joined + 10 * MINUTE, { do: "leave", user, person: "Zoe", id: `leave-${n}` }),
  ];
}

/** A user opts out between two tries of what was decided before. */
function leavesMeanwhile({ n, user, chance }: Stage, tell: Tell): readonly PlannedAct[] {
  const forMs = chance.between(20 * SECOND, 2 * MINUTE);
  return [
    tell(0, { do: "fault", fault: refuse(n, user, forMs) }),
    tell(SECOND, { do: "write", user, text: `quick ${n}`, id: `Mx-${n}-0` }),
    tell(2 * SECOND, { do: "publish", user, body: { id: `out-${n}`, reply: `promo ${n}`, trafficType: "PROMOTION" } }),
    tell(chance.between(4 * SECOND, forMs), { do: "unsubscribe", user }),
    tell(20 * MINUTE, { do: "subscribe", user }),
  ];
}

/** Google may have taken a code, and nobody hears of it; then the phone has no RCS for a while, and shows the code all the same. */
function loseAndRefuse({ n, chance }: Stage, tell: Tell): readonly PlannedAct[] {
  const user = somebodyElse(n);
  const lost: WorldFault = {
    name: `lost ${n}`,
    service: "google",
    mode: { type: "lost-answer" },
    method: CREATE,
    user,
    times: 1,
    forMs: MINUTE,
  };
  const body = {
    id: `out-${n}`,
    reply: `code ${n}`,
    ttl: 900,
    fallback: `sms code ${n}`,
    trafficType: "AUTHENTICATION",
  };
  return [
    tell(0, { do: "set-phone", user, profile: { ...PHONE, reach: "offline" } }),
    ...(chance.isLucky(0.7) ? [tell(100, { do: "fault", fault: lost })] : []),
    tell(200, { do: "fault", fault: refuse(n, user, chance.between(10 * SECOND, MINUTE)) }),
    tell(SECOND, { do: "publish", user, body }),
    tell(5 * SECOND, { do: "set-phone", user, profile: { ...PHONE, reach: "no-rcs" } }),
    tell(chance.between(5 * MINUTE, 10 * MINUTE), { do: "set-phone", user, profile: PHONE }),
  ];
}

/** A user opts out before what no phone has shown is said on another channel. */
function leavesBeforeFallback({ n, chance }: Stage, tell: Tell): readonly PlannedAct[] {
  const user = somebodyElse(n);
  const body = { id: `out-${n}`, reply: `promo ${n}`, ttl: 60, fallback: `sms promo ${n}`, trafficType: "PROMOTION" };
  return [
    tell(0, { do: "set-phone", user, profile: { ...PHONE, reach: "offline" } }),
    tell(SECOND, { do: "publish", user, body }),
    tell(chance.between(3 * SECOND, MINUTE), { do: "unsubscribe", user }),
    tell(20 * MINUTE, { do: "subscribe", user }),
    tell(30 * MINUTE, { do: "set-phone", user, profile: PHONE }),
  ];
}

/** Google sends nothing to the user for a while. */
function refuse(n: number, user: UserAddress, forMs: number): WorldFault {
  return { name: `refused ${n}`, service: "google", mode: { type: "status", status: 503 }, user, forMs };
}
