import { isAgentName, isConversationId } from "../shared/base/ids.ts";
import { isObject } from "../shared/base/json.ts";
import { parseTime } from "../shared/base/parse-time.ts";
import { isTraceparent } from "../shared/base/traceparent.ts";
import { isReason } from "./describe-kept.ts";

/** Digits and the like may be somebody's phone number: a member with such a name is not named. */
const SAFE_NAME = /^[A-Za-z_]{1,40}$/;
const ATTRIBUTE_NAME = /^[A-Za-z_-]{1,60}$/;
const MAX_ELEMENTS = 20;
const MAX_DEPTH = 10;

const isTime = (value: string) => parseTime(value) !== undefined;
const isCount = (value: string) => /^\d{1,4}$/.test(value);
const OWN_WORDS = /^[a-z-]{1,30}$/;

/** The attributes that we write ourselves, and what they look like then. Anybody who publishes may have written something else. */
const OWN: Readonly<Record<string, (value: string) => boolean>> = {
  agent: (value) => value.length <= 256 && isAgentName(value) && /^[\w@./-]+$/.test(value),
  attempts: isCount,
  channel: (value) => OWN_WORDS.test(value),
  conversation: isConversationId,
  kind: (value) => OWN_WORDS.test(value),
  published: isTime,
  reason: isReason,
  received: isTime,
  redrive: isCount,
  traceparent: isTraceparent,
  version: isCount,
  CloudPubSubDeadLetterSourceDeliveryCount: isCount,
  CloudPubSubDeadLetterSourceTopicPublishTime: isTime,
};

/** The attributes of a message, with those masked that are not in a form of our own. */
export function maskAttributes(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  // Our functions write why: it quotes nobody. Where Pub/Sub gave up, or without a reason, somebody else has written it.
  const isOurError = isReason(attributes.reason) && "published" in attributes;
  const shown = Object.entries(attributes).map(([name, value]): readonly [string, string] => {
    const isOwn = name === "error" ? isOurError : OWN[name]?.(value) === true;
    return [ATTRIBUTE_NAME.test(name) ? name : maskText(name), isOwn ? value : maskText(value)];
  });
  return Object.fromEntries(shown);
}

/** The structure of JSON: its members' names, and of its values only what they are and how long. */
export function maskJson(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return maskText(value);
  if (typeof value !== "object" || value === null) return value === null ? null : typeof value;
  if (depth === MAX_DEPTH) return "deeper";
  if (Array.isArray(value)) return value.slice(0, MAX_ELEMENTS).map((one: unknown) => maskJson(one, depth + 1));
  const members = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    members.map(([name, one]) => [SAFE_NAME.test(name) ? name : maskText(name), maskJson(one, depth + 1)]),
  );
}

function maskText(text: string): string {
  return `${text.length} characters`;
}
