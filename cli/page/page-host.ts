import { randomUUID } from "node:crypto";
import type { Operator } from "../../operations/operator.ts";
import type { ActAnswer, PageAct, UserDeed } from "../../page/page-act.ts";
import type { PageFact, PhoneSetting } from "../../page/page-fact.ts";
import type { PageHost } from "../../page/server/page-host.ts";
import type { AgentId, Channel } from "../../shared/base/ids.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import type { PhoneUser } from "../../simulator/acts/phone-user.ts";
import type { Platform } from "../../simulator/platform.ts";
import type { PhoneProfile } from "../../simulator/state/phone-profile.ts";
import { DEMO_PHONE } from "../demo.ts";
import { DEMO_AGENTS, demoConversation } from "../demo-agents.ts";
import type { Facts } from "../facts.ts";
import type { MovableClock } from "../movable-clock.ts";
import { composeReply } from "./compose/compose-reply.ts";
import type { FaultSwitches } from "./fault-switches.ts";
import type { PageJournal } from "./page-journal.ts";
import { sayAgain } from "./say-again.ts";
import { tellConversation } from "./tell-conversation.ts";

/** What the page reaches of a running `npm start`. */
export interface PageHostOptions {
  readonly platform: Platform;
  readonly publisher: Publisher;
  readonly journal: PageJournal;
  readonly faults: FaultSwitches;
  readonly clock: MovableClock;
  readonly facts: Pick<Facts, "emit">;
  /** Of the embedded database; `undefined` over the emulators. */
  readonly operator: Operator | undefined;
}

type Done = Extract<ActAnswer, { readonly isDone: true }>;

const DONE: Done = { isDone: true };
const RECEIPTS: Readonly<Record<PhoneSetting["receipts"], PhoneProfile["autoReceipts"]>> = {
  read: DEMO_PHONE.autoReceipts,
  delivered: { deliveredAfterMs: DEMO_PHONE.autoReceipts.deliveredAfterMs },
  none: undefined,
};

/** Where the simulator keeps what users send. Nothing else of it is reached without the page's token. */
const USER_FILE = /^\/(user-content|business-messages-us)\/[\w/-]+$/;

/** Does what is asked for on the page. */
export function openPageHost(options: PageHostOptions): PageHost {
  const { platform, journal } = options;
  return {
    facts: journal.facts,
    listen: journal.listen,
    perform: (act) => perform(act, options),
    async file(path) {
      if (!USER_FILE.test(path)) return undefined;
      const response = await fetch(`${platform.url}${path}`);
      if (!response.ok) return undefined;
      const type = response.headers.get("content-type") ?? "application/octet-stream";
      return { bytes: new Uint8Array(await response.arrayBuffer()), type };
    },
  };
}

async function perform(act: PageAct, options: PageHostOptions): Promise<Done> {
  const { platform, journal, faults } = options;
  switch (act.act) {
    case "phone":
      return actAsUser(act.phone, act.does, platform);
    case "set-phone":
      await platform.setPhone(...addressOf(act.phone), profileOf(act.setting));
      journal.tell({ type: "profile", profile: act.setting }, { phone: act.phone });
      return DONE;
    case "fault":
      faults.set(act.fault, act.isOn);
      journal.tell({ type: "fault", fault: act.fault, isOn: act.isOn });
      return DONE;
    case "expire-now":
      return expireNow(act.phone, platform);
    case "send-again":
      return sendAgain(act, options);
    case "start-here":
      return sayAgain(act, { facts: journal.facts, say: (phone, does) => actAsUser(phone, does, platform) });
    case "outbound":
      return publishOutbound(act, options.publisher);
    case "set-clock":
      return setClock(act.to, options);
    case "tell":
      return tell(act, options);
    case "compose":
      return { isDone: true, composed: composeReply(act.draft, options.clock.now()) };
  }
}

async function actAsUser(phone: string, does: UserDeed, platform: Platform): Promise<Done> {
  const { webhook, status } = await platform.act(userOf(phone), does);
  if (webhook === "retried")
    return { isDone: true, note: `Ingress answered ${status ?? "nothing"}: Google tries again` };
  return DONE;
}

function setClock(to: string | undefined, { clock, facts }: PageHostOptions): Done {
  clock.set(to === undefined ? undefined : new Date(to));
  facts.emit({ type: "clock-set", now: clock.now() });
  return DONE;
}

async function tell({ about, phone }: Extract<PageAct, { act: "tell" }>, { operator }: PageHostOptions): Promise<Done> {
  if (operator === undefined) throw new Error("Cannot tell it over the emulators: npx heliograph can");
  return { isDone: true, lines: await tellConversation(about, demoConversation(...addressOf(phone)), operator) };
}

async function expireNow(phone: string, platform: Platform): Promise<Done> {
  const [channel, address] = addressOf(phone);
  if (channel !== "rcs")
    throw new Error("Cannot let messages expire: Business Messages has no time to live, only RCS has");
  await platform.rcsHandset({ phone: address, agent: agentOf(channel) }).letsExpire();
  return DONE;
}

async function sendAgain(
  { phone, way }: Extract<PageAct, { act: "send-again" }>,
  options: PageHostOptions,
): Promise<Done> {
  const { platform, journal, publisher } = options;
  // What began it: the receipts that follow are on the same way.
  const first = journal.facts().find((fact) => fact.way === way && isFromOutside(fact));
  if (first?.type === "said" || first?.type === "did") {
    await platform.send(addressOf(phone)[0], first.json as Readonly<Record<string, unknown>>);
    return { isDone: true, note: "The same webhook was posted once more" };
  }
  if (first?.type !== "published")
    throw new Error("Cannot send it again: it is too old, or nothing that Google or another system has sent");
  const { message } = first.json as { readonly message: Readonly<Record<string, unknown>> };
  await publishOutbound({ act: "outbound", phone, request: message }, publisher);
  return { isDone: true, note: "The same request was published once more" };
}

function isFromOutside(fact: PageFact): boolean {
  return fact.type === "said" || fact.type === "did" || (fact.type === "published" && fact.topic === "outbound");
}

/** What a request does not name is filled in: whose it is, and a new id. */
async function publishOutbound(
  { phone, request }: Extract<PageAct, { act: "outbound" }>,
  publisher: Publisher,
): Promise<Done> {
  const [channel, address] = addressOf(phone);
  const body = { id: randomUUID(), agent: agentOf(channel), to: address, ...request };
  const orderingKey = demoConversation(channel, address);
  await publisher.publish("outbound", { bytes: Buffer.from(JSON.stringify(body)), attributes: {}, orderingKey });
  return DONE;
}

function addressOf(phone: string): readonly [Channel, string] {
  const slash = phone.indexOf("/");
  const channel = phone.slice(0, slash);
  if (channel === "rcs" || channel === "business-messages") return [channel, phone.slice(slash + 1)];
  throw new Error("Cannot find the phone: expected rcs/ and a number, or business-messages/ and a conversation");
}

function userOf(phone: string): PhoneUser {
  const [channel, address] = addressOf(phone);
  return { channel, address, agent: agentOf(channel) };
}

function agentOf(channel: Channel): AgentId {
  const agent = DEMO_AGENTS.find((one) => one.channel === channel);
  if (agent === undefined) throw new Error(`Cannot find an agent of ${channel}`);
  return agent.agent;
}

function profileOf({ reach, receipts, locale, features }: PhoneSetting): PhoneProfile {
  const autoReceipts = RECEIPTS[receipts];
  return {
    reach,
    ...(autoReceipts && { autoReceipts }),
    ...(locale !== undefined && locale !== "" && { locale }),
    ...(features && { features }),
  };
}
