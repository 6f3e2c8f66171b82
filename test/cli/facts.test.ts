import { describe, expect, it } from "vitest";
import { type LocalFact, openFacts } from "../../cli/facts.ts";
import { watchFunction } from "../../cli/watch-functions.ts";
import { watchPublisher } from "../../cli/watch-ports.ts";
import type { HttpRequest } from "../../shared/base/http.ts";
import { systemClock } from "../../shared/google/clock.ts";

function heard() {
  const facts = openFacts(systemClock);
  const told: LocalFact[] = [];
  const end = facts.listen((fact) => told.push(fact));
  return { facts, told, end };
}

function aRequest(body: string, headers: HttpRequest["headers"] = {}): HttpRequest {
  return { method: "POST", path: "/rcs", headers, body: Buffer.from(body) };
}

const MESSAGE = { bytes: Buffer.from("{}"), attributes: { kind: "message" } };

describe("openFacts()", () => {
  it("numbers what happens in its order, until nobody listens", () => {
    const { facts, told, end } = heard();
    facts.emit({ type: "scene", what: "one" });
    facts.emit({ type: "scene", what: "two" });
    end();
    facts.emit({ type: "scene", what: "three" });
    expect(told.map(({ number }) => number)).toEqual([1, 2]);
  });

  it("says of what is published and logged during which webhook it was", async () => {
    const { facts, told } = heard();
    const publisher = watchPublisher({ publish: async () => undefined }, facts);
    const ingress = watchFunction(
      "ingress",
      async () => {
        await publisher.publish("message", MESSAGE);
        facts.log("INFO", "token_matched");
        return { status: 200 };
      },
      facts,
    );
    await Promise.all([ingress(aRequest("one")), ingress(aRequest("two"))]);
    const arrived = told.filter(({ type }) => type === "webhook-arrived").map(({ number }) => number);
    for (const type of ["published", "logged"])
      expect(told.filter((fact) => fact.type === type).map(({ within }) => within)).toEqual(arrived);
    expect(told.filter((fact) => fact.type === "webhook-answered").map(({ webhook }) => webhook)).toEqual(arrived);
  });
});

describe("watchFunction()", () => {
  it("tells a webhook as it came, which is enough to send it again", async () => {
    const { facts, told } = heard();
    const headers = { "content-type": "application/json", "x-goog-signature": "c2lnbmVk" };
    await watchFunction("ingress", async () => ({ status: 200 }), facts)(aRequest('{"a": 1}', headers));
    expect(told[0]).toMatchObject({ path: "/rcs", headers, body: Buffer.from('{"a": 1}'), bodyBytes: 8 });
  });

  it("tells no token", async () => {
    const { facts, told } = heard();
    const handshake = aRequest('{"clientToken": "kanarienvogel"}', { authorization: "Bearer kanarienvogel" });
    await watchFunction("ingress", async () => ({ status: 200 }), facts)(handshake);
    expect(JSON.stringify(told)).not.toContain("kanarienvogel");
    expect(told[0]).toMatchObject({ body: undefined });
  });

  it("tells a delivery with its attempt and what became of it", async () => {
    const { facts, told } = heard();
    const message = { messageId: "7", data: "e30=", attributes: { kind: "message" } };
    const push = aRequest(JSON.stringify({ message, deliveryAttempt: 2 }));
    await watchFunction("messages", async () => ({ status: 503 }), facts)(push);
    expect(told).toMatchObject([
      { type: "delivery-begun", function: "messages", delivery: { id: "7", attempt: 2 } },
      { type: "delivery-ended", delivery: 1, status: 503 },
    ]);
  });
});
