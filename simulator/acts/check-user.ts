import { ActError } from "./act-error.ts";
import type { PhoneUser } from "./phone-user.ts";

const PHONE = /^\+[1-9]\d{6,14}$/;
const CONVERSATION = /^[\w.~-]{1,128}$/;
const RCS_AGENT = /^[\w.-]{1,128}(?:@rbm\.goog)?$/;
const BUSINESS_MESSAGES_AGENT = /^brands\/[\w.-]{1,128}\/agents\/[\w.-]{1,128}$/;

/** Checks how a user and an agent are named. @throws ActError that shows the form. */
export function checkUser({ channel, address, agent }: PhoneUser): void {
  const isRcs = channel === "rcs";
  if (!(isRcs ? PHONE : CONVERSATION).test(address)) {
    const wanted = isRcs
      ? "a phone number such as +447700900123"
      : "a conversation of letters, digits, hyphens, dots and underscores";
    throw new ActError(`Cannot use the user: expected ${wanted}`);
  }
  if (agent === undefined || (isRcs ? RCS_AGENT : BUSINESS_MESSAGES_AGENT).test(agent)) return;
  const wanted = isRcs ? "a name such as demo_agent" : "a name such as brands/demo/agents/demo";
  throw new ActError(`Cannot use the agent: expected ${wanted}`);
}
