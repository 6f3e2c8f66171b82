import { type Row, rows } from "./rows.ts";

/** Every call that either contract takes; one without a title is to come. */
export const OUTBOUND: readonly Row[] = [
  ...rows("RCS, outbound", "test/shared/google/rcs.test.ts", [
    ["agentMessages.create: text", "sends a text with the agent's short id and the phone's plus encoded"],
    ["agentMessages.create: messageTrafficType", "sends the traffic type of the agent that has one"],
    ["agentEvents.create: READ", "marks the user's message read"],
    ["agentEvents.create: IS_TYPING", "shows typing"],
    ["agentMessages.create: file, rich card, carousel, suggestions"],
    ["agentMessages.create: ttl or expireTime"],
    ["agentMessages.delete"],
    ["files.create"],
    ["phones.getCapabilities"],
    ["users.batchGet"],
  ]),
  ...rows("Business Messages, outbound", "test/shared/google/business-messages.test.ts", [
    ["messages.create: text", "sends a text in the name of the bot, with the conversation encoded"],
    ["messages.updateReceipt: READ", "marks the user's message read, with its id encoded"],
    ["events.create: TYPING_STARTED, TYPING_STOPPED", "says %s as %s"],
    ["events.create: REPRESENTATIVE_JOINED, REPRESENTATIVE_LEFT"],
    ["messages.create: image, rich card, carousel, suggestions, rich text, fallback"],
    ["surveys.create"],
  ]),
];
