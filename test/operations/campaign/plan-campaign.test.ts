import { describe, expect, it, onTestFinished } from "vitest";
import { planCampaign } from "../../../operations/campaign/plan-campaign.ts";
import { systemClock } from "../../../shared/google/clock.ts";
import { startPlatform } from "../../../simulator/platform.ts";
import {
  CAMPAIGN_AGENT as AGENT,
  campaignOf,
  DAY,
  DELHI,
  LONDON,
  NEW_YORK,
  openDeployment,
  phonesOf,
} from "../../support/campaign-deployment.ts";

describe("the plan of a campaign", () => {
  it("tells how many messages of each class it costs", async () => {
    const { ask } = openDeployment();
    const template = { agent: AGENT, reply: `${"x".repeat(150)}{{name}}` };
    const people = [
      { line: 2, fields: { phone: LONDON, name: "Ada" } },
      { line: 3, fields: { phone: DELHI, name: "Ben Longname" } },
      { line: 4, fields: { phone: NEW_YORK, name: "Cem Longname" } },
    ];
    const [plan] = (await Array.fromAsync(ask(planCampaign, campaignOf([], { template, people })))).slice(-1);
    expect(plan).toMatchObject({ toSend: 3, costs: { basic: 1, single: 1, "us-rich": 2 }, asleep: 0 });
  });

  it("asks Google whom RCS reaches: many at once, and one by one where a region has few of them", async () => {
    const platform = await startPlatform({ clock: systemClock });
    onTestFinished(() => platform.close());
    const { ask } = openDeployment({ api: platform.url });
    const phones = [...phonesOf(510), NEW_YORK, "+12125550124"];
    for (const phone of [phones[7], NEW_YORK])
      await platform.rcsHandset({ phone: String(phone), agent: AGENT }).becomes({ reach: "no-rcs" });
    const plan = (options: object) => Array.fromAsync(ask(planCampaign, campaignOf(phones, options)));
    expect((await plan({})).at(-1)).toMatchObject({ toSend: 510, unreachable: 2, unreachableLines: [9, 512] });
    const template = { agent: AGENT, reply: "Hello.", fallback: "Hello." };
    expect((await plan({ template })).at(-1)).toMatchObject({ toSend: 512, unreachable: 0, byFallback: 2 });
  });

  it("tells how many sleep now, and when the first of them wakes", async () => {
    const { ask } = openDeployment();
    const facts = await Array.fromAsync(ask(planCampaign, campaignOf([LONDON, DELHI, NEW_YORK], { hours: DAY })));
    expect(facts.at(-1)).toMatchObject({ toSend: 3, asleep: 2, firstWakes: "2026-01-15T08:00:00.000Z" });
  });

  it.each([
    ["a template with an id", { template: { agent: AGENT, id: "1", reply: "Hello" } }, /leave out id/],
    [
      "a template that begins a conversation of people",
      { template: { agent: AGENT, handoff: "join" } },
      /leave out handoff/,
    ],
    [
      "an agent that is not ours, once",
      {
        template: { agent: "other", reply: "Hello" },
        people: [LONDON, DELHI].map((to) => ({ line: 2, fields: { to } })),
      },
      /agent: expected one of AGENTS, /,
    ],
    [
      "a placeholder that nothing closes",
      { template: { agent: AGENT, reply: "Hello {{name}, spring is here." } },
      /a text has {{ or }} that name no column/,
    ],
    [
      "a placeholder that nothing opens, in a suggestion",
      { template: { agent: AGENT, reply: { text: "Hello", suggestions: [{ reply: "Yes, {name}}" }] } } },
      /a text has {{ or }} that name no column/,
    ],
    [
      "two columns of phone numbers",
      { people: [{ line: 2, fields: { phone: LONDON, to: DELHI, name: "Ada" } }] },
      /the columns to and phone both have phone numbers: leave one of them/,
    ],
    [
      "a phone number without its plus",
      { people: [{ line: 2, fields: { to: LONDON.slice(1), name: "Ada" } }] },
      /"what":"expected a phone number with its plus, such as /,
    ],
    ["an agent for each person", { template: { agent: "{{name}}", reply: "Hello" } }, /one for all people/],
    ["a number of no country", { people: [{ line: 2, fields: { to: "+9991234567", name: "Ada" } }] }, /no country/],
    [
      "a person who stands there twice, however that is written",
      {
        people: [
          { line: 2, fields: { to: LONDON, name: "Ada" } },
          { line: 3, fields: { to: "\u202A+44 (0)7700\u00A0900\u2011123\u202C", name: "Ada" } },
        ],
      },
      /"line":3,"what":"the same person as in line 2"/,
    ],
    ["a name that is empty", { people: [{ line: 2, fields: { to: LONDON, name: "" } }] }, /name is empty/],
    [
      "hours that some zones do not share",
      { hours: { from: 8, to: 9 }, people: [{ line: 2, fields: { to: NEW_YORK, name: "Ada" } }] },
      /no hour of day in common/,
    ],
  ])("refuses %s", async (_what, options, words) => {
    const { ask } = openDeployment();
    const told: unknown[] = [];
    const plan = async () => {
      for await (const fact of ask(planCampaign, campaignOf([LONDON], options))) told.push(fact);
    };
    await expect(plan()).rejects.toThrow("1 mistake in the list: nothing was sent");
    expect(JSON.stringify(told)).toMatch(words);
  });
});
