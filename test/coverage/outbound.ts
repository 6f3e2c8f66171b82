import { type Row, rows } from "./rows.ts";

const RECORDED = "outbound/business-messages";

/** Every call that either contract takes. */
export const OUTBOUND: readonly Row[] = [
  ...rows("RCS, outbound", "test/shared/google/rcs/messenger.test.ts", [
    [
      "agentMessages.create: text",
      "sends a text with the agent's short id and the phone's plus encoded",
      "outbound/rcs",
    ],
    ["agentMessages.create: messageTrafficType", "sends the traffic type of the agent that has one"],
    ["agentEvents.create: READ", "marks the user's message read"],
    ["agentEvents.create: IS_TYPING", "shows typing"],
  ]),
  ...rows("RCS, outbound", "test/shared/google/rcs/render.test.ts", [
    ["agentMessages.create: file, rich card, suggestions and every action", "renders the recorded %s"],
    [
      "agentMessages.create: carousel, uploaded file",
      "renders the recorded agentMessages.create carousel, and describes what was uploaded",
    ],
    ["agentMessages.create: ttl or expireTime", "says when the message expires"],
  ]),
  ...rows("RCS, outbound", "test/shared/google/rcs/read-acceptance.test.ts", [
    ["agentMessages.create, the answer: classification, segments", "reads how a carrier counts a message: %j"],
    [
      "agentMessages.create, the answer: carrier, payload size, expiry",
      "reads the carrier, the bytes of attachments, and until when Google tries to deliver",
    ],
  ]),
  ...rows("RCS, outbound", "test/shared/google/rcs/recorded.test.ts", [
    ["agentMessages.delete, files.create, phones.getCapabilities", "are made and understood as recorded: %s"],
  ]),
  ...rows("RCS, outbound", "test/shared/google/rcs/reach.test.ts", [["users.batchGet", "asks as recorded"]]),
  ...rows("RCS, outbound", "test/shared/google/rcs/testers.test.ts", [
    ["testers.create, get, delete", "makes and understands the recorded %s"],
    ["testers.list", "lists and finds who was invited, until they are removed"],
    ["testers.create: 20 a day, 200 in all", "gives up on more invitations than Google takes"],
  ]),
  ...rows("Business Messages, outbound", "test/shared/google/business-messages/messenger.test.ts", [
    [
      "messages.create: text",
      "sends a text in the name of the bot, with the conversation encoded",
      `${RECORDED}/message-text`,
    ],
    ["messages.updateReceipt: READ", "marks the user's message read, with its id encoded", `${RECORDED}/receipt-read`],
    [
      "events.create: TYPING_STARTED, TYPING_STOPPED",
      "says %s as %s",
      `${RECORDED}/event-typing-started`,
      `${RECORDED}/event-typing-stopped`,
    ],
    [
      "events.create: REPRESENTATIVE_JOINED, REPRESENTATIVE_LEFT",
      "announces that a person has %s",
      `${RECORDED}/event-representative-joined`,
      `${RECORDED}/event-representative-left`,
    ],
    ["messages.create: forceFallback", "has a fallback sent at once where the reply says so"],
    ["surveys.create", "asks for a survey", `${RECORDED}/survey`],
  ]),
  ...rows("Business Messages, outbound", "test/shared/google/business-messages/render.test.ts", [
    [
      "messages.create: image, rich card, carousel, suggestions, rich text, sign-in, fallback",
      "renders the recorded %s",
      `${RECORDED}/message-authentication-request`,
      `${RECORDED}/message-carousel`,
      `${RECORDED}/message-image`,
      `${RECORDED}/message-rich-card`,
      `${RECORDED}/message-rich-text`,
      `${RECORDED}/message-suggestions`,
    ],
  ]),
];
