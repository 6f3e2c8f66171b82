import { expect, it } from "vitest";
import { outbound } from "../../../functions/outbound/outbound.ts";
import { AGENTS } from "../../support/fixtures.ts";
import { passTime } from "../../support/manual-clock.ts";
import { openPorts, pushOf } from "../../support/open-ports.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const LINE = { id: "line-1", agent: AGENTS[0].agent, to: "+447700900123", reply: "Are you there?" };

/** The news after a line was delivered to the function so long after it was published. */
async function newsOf(line: object, lateMs: number) {
  const ports = await openPorts();
  await passTime(ports.clock, lateMs);
  const bytes = Buffer.from(JSON.stringify(line));
  const { status } = await outbound(ports)(pushOf({ bytes, attributes: {} }));
  const told = ports.published.filter(([topic]) => topic === "handoff");
  return {
    status,
    news: told.map(([, message]) => JSON.parse(message.bytes.toString()).news),
    shown: ports.phone("rcs").messages.map(({ text }) => text),
  };
}

it("a person's line that has waited for more than a day is not said, and people hear which and why", async () => {
  const { news, shown } = await newsOf({ ...LINE, speaker: { displayName: "Ann" } }, DAY_MS + 1000);
  expect(shown).toEqual([]);
  expect(news).toMatchObject([
    { type: "withheld", request: "line-1", reply: { text: "Are you there?" }, reason: "expired" },
  ]);
});

it("a person's line that has waited for less is said", async () => {
  const { news, shown } = await newsOf({ ...LINE, speaker: { displayName: "Ann" } }, DAY_MS - 60_000);
  expect([news.map(({ type }) => type), shown.at(-1)]).toEqual([["joined"], "Are you there?"]);
});

it("people hear nothing of another system's message that comes too late", async () => {
  expect(await newsOf(LINE, DAY_MS + 1000)).toMatchObject({ news: [], shown: [] });
});
