export const RECEIVED = new Date("2026-11-20T12:00:00Z");
export const ADA = "+447700900123";
export const OURS = "0b9f6d0e-6c59-4d0c-9c5e-3f7f6b2a1d44";
const FILES = "https://rcs-user-content-us.storage.googleapis.com/00000000-0000-4000-8000-000000000001";

const asked = { address: ADA, at: new Date("2026-11-20T10:15:14.384Z") };
const told = { address: ADA, at: new Date("2026-11-20T10:16:02.118Z") };
const image = { mimeType: "image/jpeg" };

/** What each recorded webhook tells, by the fixture's name. */
export const FACTS: Readonly<Record<string, object>> = {
  "agent-launch-launched": {
    type: "event",
    id: "growing_tree_bank_x1y2z3w4_agent/0a7ed168-676e-4a56-b422-b234340000bb",
    address: "",
    at: new Date("2026-11-20T09:00:19.386Z"),
    event: {
      type: "launch",
      from: "pending",
      to: "launched",
      region: "/v1/regions/fi-rcs",
      brand: "bd38fbff-392a-437b-a6f2-7f2e43745b56",
    },
  },
  "event-delivered": {
    ...told,
    type: "receipt",
    id: "MxE9rB2sT7QyO0pLkHd6VfNw",
    receipts: [{ message: OURS, type: "delivered", at: told.at }],
  },
  "event-is-typing": {
    ...told,
    type: "event",
    id: "MxTyping0000000000000001K",
    event: { type: "typing", isTyping: true },
  },
  "event-read": {
    ...told,
    type: "receipt",
    id: "MxRead00000000000000001Jj",
    receipts: [{ message: OURS, type: "read", at: told.at }],
  },
  "event-subscribe": { ...told, type: "event", id: "MxSub000000000000000001Mm", event: { type: "subscribed" } },
  "event-unsubscribe": { ...told, type: "event", id: "MxUnsub00000000000000001L", event: { type: "unsubscribed" } },
  "server-ttl-expiration-revoked": {
    type: "event",
    id: "6d5a0a46-6f0b-4c2e-8a24-7e1b8c1d0f01",
    address: ADA,
    at: new Date("2026-11-20T10:30:00.204Z"),
    event: { type: "expired", message: OURS, isRevoked: true },
  },
  "suggestion-action": {
    ...message("MxAction00000000000001Fff"),
    address: "+12025550123",
    at: new Date("2026-11-20T10:18:20.041Z"),
    content: { type: "suggestion", kind: "action", postback: "postback_data_1234", text: "Share your location" },
    billing: { type: "suggested-action" },
  },
  "suggestion-reply": {
    ...message("MxReply0000000000001Dddd"),
    content: { type: "suggestion", kind: "reply", postback: "order.track#A1729", text: "Track order" },
  },
  "user-file-image": {
    ...message("MxFile0image0000000001Aa"),
    content: {
      type: "file",
      file: { ...image, url: `${FILES}/payloadexample0001`, sizeBytes: 127806, name: "IMG_0042.jpg" },
      thumbnail: { ...image, url: `${FILES}/thumbexample0001`, sizeBytes: 1280, name: "IMG_0042_thumb.jpg" },
    },
  },
  "user-location": {
    ...message("MxLocation00000000001Ccc"),
    content: { type: "location", latitude: 37.422, longitude: -122.084056 },
  },
  "user-text": {
    ...message("MxIgT4pWCQu2tH9hMkSTljQa"),
    content: { type: "text", text: "Hi, is the branch open today?" },
  },
  "user-text-event-form": {
    type: "message",
    id: "MxTxtEvt000000000001Hhhh",
    address: ADA,
    at: RECEIVED,
    isEstimated: true,
    content: { type: "text", text: "Hi" },
  },
  "user-text-stop-keyword": {
    ...message("MxStopKeyword0000000001a"),
    at: new Date("2026-11-20T10:20:00.001Z"),
    content: { type: "text", text: "STOP" },
  },
};

function message(id: string) {
  return { ...asked, type: "message", id, message: id };
}
