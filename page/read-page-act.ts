import {
  boolean,
  type Json,
  member,
  nonEmptyText,
  object,
  oneOf,
  optional,
  type Reader,
  shape,
  text,
  time,
} from "../shared/base/json.ts";
import { readPhoneAct } from "../simulator/acts/phone-act.ts";
import { FAULTS } from "./faults.ts";
import type { PageAct } from "./page-act.ts";
import type { PhoneSetting } from "./page-fact.ts";
import { readDraft } from "./read-draft.ts";

type Name = PageAct["act"];

const readSetting: Reader<PhoneSetting> = shape({
  reach: oneOf(["online", "offline", "no-rcs"]),
  receipts: oneOf(["read", "delivered", "none"]),
  locale: optional(text),
  features: optional(() => [] as readonly string[]),
});

const readFault = oneOf(FAULTS.map(({ name }) => name));

const READERS: { readonly [name in Name]: Reader<Extract<PageAct, { readonly act: name }>> } = {
  phone: shape({ act: oneOf(["phone"]), phone: readPhone, does: readPhoneAct }),
  "set-phone": shape({ act: oneOf(["set-phone"]), phone: readPhone, setting: readSetting }),
  fault: shape({ act: oneOf(["fault"]), fault: readFault, isOn: boolean }),
  "expire-now": shape({ act: oneOf(["expire-now"]), phone: readPhone }),
  "send-again": shape({ act: oneOf(["send-again"]), phone: readPhone, way: nonEmptyText }),
  "start-here": shape({ act: oneOf(["start-here"]), phone: readPhone, way: nonEmptyText, to: readPhone }),
  outbound: shape({ act: oneOf(["outbound"]), phone: readPhone, request: object }),
  "set-clock": shape({ act: oneOf(["set-clock"]), to: optional(dateText) }),
  tell: shape({ act: oneOf(["tell"]), phone: readPhone, about: oneOf(["timeline", "dry-run", "shadow"]) }),
  compose: shape({ act: oneOf(["compose"]), draft: readDraft }),
};

const readName = oneOf(Object.keys(READERS) as readonly Name[]);

/** Reads what the page asks for. @throws PermanentError that names the place, and what was expected there. */
export function readPageAct(json: Json): PageAct {
  return READERS[readName(member(json, "act"))](json);
}

function dateText(json: Json): string {
  return time(json).toISOString();
}

function readPhone(json: Json): string {
  return nonEmptyText(json);
}
