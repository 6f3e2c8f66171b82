import { expect, it, onTestFinished } from "vitest";
import { openFacts } from "../../cli/facts.ts";
import { startLocalSystem } from "../../cli/local-system.ts";
import { movableClock } from "../../cli/movable-clock.ts";
import { readOptions } from "../../cli/options.ts";
import { openFaultSwitches } from "../../cli/page/fault-switches.ts";
import { openPageHost } from "../../cli/page/page-host.ts";
import { openPageJournal } from "../../cli/page/page-journal.ts";
import { echo } from "../support/bots.ts";

const PHONE = "rcs/+447700900123";
const WAY = "order-17";

it("the page sends an outbound request again as a request, and the phone shows it once", async () => {
  const clock = movableClock();
  const facts = openFacts(clock);
  const bot = { persona: { displayName: "Echo" }, answer: echo };
  const options = readOptions(["--port", "0", "--data", ":memory:"]);
  const system = await startLocalSystem(options, { bot, facts, clock });
  onTestFinished(() => system[Symbol.asyncDispose]());
  const { platform, publisher, mortals, operator } = system;
  const journal = openPageJournal(facts, clock.now);
  const faults = openFaultSwitches(platform, mortals.kill);
  const host = openPageHost({ platform, publisher, journal, faults, clock, facts, operator });
  const onWay = () => journal.facts().filter(({ way }) => way === WAY);
  const receipts = () => onWay().filter(({ type }) => type === "did").length;
  const ended = () =>
    onWay().filter((fact) => fact.type === "delivery" && fact.step === "ended" && fact.function === "outbound").length;
  await host.perform({ act: "outbound", phone: PHONE, request: { id: WAY, reply: "It is ready." } });
  await expect.poll(receipts).toBe(2);
  const answer = await host.perform({ act: "send-again", phone: PHONE, way: WAY });
  expect(answer).toEqual({ isDone: true, note: "The same request was published once more" });
  await expect.poll(ended).toBe(2);
  expect(onWay().filter((fact) => fact.type === "call" && fact.step === "shown")).toHaveLength(1);
});
