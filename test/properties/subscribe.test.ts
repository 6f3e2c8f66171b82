import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { events } from "../../functions/events/events.ts";
import { messages } from "../../functions/messages/messages.ts";
import { receipts } from "../../functions/receipts/receipts.ts";
import { PermanentError } from "../../shared/base/errors.ts";
import { WEBHOOK_KINDS, type WebhookKind } from "../../shared/envelope/kind.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { parse } from "../../shared/inbound/parse.ts";
import { readFixtures } from "../support/fixtures.ts";
import { openPorts, pushOf } from "../support/open-ports.ts";
import { sealed } from "../support/sealed.ts";
import { almost, anyBytes, orElse, RUNS } from "./arbitraries.ts";

const SEALED: readonly QueueMessage[] = readFixtures().map((webhook) => sealed(webhook));

/** What ingress would put on the queue, or nearly. */
const message = fc.constantFrom(...SEALED).chain(({ bytes, attributes }) =>
  fc.record({
    bytes: orElse(
      almost(JSON.parse(bytes.toString())).map((json) => Buffer.from(JSON.stringify(json))),
      anyBytes,
    ),
    attributes: orElse(
      fc.constant(attributes),
      // Of this release: what a newer one has written is not for ever.
      fc.dictionary(fc.constantFrom(...Object.keys(attributes)), fc.string()).map((odd) => ({ ...odd, version: "1" })),
    ),
  }),
);

const push = message.map((of) => pushOf(of).body ?? Buffer.of());

/** The three functions where everything works, and what they dead-letter. */
async function open() {
  const ports = await openPorts();
  const functions = { message: messages(ports), receipt: receipts(ports), event: events(ports) };
  const deliver = async (kind: WebhookKind, body: Buffer | undefined) => {
    const before = ports.published.length;
    const { status } = await functions[kind]({ method: "POST", path: "/", headers: {}, body });
    return { status, published: ports.published.slice(before) };
  };
  return { deliver };
}

/** Why a function for `kind` can never take this message; `undefined` when it can. */
function reasonAgainst(kind: WebhookKind, message: QueueMessage): string | undefined {
  try {
    return parse(message).type === kind ? undefined : "wrong-topic";
  } catch (error) {
    return error instanceof PermanentError ? error.reason : String(error);
  }
}

describe.each(WEBHOOK_KINDS)("the function for %ss", (kind) => {
  it("answers any bytes 200, 400 or 503", async () => {
    const { deliver } = await open();
    await fc.assert(
      fc.asyncProperty(orElse(fc.oneof(push, anyBytes), fc.constant(undefined)), async (body) => {
        expect([200, 400, 503]).toContain((await deliver(kind, body)).status);
      }),
      RUNS,
    );
  });

  it("acknowledges what it can take, and dead-letters what it never can once, with its reason", async () => {
    const { deliver } = await open();
    await fc.assert(
      fc.asyncProperty(message, async (of) => {
        const reason = reasonAgainst(kind, of);
        const told = {
          reason,
          error: expect.any(String),
          published: expect.any(String),
          traceparent: expect.any(String),
        };
        const letter = [`${kind}-dead`, { ...of, attributes: { ...of.attributes, ...told } }];
        expect(await deliver(kind, pushOf(of).body)).toEqual({
          status: 200,
          published: reason === undefined ? [] : [letter],
        });
      }),
      RUNS,
    );
  });
});
