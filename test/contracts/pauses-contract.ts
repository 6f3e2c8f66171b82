import { describe, expect, it } from "vitest";
import type { AgentId } from "../../shared/base/ids.ts";
import type { Pause, PauseRegister, Pauses } from "../../shared/ports/pauses.ts";
import { noon } from "./facts.ts";

/** Where pauses are kept, and how functions read them, which may be another way. */
interface OpenPauses {
  readonly register: PauseRegister;
  readonly reader: Pauses;
  close(): Promise<void>;
}

const BOT: Pause = { scope: { type: "bot" }, since: noon(1), by: "ada" };
const OUTBOUND: Pause = { scope: { type: "outbound" }, since: noon(2), by: "ben" };
const RCS: Pause = { scope: { type: "agent", agent: "my_agent.v2" as AgentId }, since: noon(3), by: "עדה" };
const CHAT: Pause = { scope: { type: "agent", agent: "brands/b-1/agents/a.1" as AgentId }, since: noon(4), by: "" };

function byTime(pauses: readonly Pause[]): readonly Pause[] {
  return pauses.toSorted((one, other) => one.since.getTime() - other.since.getTime());
}

/** What every implementation of the ports for pauses does. */
export function pausesContract(name: string, open: () => Promise<OpenPauses>): void {
  async function withPauses(work: (pauses: OpenPauses) => Promise<void>): Promise<void> {
    const opened = await open();
    try {
      await work(opened);
    } finally {
      await opened.close();
    }
  }

  describe(name, () => {
    it("knows of no pause before the first", () =>
      withPauses(async ({ reader }) => expect(await reader.read()).toEqual([])));

    it("keeps pauses beside each other, whatever the agents' names", () =>
      withPauses(async ({ register, reader }) => {
        for (const pause of [BOT, OUTBOUND, RCS, CHAT]) await register.add(pause);
        expect(byTime(await reader.read())).toEqual([BOT, OUTBOUND, RCS, CHAT]);
        expect(byTime(await register.read())).toEqual([BOT, OUTBOUND, RCS, CHAT]);
      }));

    it("forgets the pause of one scope, also twice, and no other", () =>
      withPauses(async ({ register, reader }) => {
        for (const pause of [BOT, OUTBOUND, RCS, CHAT]) await register.add(pause);
        for (const scope of [BOT.scope, CHAT.scope, CHAT.scope]) await register.remove(scope);
        expect(byTime(await reader.read())).toEqual([OUTBOUND, RCS]);
      }));

    it("forgets what was never paused", () =>
      withPauses(async ({ register, reader }) => {
        await register.remove(BOT.scope);
        expect(await reader.read()).toEqual([]);
      }));

    it("keeps the newest pause of a scope", () =>
      withPauses(async ({ register, reader }) => {
        for (const pause of [BOT, { ...BOT, since: noon(9), by: "zoe" }]) await register.add(pause);
        expect(await reader.read()).toEqual([{ ...BOT, since: noon(9), by: "zoe" }]);
      }));
  });
}
