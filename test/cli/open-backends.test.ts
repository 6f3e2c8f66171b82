import { expect, it } from "vitest";
import { movableClock } from "../../cli/movable-clock.ts";
import { openBackends } from "../../cli/open-backends.ts";
import { readOptions } from "../../cli/options.ts";
import { redrive } from "../../operations/redrive.ts";

it("npm start redrives by its own time: what died before is not too new, after its clock was set ahead", async () => {
  const clock = movableClock();
  clock.set(new Date("2099-01-01T12:00Z"));
  const options = readOptions(["--data", ":memory:"]);
  const { operator, publisher, close } = await openBackends(options, { clock, log: () => undefined });
  try {
    if (operator === undefined) throw new Error("Expected the embedded database to have an operator");
    await publisher.publish("message-dead", { bytes: Buffer.from("{}"), attributes: { reason: "not-ours" } });
    clock.set(new Date("2099-01-01T12:01Z"));
    const told = await Array.fromAsync(redrive.run({ by: "ada" }, operator, new AbortController().signal));
    expect(told.at(-1)).toMatchObject({ type: "summary", redriven: 1, newer: 0 });
  } finally {
    await close();
  }
});
