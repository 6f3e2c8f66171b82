import { describe, expect, it } from "vitest";
import { PermanentError } from "../../../shared/base/errors.ts";
import type { QueueMessage } from "../../../shared/envelope/push-request.ts";
import { parse } from "../../../shared/inbound/parse.ts";
import { fixture } from "../../support/fixtures.ts";
import { RECEIVED, sealed } from "../../support/sealed.ts";

const MAX_BYTES = 262_144;
const { attributes } = sealed(fixture("rcs", "user-text"));
const READ = sealed(fixture("rcs", "event-read"));
const JSON_BYTES = Buffer.from('{"senderPhoneNumber":"+447700900123","messageId":"M1","text":"Hi"}');

describe("parse()", () => {
  it("tells where an RCS fact came from and what it says", () => {
    expect(parse(sealed(fixture("rcs", "user-text")))).toMatchObject({
      type: "message",
      channel: "rcs",
      agent: "growing_tree_bank_x1y2z3w4_agent",
      kind: "message",
      conversation: attributes.conversation,
      received: RECEIVED,
      id: "MxIgT4pWCQu2tH9hMkSTljQa",
      address: "+447700900123",
    });
  });

  it("tells where a Business Messages fact came from and what it says", () => {
    expect(parse(sealed(fixture("business-messages", "receipts-read")))).toMatchObject({
      type: "receipt",
      channel: "business-messages",
      agent: "brands/1f0a2b3c-4d5e-6f70-8192-a3b4c5d6e7f8/agents/9e8d7c6b-5a49-3827-1605-f4e3d2c1b0a9",
      kind: "receipt",
      received: RECEIVED,
    });
  });

  it("takes the largest body that is allowed", () => {
    const bytes = Buffer.concat([JSON_BYTES, Buffer.alloc(MAX_BYTES - JSON_BYTES.length, " ")]);
    expect(parse({ bytes, attributes })).toMatchObject({ id: "M1" });
  });

  it.each<[string, string, QueueMessage]>([
    ["too-large", "one byte too many", { bytes: Buffer.alloc(MAX_BYTES + 1, " "), attributes }],
    ["unsealed", "what ingress did not seal", { bytes: JSON_BYTES, attributes: {} }],
    ["unsealed", "what is too large and not sealed", { bytes: Buffer.alloc(MAX_BYTES + 1), attributes: {} }],
    ["wrong-topic", "a fact of another kind than the attributes tell", { ...READ, attributes }],
    ["unreadable", "no bytes", { bytes: Buffer.from(""), attributes }],
    ["unreadable", "no JSON", { bytes: Buffer.from("{"), attributes }],
    ["unreadable", "JSON that is no object", { bytes: Buffer.from("null"), attributes }],
    ["unreadable", "another channel's JSON", { ...sealed(fixture("business-messages", "message-text")), attributes }],
  ])("refuses as %s %s", (reason, _claim, message) => {
    expect(() => parse(message)).toThrow(expect.objectContaining({ reason }));
  });

  it("refuses for ever", () => expect(() => parse({ bytes: JSON_BYTES, attributes: {} })).toThrow(PermanentError));

  it("never quotes what it refuses", () => {
    const bytes = Buffer.from('{"senderPhoneNumber":"+447700900123","messageId":["+447700900123"]}');
    expect(() => parse({ bytes, attributes })).toThrow(/^(?!.*4477)/);
  });
});
