import type { PageCall, PageFact, PageFactOf } from "../page-fact.ts";
import { endOfWaiting } from "./end-of-waiting.ts";
import type { PageAgentLine, PageLine, PagePhone, PageUserLine } from "./state.ts";
import { updateDesk } from "./update-desk.ts";

/** RCS ends the indicator by itself. @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events */
const TYPING_MS = 20_000;
const DAY_MS = 86_400_000;

/** The phone after something has happened. */
export function updatePhone(phone: PagePhone, fact: PageFact): PagePhone {
  const ended = endOfWaiting(fact);
  const queued = ended === undefined ? phone.queued : phone.queued.filter((one) => one !== ended);
  return change(queued.length === phone.queued.length ? phone : { ...phone, queued }, fact);
}

function change(phone: PagePhone, fact: PageFact): PagePhone {
  switch (fact.type) {
    case "said":
      return addSaid(phone, fact);
    case "webhook":
      return markUser(phone, fact.way, fact.result === "acknowledged" ? "sent" : "failed", fact.result === "forged");
    case "did":
      return isReceipt(fact) ? noteReceipt(phone, fact) : noteDeed(phone, fact);
    case "call":
      return fact.step === "arrived" ? phone : takeCall(phone, fact, fact.call, fact.step);
    case "fallback":
      return addLine(phone, { by: "sms", ...placeOf(fact), text: fact.text });
    case "handoff":
      return { ...phone, desk: updateDesk(phone.desk, fact) };
    case "decided":
      return fact.isOptedOut === undefined ? phone : { ...phone, isOptedOut: fact.isOptedOut };
    case "profile":
      return setUp(phone, fact.profile);
    case "answered":
    case "refused":
    case "advised":
    case "published":
    case "ingress":
    case "delivery":
    case "history":
    case "logged":
    case "bot":
    case "fault":
    case "clock":
    case "routed":
      return phone;
  }
}

/** A phone that is online has been shown all that waited. */
function setUp(phone: PagePhone, setting: PagePhone["setting"]): PagePhone {
  return { ...phone, setting, queued: setting.reach === "offline" ? phone.queued : [] };
}

function addSaid(phone: PagePhone, fact: PageFactOf<"said">): PagePhone {
  const { line, id } = fact;
  const said: PageUserLine = { by: "user", id, at: fact.at, way: fact.way, line, status: "posting" };
  const isOptedOut = line.type === "unsubscribed" || (phone.isOptedOut && line.type !== "subscribed");
  return addLine({ ...phone, isOptedOut, lines: useChip(phone.lines, line) }, said);
}

/** The newest message that has the chip keeps which one was tapped. */
function useChip(lines: readonly PageLine[], { type, text }: PageUserLine["line"]): readonly PageLine[] {
  if (type !== "tap") return lines;
  const index = lines.findLastIndex((line) => line.by === "agent" && hasChip(line, text));
  return lines.map((line, at) => (at === index && line.by === "agent" ? { ...line, used: text } : line));
}

function hasChip({ message }: PageAgentLine, label: string): boolean {
  return message.content !== undefined && JSON.stringify(message.content).includes(JSON.stringify(label));
}

function markUser(
  phone: PagePhone,
  id: string | undefined,
  status: PageUserLine["status"],
  isForged: boolean,
): PagePhone {
  if (isForged) return phone;
  return changeLine(phone, (line) => (line.by === "user" && line.id === id ? raise(line, status) : undefined));
}

/** Changes the newest line that there is something to change of: it is nearly always one of the last. */
function changeLine(phone: PagePhone, change: (line: PageLine) => PageLine | undefined): PagePhone {
  const { lines } = phone;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    const changed = line && change(line);
    if (changed !== undefined) return changed === line ? phone : { ...phone, lines: lines.with(index, changed) };
  }
  return phone;
}

const ORDER: readonly PageUserLine["status"][] = ["posting", "failed", "sent", "read"];

function raise(line: PageUserLine, status: PageUserLine["status"]): PageUserLine {
  return ORDER.indexOf(status) > ORDER.indexOf(line.status) ? { ...line, status } : line;
}

type Deed = PageFactOf<"did">;
type Receipt = Deed & { readonly what: PageAgentLine["status"] };

function isReceipt(fact: Deed): fact is Receipt {
  return fact.what === "delivered" || fact.what === "read";
}

function noteReceipt(phone: PagePhone, { what, about }: Receipt): PagePhone {
  return changeLine(phone, (line) => {
    if (line.by !== "agent" || line.id !== about) return undefined;
    return line.status === "read" ? line : { ...line, status: what };
  });
}

/** What the user does beside writing, such as answering a survey, stands between the lines. */
function noteDeed(phone: PagePhone, fact: Deed): PagePhone {
  if (fact.what === "typing" || fact.about !== undefined) return phone;
  return addLine(phone, { by: "note", ...placeOf(fact), text: `The user ${fact.what}` });
}

function takeCall(phone: PagePhone, fact: PageFact, { id, does }: PageCall, step: "queued" | "shown"): PagePhone {
  if (step === "queued") return does.type === "message" ? { ...phone, queued: [...phone.queued, id] } : phone;
  const at = Date.parse(fact.at);
  switch (does.type) {
    case "message": {
      const line: PageAgentLine = { by: "agent", ...placeOf(fact), id, message: does, status: "shown" };
      return addLine({ ...phone, typingUntil: 0 }, line);
    }
    case "read":
      return markUser(phone, does.message, "read", false);
    case "typing":
      return { ...phone, typingUntil: at + (phone.channel === "rcs" ? TYPING_MS : DAY_MS) };
    case "typing-stopped":
      return { ...phone, typingUntil: 0 };
    case "joined":
    case "left":
      return addLine(phone, { by: "note", ...placeOf(fact), text: `${does.name ?? "A person"} has ${does.type}` });
    case "survey":
      return addLine(phone, { by: "note", ...placeOf(fact), text: "The agent asks: how was it?" });
    case "revoke":
    case "service":
      return phone;
  }
}

function placeOf({ seq, at, way }: PageFact): Pick<PageLine, "id" | "at" | "way"> {
  return { id: String(seq), at, way };
}

function addLine(phone: PagePhone, line: PageLine): PagePhone {
  return { ...phone, lines: [...phone.lines, line] };
}
