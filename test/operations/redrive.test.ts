import { describe, expect, it } from "vitest";
import { redrive } from "../../operations/redrive.ts";
import { NotDurableError } from "../../shared/base/errors.ts";
import type { Publisher } from "../../shared/ports/publisher.ts";
import { noon } from "../contracts/facts.ts";
import { openEmptyOperator } from "../support/empty-operator.ts";
import { AGENTS } from "../support/fixtures.ts";

const [ADA, BEN] = ["+447700900123", "+447700900124"];

/** Three lines of a person to Ada and one to Ben, held in another order than that in which they were published. */
async function hold() {
  const operator = openEmptyOperator(noon());
  const held = [
    ["3", ADA, 3000],
    ["1", "+44 7700 900123", 1000],
    ["2", ADA, 2000],
    ["4", BEN, 4000],
  ] as const;
  for (const [id, to, ms] of held) {
    const bytes = Buffer.from(JSON.stringify({ id, to, agent: AGENTS[0].agent, reply: id }));
    const attributes = { reason: "paused", published: new Date(noon().getTime() - 10_000 + ms).toISOString() };
    await operator.publisher.publish("outbound-dead", { bytes, attributes });
  }
  await operator.clock.sleep(1000);
  return operator;
}

/** A dead letter to somebody with a long address. */
async function holdFor(to: string) {
  const operator = openEmptyOperator(noon());
  const bytes = Buffer.from(JSON.stringify({ id: "1", to, agent: AGENTS[0].agent, reply: "1" }));
  const attributes = { reason: "paused", published: noon().toISOString() };
  await operator.publisher.publish("outbound-dead", { bytes, attributes });
  await operator.clock.sleep(1000);
  return operator;
}

/** Publishes slowly, and tells what it has begun and ended. */
function slowPublisher(refuses: (id: string) => boolean = () => false) {
  const told: string[] = [];
  const publish: Publisher["publish"] = async (topic, { bytes, orderingKey }) => {
    const { id } = JSON.parse(bytes.toString());
    told.push(`${id} begins on ${topic} of ${orderingKey}`);
    await new Promise((resolve) => setImmediate(resolve));
    if (refuses(id)) throw new Error("Pub/Sub is away");
    told.push(`${id} ends`);
  };
  return { publisher: { publish }, told };
}

const run = (operator: Awaited<ReturnType<typeof hold>>, publisher: Publisher, batch = 20) =>
  Array.fromAsync(redrive.run({ by: "ann", batch }, { ...operator, publisher }, new AbortController().signal));

describe("a redrive", () => {
  it.each([20, 1])("publishes what is written to one user in its order, in batches of %i", async (batch) => {
    const { publisher, told } = slowPublisher();
    await run(await hold(), publisher, batch);
    expect(told.filter((one) => !one.startsWith("4"))).toEqual(
      ["1", "2", "3"].flatMap((id) => [`${id} begins on outbound of ${ADA}`, `${id} ends`]),
    );
    expect(told).toContain(`4 begins on outbound of ${BEN}`);
  });

  it("leaves what stands behind something that was not taken, and it comes in its order the next time", async () => {
    const operator = await hold();
    const broken = slowPublisher((id) => id === "2");
    await expect(run(operator, broken.publisher)).rejects.toThrow(
      /Pub\/Sub is away; nothing is lost, for 2 of this batch/,
    );
    expect(broken.told.filter((one) => one.endsWith("ends"))).toEqual(["1 ends", "4 ends"]);
    const { publisher, told } = slowPublisher();
    await run(operator, publisher);
    expect(told.filter((one) => one.endsWith("ends"))).toEqual(["2 ends", "3 ends"]);
  });

  it.each([
    ["a", 1024, true],
    ["a", 1025, false],
    ["é", 512, true],
    ["é", 513, false],
  ])("keeps the order of an address of %s, %i times, as far as Pub/Sub takes it: %s", async (letter, times, isKept) => {
    const to = letter.repeat(times);
    const { publisher, told } = slowPublisher();
    await run(await holdFor(to), publisher);
    expect(told[0]).toBe(`1 begins on outbound of ${isKept ? to : undefined}`);
  });

  it.each([
    [403, "Cannot publish, expected the role Pub/Sub Publisher on it; nothing is lost"],
    [404, "Cannot publish; nothing is lost"],
  ])("says what is missing where Pub/Sub answers %i", async (status, words) => {
    const publish = () => Promise.reject(new NotDurableError("Cannot publish", { status }));
    await expect(run(await hold(), { publish })).rejects.toThrow(words);
  });
});
