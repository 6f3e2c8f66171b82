import fc from "fast-check";
import type { Billing } from "../../shared/inbound/billing.ts";
import type { LaunchState } from "../../shared/inbound/launch.ts";
import { count, decimal, events, id, receipts, record, suggestion, text, textContent, word } from "./fact-parts.ts";

const file = record({ url: fc.webUrl() }, { mimeType: text, sizeBytes: count, name: text });

const rcsContent = fc.oneof(
  textContent,
  record({ type: fc.constant("file"), file }, { thumbnail: file }),
  fc.record({ type: fc.constant("location"), latitude: decimal, longitude: decimal }),
  record(suggestion, { postback: text, text }),
);

const billing = record(
  { type: word<Billing["type"]>({ rich: true, "rich-media": true, "suggested-action": true, unknown: true }) },
  { segments: count },
);

const rcsMessage = fc
  .tuple(record({ type: fc.constant("message"), content: rcsContent }, { carrier: text, billing }), id, fc.boolean())
  .map(([told, name, isNamed]) => ({ ...told, id: name, ...(isNamed ? { message: name } : {}) }));

const launchState = word<LaunchState>({
  unspecified: true,
  pending: true,
  launched: true,
  rejected: true,
  suspended: true,
  unlaunched: true,
  unknown: true,
});

const launch = record(
  { type: fc.constant("launch"), to: launchState },
  { from: launchState, region: text, brand: text, comment: text },
);

const rcsEvent = fc.oneof(
  fc.constantFrom({ type: "typing", isTyping: true }, { type: "subscribed" }, { type: "unsubscribed" }),
  fc.record({ type: fc.constant("expired"), message: id, isRevoked: fc.boolean() }),
  launch,
);

/** Everything that RCS can tell. */
export const rcs = fc.oneof(rcsMessage, receipts(1), events(rcsEvent));
