import { describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../../shared/base/errors.ts";
import {
  type Delivery,
  firstPublished,
  readPush,
  readRouting,
  writePush,
} from "../../../shared/envelope/push-request.ts";

const SENT = {
  subscription: "projects/p/subscriptions/s",
  messageId: "1",
  published: new Date("2026-11-20T10:15:15Z"),
};
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const ATTRIBUTES = {
  channel: "rcs",
  agent: "bank",
  kind: "message",
  conversation: "abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE",
  received: "2026-11-20T10:15:15.000Z",
  version: "1",
};

describe("readPush()", () => {
  it.each<[string, Delivery]>([
    ["every byte", { id: "1", message: { bytes: EVERY_BYTE, attributes: {} }, attempt: undefined }],
    ["no bytes", { id: "1", message: { bytes: Buffer.from(""), attributes: ATTRIBUTES }, attempt: undefined }],
    [
      "an ordering key",
      { id: "1", message: { bytes: EVERY_BYTE, attributes: {}, orderingKey: "hash" }, attempt: undefined },
    ],
    ["the attempt", { id: "1", message: { bytes: EVERY_BYTE, attributes: {} }, attempt: 5 }],
  ])("reads %s that writePush() wrote", (_claim, delivery) => {
    expect(readPush(Buffer.from(writePush(delivery, SENT)))).toEqual({
      ...delivery,
      published: SENT.published,
    });
  });

  it.each([
    undefined,
    "",
    "not JSON",
    "null",
    "[]",
    '"text"',
    "{}",
    '{"message":null}',
    '{"message":[]}',
    '{"message":"x"}',
  ])("knows that %j is no push", (body) =>
    expect(readPush(body === undefined ? undefined : Buffer.from(body))).toBeUndefined(),
  );

  it.each([
    ["no members", {}],
    ["members of wrong types", { data: 7, attributes: [], orderingKey: 7, publishTime: "soon", deliveryAttempt: "1" }],
    ["an empty ordering key", { data: "", orderingKey: "" }],
  ])("makes an empty delivery of a message with %s", (_claim, message) => {
    const body = Buffer.from(JSON.stringify({ message, deliveryAttempt: "1" }));
    expect(readPush(body)).toEqual({ id: "", message: { bytes: Buffer.from(""), attributes: {} }, attempt: undefined });
  });

  it("keeps only attributes that are texts", () => {
    const body = Buffer.from('{"message":{"attributes":{"a":"x","b":1,"c":null,"d":{}}}}');
    expect(readPush(body)?.message.attributes).toEqual({ a: "x" });
  });
});

describe("writePush()", () => {
  it("writes what Pub/Sub documents", () => {
    const message = { bytes: Buffer.from("Hi"), attributes: { kind: "message" }, orderingKey: "hash" };
    expect(JSON.parse(writePush({ message, attempt: 2 }, SENT))).toEqual({
      message: {
        data: "SGk=",
        attributes: { kind: "message" },
        messageId: "1",
        publishTime: "2026-11-20T10:15:15.000Z",
        orderingKey: "hash",
      },
      subscription: "projects/p/subscriptions/s",
      deliveryAttempt: 2,
    });
  });
});

describe("readRouting()", () => {
  it("reads the attributes that seal() writes", () => {
    const { version: _version, ...of } = ATTRIBUTES;
    const origin = readRouting({ bytes: EVERY_BYTE, attributes: ATTRIBUTES });
    expect(origin).toEqual({ ...of, received: SENT.published });
  });

  it.each([
    ["no attributes", {}],
    ["no channel", { ...ATTRIBUTES, channel: "" }],
    ["an unknown channel", { ...ATTRIBUTES, channel: "sms" }],
    ["an unknown kind", { ...ATTRIBUTES, kind: "parked" }],
    ["a kind that every object knows", { ...ATTRIBUTES, kind: "constructor" }],
    ["no agent", { ...ATTRIBUTES, agent: "" }],
    ["no conversation", { ...ATTRIBUTES, conversation: "" }],
    ["a phone number for a conversation", { ...ATTRIBUTES, conversation: "+447700900123" }],
    ["a phone number for an agent", { ...ATTRIBUTES, agent: "+447700900123" }],
    ["no time", { ...ATTRIBUTES, received: "" }],
    ["a time that is none", { ...ATTRIBUTES, received: "noon" }],
  ])("refuses %s", (_claim, attributes) => {
    const read = () => readRouting({ bytes: EVERY_BYTE, attributes });
    expect(read).toThrow(expect.objectContaining({ reason: "unsealed" }));
  });

  it("waits for the release that knows a newer version", () => {
    const read = () => readRouting({ bytes: EVERY_BYTE, attributes: { ...ATTRIBUTES, version: "2" } });
    expect(read).toThrow(new TransientError("Cannot read the attributes: a newer release has written them"));
  });

  it("refuses for ever", () => {
    expect(() => readRouting({ bytes: EVERY_BYTE, attributes: {} })).toThrow(PermanentError);
  });
});

describe("firstPublished()", () => {
  const published = new Date("2026-11-20T12:00:00Z");
  const first = "2026-11-20T10:00:00.000Z";
  const of = (attributes: Readonly<Record<string, string>>) =>
    firstPublished({ message: { bytes: Buffer.from(""), attributes }, published });

  it.each([
    ["our dead letter", { published: first }, first],
    ["a dead letter of Pub/Sub's", { CloudPubSubDeadLetterSourceTopicPublishTime: first }, first],
    ["no dead letter", {}, published.toISOString()],
    ["a time that lies ahead", { published: "9998-01-01T00:00:00Z" }, published.toISOString()],
    ["no time", { published: "soon" }, published.toISOString()],
  ])("reads the age of %s", (_claim, attributes, expected) => {
    expect(of(attributes)?.toISOString()).toBe(expected);
  });
});
