import { describe, expect, it } from "vitest";
import { guardedPerformer } from "../../../functions/outbound/guarded-performer.ts";
import { newState } from "../../../shared/conversation/state.ts";
import { publishedTimers } from "../../../shared/google/pubsub/published-timers.ts";
import { rcsCapabilities } from "../../../shared/google/rcs/capabilities.ts";
import { openRcs } from "../../../shared/google/rcs/open-rcs.ts";
import { noon } from "../../contracts/facts.ts";
import { message, openSent, request, to } from "../../support/sent-message.ts";

const PAST = { reason: "unreachable", at: "2026-11-20T09:00:00Z" } as const;

/** A second try, of what another process left behind. */
async function openAgain() {
  const { ports, asked, platform } = await openSent();
  const { agents } = ports.directory;
  const capabilities = rcsCapabilities(openRcs(agents, { base: platform.url }), ports.clock);
  const publisher = { publish: async () => undefined };
  const perform = guardedPerformer({ ...ports, publisher, timers: publishedTimers(publisher), capabilities });
  const act = { do: "send", reply: request.command.reply, terms: { isCritical: false, fallback: "By SMS" } } as const;
  const context = { id: message, fact: request, state: newState(to), until: noon(60_000) };
  const calls = () => platform.phone("rcs", to.address).calls.filter(({ kind }) => kind === "message").length;
  return { ports, asked, calls, again: (changed = {}) => perform(act, { ...context, ...changed }).catch(String) };
}

describe("guardedPerformer()", () => {
  it("hands over what a dead process had decided to, and does not send it", async () => {
    const { ports, asked, calls, again } = await openAgain();
    const snapshot = await ports.history.loadMessage(to.conversation, message);
    if (snapshot !== undefined) await ports.history.commitFallback(to.conversation, PAST, snapshot);
    const before = calls();
    expect(await again({ fallback: PAST })).toContain("another channel took over");
    expect([calls() - before, asked]).toEqual([0, [message]]);
  });

  it("lets no channel say anything to a user who has unsubscribed meanwhile", async () => {
    const { asked, calls, again } = await openAgain();
    const before = calls();
    const consent = { isOptedOut: true, at: new Date("2026-11-20T09:30:00Z") };
    expect(await again({ state: { ...newState(to), consent } })).toContain("the user has unsubscribed");
    expect([calls() - before, asked]).toEqual([0, []]);
  });

  it("sends again what no other channel has", async () => {
    const { asked, calls, again } = await openAgain();
    const before = calls();
    expect(await again()).toMatchObject({ isShortened: false });
    expect([calls() - before, asked]).toEqual([1, []]);
  });

  it("takes back first what an earlier try may have sent, whatever is said about this one", async () => {
    const { ports, asked } = await openAgain();
    const revoked: unknown[] = [];
    const rcs = {
      ...ports.messengers.rcs,
      async revoke(...[, id]: Parameters<typeof ports.messengers.rcs.revoke>) {
        revoked.push(id);
        return "delivered" as const;
      },
    };
    const publisher = { publish: async () => undefined };
    const perform = guardedPerformer({
      ...ports,
      messengers: { ...ports.messengers, rcs },
      publisher,
      timers: publishedTimers(publisher),
      capabilities: { check: async () => ({ type: "unreachable" }), recall: () => undefined },
    });
    const act = { do: "send", reply: request.command.reply, terms: { isCritical: false, fallback: "By SMS" } } as const;
    const context = { id: message, fact: request, state: newState(to), until: noon(60_000), mayHaveLeft: true };
    await perform(act, context).catch(String);
    expect([revoked, asked]).toEqual([[message], []]);
  });
});
