import { describe, expect, it, onTestFinished } from "vitest";
import { planCampaign } from "../../../operations/campaign/plan-campaign.ts";
import { runCampaign } from "../../../operations/campaign/run-campaign.ts";
import { findPerson } from "../../../operations/find-person.ts";
import { systemClock } from "../../../shared/google/clock.ts";
import { startPlatform } from "../../../simulator/platform.ts";
import { commitNow } from "../../contracts/committing.ts";
import { messageFact } from "../../contracts/facts.ts";
import {
  CAMPAIGN_AGENT as AGENT,
  campaignOf,
  DELHI,
  LONDON,
  openDeployment,
  runOf,
} from "../../support/campaign-deployment.ts";
import { listen } from "../../support/listen.ts";

const DAY_MS = 86_400_000;

/** Google lets the agent send two first messages to a user in India, and any number elsewhere. */
async function openLimited() {
  const platform = await startPlatform({ clock: systemClock, agents: [AGENT] });
  onTestFinished(() => platform.close());
  platform.setAgent(AGENT, { performances: [{ country: "IN", reputation: "LOW", trafficLimit: 2 }] });
  const deployment = openDeployment({ api: platform.url });
  const send = (name: string) => Array.fromAsync(deployment.ask(runCampaign, runOf([DELHI, LONDON], { name })));
  const plan = async (options: object = {}) =>
    (await Array.fromAsync(deployment.ask(planCampaign, campaignOf([DELHI, LONDON], options)))).at(-1);
  return { ...deployment, send, plan };
}

describe("the traffic limit of an agent", () => {
  it("leaves out who has had as many first messages in 28 days as Google lets the agent send", async () => {
    const { ask, plan, send, operator } = await openLimited();
    await send("one");
    expect(await plan()).toMatchObject({ toSend: 2, overLimit: 0, limits: [{ country: "IN", messages: 2 }] });
    await send("two");
    expect(await plan()).toMatchObject({ toSend: 1, overLimit: 1, overLimitLines: [2] });
    const told = await Array.fromAsync(ask(runCampaign, { ...runOf([DELHI, LONDON]), overLimit: [2] }));
    expect(told.at(-1)).toMatchObject({ type: "report", published: 1, overLimit: 1, unreachable: 0, left: 0 });
    await operator.clock.sleep(28 * DAY_MS);
    expect(await plan({ name: "later" })).toMatchObject({ toSend: 2, overLimit: 0 });
  });

  it("counts no message that follows within a day upon what the user has written", async () => {
    const { operator, plan, send } = await openLimited();
    await send("one");
    for (const { conversation } of await findPerson(DELHI, operator))
      await commitNow(operator.history, { ...messageFact({ conversation }), at: operator.clock.now() });
    await operator.clock.sleep(1000);
    await send("two");
    expect(await plan()).toMatchObject({ toSend: 2, overLimit: 0 });
  });

  it("does not count for what is no promotion, and leaves to the fallback what has one", async () => {
    const { plan, send } = await openLimited();
    await send("one");
    await send("two");
    const order = { agent: AGENT, reply: "Your order is ready.", trafficType: "TRANSACTION" };
    expect(await plan({ template: order })).toMatchObject({ toSend: 2, overLimit: 0 });
    const template = { agent: AGENT, reply: "Hello.", fallback: "Hello." };
    expect(await plan({ template })).toMatchObject({ toSend: 2, overLimit: 0, byFallback: 1 });
  });

  it("is not known where the API that tells it is closed, and the plan says so and goes on", async () => {
    const { url } = await listen(({ url: path = "" }) =>
      path.startsWith("/v1/analytics") ? 403 : { status: 200, body: { features: [] } },
    );
    const { ask } = openDeployment({ api: url });
    const facts = await Array.fromAsync(ask(planCampaign, campaignOf([LONDON])));
    expect(facts.at(-1)).toMatchObject({ toSend: 1, limits: [], limitsUnknown: expect.stringMatching(/403/) });
    expect(facts.at(-1)).not.toHaveProperty("reachUnknown");
  });
});
