import type { AgentId } from "../../shared/base/ids.ts";
import type { PauseRegister } from "../../shared/ports/pauses.ts";
import { setProfile } from "../../simulator/phones/handset.ts";
import type { PlatformState } from "../../simulator/state/platform-state.ts";
import { changeSubscriber } from "../../simulator/state/subscriber.ts";
import type { UserAddress } from "../support/user-address.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import type { Fleet } from "./fleet.ts";
import type { GoogleWebhooks } from "./google-webhooks.ts";
import type { Observation } from "./observation.ts";
import type { SimulatedQueue } from "./queue.ts";
import type { InstanceAct, OperatorAct, OutboundAct, RepeatAct, StoryAct } from "./story-act.ts";
import { setTimer } from "./timer-acts.ts";
import type { ServiceMap } from "./transport.ts";
import { actAsUser } from "./user-acts.ts";
import type { FunctionName } from "./world-fault.ts";

/** What acts change. */
export interface ActPorts {
  readonly now: () => number;
  readonly chance: Chance;
  readonly platform: PlatformState;
  readonly webhooks: GoogleWebhooks;
  readonly queue: SimulatedQueue;
  readonly services: ServiceMap;
  readonly faults: Faults;
  readonly pauses: PauseRegister;
  readonly fleetOf: (name: FunctionName) => Fleet;
  readonly release: (agents?: readonly AgentId[]) => void;
  readonly observe: (seen: Observation) => void;
}

/** Does now what a story says. */
export function performAct(act: StoryAct, ports: ActPorts): void {
  switch (act.do) {
    case "publish":
    case "join":
    case "leave":
    case "speak":
      publish(act.user, requestOf(act), ports);
      return;
    case "set-timer":
      setTimer(act, ports);
      return;
    case "webhook":
    case "repeat-webhook":
    case "redrive":
    case "replay":
      repeat(act, ports);
      return;
    case "release":
    case "set-agents":
    case "pause-scope":
    case "resume-scope":
    case "fault":
    case "end-fault":
      operate(act, ports);
      return;
    case "crash":
    case "pause":
    case "skew":
      disturb(act, ports);
      return;
    case "set-phone":
      changeSubscriber(ports.platform, act.user, { agent: act.user.agent });
      void setProfile(ports.platform, act.user, act.profile);
      return;
    case "write":
    case "tap":
    case "unsubscribe":
    case "subscribe":
    case "ask-person":
    case "withdraw-person":
    case "receipt":
    case "type":
      actAsUser(act, ports);
  }
}

/** A request on the topic `outbound`, without whom it is for. */
interface OutboundMessage {
  readonly body: object;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly orderingKey?: string | null;
}

function requestOf(act: OutboundAct): OutboundMessage {
  switch (act.do) {
    case "publish":
      return act;
    case "join":
    case "leave":
      return { body: { id: act.id, handoff: act.do, speaker: { displayName: act.person } } };
    case "speak":
      return { body: { id: act.id, reply: act.text, speaker: { displayName: act.person } } };
  }
}

function publish(
  { agent, address, conversation }: UserAddress,
  { body, attributes = {}, orderingKey = conversation }: OutboundMessage,
  { queue }: ActPorts,
): void {
  const bytes = Buffer.from(JSON.stringify({ agent, to: address, ...body }));
  queue.publish("outbound", { bytes, attributes, ...(orderingKey !== null && { orderingKey }) }, { from: "story" });
}

function repeat(act: RepeatAct, { webhooks, queue }: ActPorts): void {
  switch (act.do) {
    case "webhook":
      webhooks.send(act.channel, act.event);
      return;
    case "repeat-webhook":
      webhooks.repeat(act.webhook);
      return;
    case "redrive":
      for (const letter of [...queue.kept(`${act.kind}-dead`)]) {
        if (act.message === undefined || act.message === letter.id) queue.redrive(act.kind, letter);
      }
      return;
    case "replay":
      queue.seek(act.kind, act.since);
  }
}

function operate(act: OperatorAct, { faults, pauses, now, release }: ActPorts): void {
  switch (act.do) {
    case "release":
      release();
      return;
    case "set-agents":
      release(act.agents);
      return;
    case "pause-scope":
      void pauses.add({ scope: act.scope, since: new Date(now()), by: "story" });
      return;
    case "resume-scope":
      void pauses.remove(act.scope);
      return;
    case "fault":
      faults.begin(act.fault);
      return;
    case "end-fault":
      faults.end(act.name);
  }
}

function disturb(act: InstanceAct, { fleetOf, chance, faults, now, observe }: ActPorts): void {
  const alive = fleetOf(act.function).instances();
  const drawn = alive[chance.between(0, Math.max(0, alive.length - 1))];
  const instance = act.instance === undefined ? drawn : alive.find(({ number }) => number === act.instance);
  if (instance === undefined) return;
  faults.count(act.do);
  const about = { at: now(), function: act.function, instance: instance.number };
  switch (act.do) {
    case "crash":
      instance.die();
      return;
    case "pause":
      observe({ type: "instance-paused", ...about, until: about.at + act.forMs });
      instance.pause(act.forMs);
      return;
    case "skew":
      observe({ type: "instance-skewed", ...about, byMs: act.byMs });
      instance.skew(act.byMs);
  }
}
