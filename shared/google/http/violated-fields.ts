import { isObject } from "../../base/json.ts";

/** A path such as `contentMessage.suggestions[3].text`. */
const FIELD = /^[A-Za-z_]+(\[\d{1,3}\])?(\.[A-Za-z_]+(\[\d{1,3}\])?)*$/;
const MAX_FIELDS = 5;

/** What Google calls the whole of what we send. */
const ROOTS: readonly string[] = ["agentmessage", "agentevent", "message", "event"];

/** The fields that Google's details name, as far as they are members of what we have sent: any other text may hold anybody. */
export function violatedFields(details: readonly object[], sent: unknown): readonly string[] {
  const known = new Set([...ROOTS, ...namesIn(sent)]);
  const isKnown = (field: string) => field.split(".").every((name) => known.has(plain(name.replace(/\[.*$/, ""))));
  return details
    .flatMap((detail) => elementsOf("fieldViolations" in detail ? detail.fieldViolations : undefined))
    .map(({ field }) => field)
    .filter((field) => typeof field === "string")
    .filter((field) => FIELD.test(field) && isKnown(field))
    .slice(0, MAX_FIELDS);
}

/** The objects of a list; none of anything else. */
export function elementsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function namesIn(value: unknown): readonly string[] {
  if (value instanceof Uint8Array) return [];
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return isObject(value) ? Object.entries(value).flatMap(([name, one]) => [plain(name), ...namesIn(one)]) : [];
}

/** Google writes `agent_message` as well as `agentMessage`. */
function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
