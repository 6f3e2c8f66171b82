import { describe, expect, it, onTestFinished } from "vitest";
import { subscriber } from "../../functions/deliver.ts";
import { readOutbound } from "../../functions/outbound/read-outbound.ts";
import { parseAs } from "../../functions/parse-as.ts";
import { TransientError } from "../../shared/base/errors.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { serve } from "../../shared/local/serve.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import { fixture } from "../support/fixtures.ts";
import { logged } from "../support/log-lines.ts";
import { manualClock } from "../support/manual-clock.ts";
import { openMemory } from "../support/open-memory.ts";
import { pushOf } from "../support/open-ports.ts";
import { RECEIVED, sealed } from "../support/sealed.ts";

const MESSAGE = sealed(fixture("rcs", "user-text"));
const PHONE = "+447700900123";
const CLOCK = manualClock(RECEIVED);

/** A function on a server of its own, as Pub/Sub pushes to it, and what it publishes and logs. */
async function open(kind: "message" | "outbound") {
  const published: Parameters<Publisher["publish"]>[] = [];
  const publish: Publisher["publish"] = async (...letter) => void published.push(letter);
  const { log, lines } = logged();
  const ports = { publisher: { publish }, history: openMemory(), clock: CLOCK, log };
  const handle = () => Promise.reject(new TransientError("Google answered 503"));
  const fn =
    kind === "message"
      ? subscriber({ kind, read: parseAs("message"), handle }, ports)
      : subscriber({ kind, read: readOutbound({ agents: [], conversationKey: "key" }, CLOCK), handle }, ports);
  const { url, close } = await serve(fn, { port: 0 });
  onTestFinished(close);
  const push = async (message: QueueMessage) => {
    const body = new Uint8Array(pushOf(message).body ?? []);
    return (await fetch(url, { method: "POST", body })).status;
  };
  return { push, published, lines };
}

describe("subscriber(), what is larger than anything that it takes", () => {
  it.each([
    ["outbound", 2_100_000],
    ["outbound", 10_000_000],
    ["message", 2_100_000],
  ] as const)("keeps what %s is pushed as a dead letter with its reason, all %i bytes of it", async (kind, length) => {
    const { push, published } = await open(kind);
    const attributes = kind === "message" ? MESSAGE.attributes : {};
    expect(await push({ bytes: Buffer.alloc(length, "x"), attributes })).toBe(200);
    expect(
      published.map(
        ([
          topic,
          {
            bytes,
            attributes: { reason },
          },
        ]) => [topic, bytes.length, reason],
      ),
    ).toEqual([[`${kind}-dead`, length, "too-large"]]);
  });
});

describe("subscriber(), whose attributes anybody may write", () => {
  it.each(["conversation", "traceparent", "agent"])("logs no %s that is not in our own form", async (name) => {
    for (const kind of ["message", "outbound"] as const) {
      const { push, lines } = await open(kind);
      await push({ ...MESSAGE, attributes: { ...MESSAGE.attributes, [name]: PHONE } });
      expect(lines).toHaveLength(1);
      expect(JSON.stringify(lines)).not.toContain("4477");
    }
  });

  it("logs the conversation that is a hash", async () => {
    const { push, lines } = await open("message");
    await push(MESSAGE);
    const { conversation } = MESSAGE.attributes;
    expect(lines).toMatchObject([{ event: "delivery_failed", conversation }]);
  });
});
