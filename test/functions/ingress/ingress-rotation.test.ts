import { describe, expect, it } from "vitest";
import { ingress } from "../../../functions/ingress/ingress.ts";
import type { HttpFunction, HttpRequest } from "../../../shared/base/http.ts";
import { type AgentId, agentId } from "../../../shared/base/ids.ts";
import { systemClock } from "../../../shared/google/clock.ts";
import { readKeyRing } from "../../../shared/webhook/key-ring.ts";
import { handshakeWebhook, rcsWebhook } from "../../../simulator/webhooks/webhook.ts";
import { noon } from "../../contracts/facts.ts";
import { anyEnvelope } from "../../support/any-envelope.ts";
import { logged } from "../../support/log-lines.ts";

const MINE = agentId("rcs", "my_agent");
const NEW = "new-token";
const OLD = "old-token";

interface Open {
  readonly fn: HttpFunction;
  readonly lines: readonly unknown[];
}

/** Ingress that started with the old token alone, over a file that holds other tokens now. */
function open(tokens: object): Open {
  const { log, lines } = logged();
  const ring = readKeyRing(JSON.stringify({ "*": OLD }), [MINE], "CLIENT_TOKENS_FILE");
  const config = { ring, agents: new Set<AgentId>([MINE]), conversationKey: "key" };
  const publisher = { publish: async () => undefined };
  const clock = { ...systemClock, now: () => noon() };
  const readTokens = async () => JSON.stringify(tokens);
  return { fn: ingress(config, { publisher, clock, log, readTokens }), lines };
}

function signed(token: string): HttpRequest {
  const event = { agentId: MINE, newLaunchState: "LAUNCHED", eventId: "e1" };
  return { method: "POST", ...rcsWebhook(event, token, anyEnvelope()) };
}

describe("ingress(), over tokens that change", () => {
  it("takes the first webhook that is signed with a new token", async () => {
    const { fn } = open({ "*": [NEW, OLD] });
    expect(await fn(signed(NEW))).toEqual({ status: 200 });
  });

  it("answers the handshake of a new token", async () => {
    const { fn } = open({ "*": [NEW, OLD] });
    const greeting = handshakeWebhook("rcs", { clientToken: NEW, secret: "0123456789" });
    expect(await fn({ method: "POST", ...greeting })).toMatchObject({ status: 200, body: "0123456789" });
  });

  it("takes the old token while it is in the list, and says so", async () => {
    const { fn, lines } = open({ "*": [NEW, OLD] });
    await fn(signed(NEW));
    await fn(signed(OLD));
    expect(lines).toMatchObject([
      { event: "token_matched", tokenOwner: "*", tokenPosition: 0 },
      { event: "token_matched", tokenOwner: "*", tokenPosition: 1 },
    ]);
  });

  it("refuses a removed token once the file is read again", async () => {
    const { fn } = open({ "*": [NEW] });
    await fn(signed(NEW));
    expect(await fn(signed(OLD))).toMatchObject({ status: 401 });
  });

  it("refuses what matches no token of either ring, once in the log", async () => {
    const { fn, lines } = open({ "*": [NEW, OLD] });
    await fn(signed("guessed"));
    expect(lines).toMatchObject([{ event: "webhook_refused", reason: "wrong" }]);
  });

  it("goes on with the tokens it has when the file is unusable", async () => {
    const { fn } = open({ "*": [] });
    await fn(signed("guessed"));
    expect(await fn(signed(OLD))).toEqual({ status: 200 });
  });

  it("logs no token", async () => {
    const { fn, lines } = open({ my_agent: [NEW, OLD] });
    for (const token of [NEW, OLD, "guessed"]) await fn(signed(token));
    expect(JSON.stringify(lines)).not.toMatch(new RegExp(`${NEW}|${OLD}|guessed`));
  });
});
