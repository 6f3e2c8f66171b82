import { expect, it } from "vitest";
import { readOutbound } from "../../../functions/outbound/read-outbound.ts";
import { runCampaign } from "../../../operations/campaign/run-campaign.ts";
import type { FallbackRecord } from "../../../shared/conversation/journal.ts";
import { outgoingId, turnId } from "../../../shared/conversation/turn-id.ts";
import type { Publisher } from "../../../shared/ports/publisher.ts";
import { text } from "../../../shared/reply/reply.ts";
import { commitNow } from "../../contracts/committing.ts";
import { messageId } from "../../contracts/facts.ts";
import { openDeployment, phonesOf, runOf } from "../../support/campaign-deployment.ts";

const SEND = { do: "send", reply: text("Hello"), terms: { fallback: "Hello", isCritical: false } } as const;

/** A campaign to three people at which Google takes nothing. @param fallback What became of each on another channel. */
async function reportOf(fallback?: Omit<FallbackRecord, "at">) {
  const { operator } = openDeployment();
  const { history, clock } = operator;
  const publish: Publisher["publish"] = async (_topic, message) => {
    const request = readOutbound(await operator.directory(), clock)(message);
    const leaseUntil = new Date(clock.now().getTime() + 1000);
    await history.abandon(await commitNow(history, request, { acts: [SEND], at: clock.now(), leaseUntil }));
    const sent = await history.loadMessage(request.conversation, messageId(outgoingId(turnId(request), 0)));
    if (fallback === undefined || sent === undefined) return;
    await history.commitFallback(request.conversation, { ...fallback, at: clock.now().toISOString() }, sent);
  };
  const request = runCampaign.read({ value: runOf(phonesOf(3)), path: "" });
  const run = runCampaign.run(request, { ...operator, publisher: { publish } }, new AbortController().signal);
  return (await Array.fromAsync(run)).at(-1);
}

it("a campaign's report tells of what Google has not taken yet that it waits, and not that it is sent", async () => {
  expect(await reportOf()).toMatchObject({ type: "report", published: 3, notTaken: 3, sent: 0 });
});

it("a campaign's report tells of what another channel has said, although Google never took it", async () => {
  const report = await reportOf({ reason: "overdue", isSaid: true });
  expect(report).toMatchObject({ type: "report", published: 3, notTaken: 0, fellBack: 3 });
});
