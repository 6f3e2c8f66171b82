import { describe, expect, it } from "vitest";
import { readCampaign } from "../../../operations/campaign/campaign-request.ts";
import { openPendingRequests } from "../../../operations/campaign/pending-requests.ts";
import { readPeople } from "../../../operations/campaign/read-people.ts";
import { campaignOf, openDeployment, phonesOf } from "../../support/campaign-deployment.ts";

const MINUTE_MS = 60_000;

async function open(count: number) {
  const { operator } = openDeployment();
  const request = readCampaign({ value: campaignOf(phonesOf(count)), path: "" });
  const read = readPeople(request, await operator.directory(), operator.clock);
  if ("mistakes" in read) throw new Error("Expected a list without mistakes");
  const take = ({ bytes }: { readonly bytes: Buffer }) =>
    operator.publisher.publish("outbound", { bytes, attributes: {}, orderingKey: "" });
  return { operator, people: read.people, take, pending: openPendingRequests(operator, 2) };
}

describe("openPendingRequests()", () => {
  it("is full while so many wait and none of them is taken", async () => {
    const { people, pending, take } = await open(2);
    const seen: boolean[] = [];
    for (const person of people) {
      seen.push(await pending.isFull());
      pending.add(person);
    }
    seen.push(await pending.isFull());
    for (const person of people) await take(person);
    expect([...seen, await pending.isFull()]).toEqual([false, false, true, false]);
  });

  it("forgets what was not taken ten minutes before another one that was", async () => {
    const { operator, people, pending, take } = await open(4);
    const [dead, other, ...later] = people;
    for (const person of [dead, other]) if (person !== undefined) pending.add(person);
    await operator.clock.sleep(11 * MINUTE_MS);
    expect(await pending.isFull()).toBe(true);
    for (const person of later) {
      pending.add(person);
      await take(person);
    }
    expect(await pending.isFull()).toBe(false);
  });

  it("waits for those that were added last, and no longer for the others", async () => {
    const { operator, people, pending, take } = await open(2);
    const [dead, taken] = people;
    if (dead === undefined || taken === undefined) throw new Error("Expected two people");
    pending.add(dead);
    const after = pending.count();
    pending.add(taken);
    await take(taken);
    const begun = operator.clock.now();
    await pending.wait({ mostMs: MINUTE_MS, after }, new AbortController().signal);
    expect(operator.clock.now()).toEqual(begun);
  });
});
