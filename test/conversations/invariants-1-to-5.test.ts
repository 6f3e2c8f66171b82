import { describe, expect, it, vi } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import { status } from "../../shared/conversation/status.ts";
import type { ApiCall } from "../../simulator/api/call.ts";
import { bot, botOf, echo, gate } from "../support/bots.ts";
import { skippingClock } from "../support/clocks.ts";
import { openScene, shownLines, WAIT, waitForLines } from "../support/scene.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];
const isMessage = ({ act }: ApiCall) => act.type === "message";

/** What the system promises, each on both channels where both have it. */
describe.each(CHANNELS)("on %s", (channel) => {
  it("1. Nothing accepted is lost: what the queue does not take is not acknowledged", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.user(channel);
    scene.system.db.exec("CREATE TRIGGER full BEFORE INSERT ON queue BEGIN SELECT RAISE(ABORT, 'full'); END");
    await ada.says("hello");
    scene.system.db.exec("DROP TRIGGER full");
    expect(await waitForLines(ada, 1)).toEqual(["bot: hello"]);
  });

  it("1. Nothing accepted is lost: what history does not take comes again", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.user(channel);
    scene.system.db.exec("CREATE TRIGGER full BEFORE INSERT ON documents BEGIN SELECT RAISE(ABORT, 'full'); END");
    await ada.says("hello");
    await vi.waitFor(() => expect(scene.logs()).toContain("delivery_failed"), WAIT);
    scene.system.db.exec("DROP TRIGGER full");
    expect(await waitForLines(ada, 1)).toEqual(["bot: hello"]);
  });

  it("2. A customer is never answered twice: not when Google's answer is lost", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.user(channel);
    scene.platform.addCallFault({ matches: isMessage, times: 5, at: "after", response: "reset" });
    await ada.says("hello");
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["bot: hello"]);
  });

  it("2. A customer is never answered twice: not when all is forgotten", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.user(channel);
    const event = await ada.says("hello");
    await scene.untilIdle();
    scene.system.db.exec("DELETE FROM documents");
    await ada.sends(event);
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["bot: hello"]);
  });

  it("3. No reply is forgotten: what was decided is sent, however long Google is away", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.user(channel);
    scene.platform.addCallFault({ matches: isMessage, times: 6, at: "before", response: { status: 503 } });
    await ada.says("hello");
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["bot: hello"]);
  });

  it("4. One conversation, one voice: a person silences a bot that thinks", async () => {
    const slow = gate();
    const answer = async () => {
      await slow.passed();
      return [bot("too late")];
    };
    await using scene = await openScene({ bot: botOf(answer) });
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    await ada.says("hello");
    await vi.waitFor(() => expect(slow.arrivals()).toBe(1), WAIT);
    await zoe.says(ada, "Zoe: hi");
    await ada.sees(2);
    slow.open();
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["(joined Zoe)", "Zoe: hi"]);
  });

  it("4. One conversation, one voice: no turn begins while another is performed", async () => {
    const answer = async function* () {
      yield bot("one");
      await slow.passed();
      yield bot("two");
    };
    await using scene = await openScene({ bot: botOf(answer) });
    using slow = gate();
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    await ada.says("hello");
    await vi.waitFor(() => expect(slow.arrivals()).toBe(1), WAIT);
    await ada.sees(1);
    await zoe.joins(ada);
    const isRefused = () => scene.logs().includes("delivery_failed");
    await vi.waitFor(() => expect(isRefused() || shownLines(ada).length > 1).toBe(true), WAIT);
    slow.open();
    expect(await waitForLines(ada, 3)).toEqual(["bot: one", "bot: two", "(joined Zoe)"]);
  });

  it("5. Receipts only grow: in any order, and however often they come", async () => {
    const clock = skippingClock();
    await using scene = await openScene({ bot: botOf(echo), clock });
    const ada = scene.user(channel);
    await ada.says("hello");
    await ada.sees(1);
    const events = [await ada.reads(), await ada.receives()];
    await scene.untilIdle();
    const first = await ours();
    clock.skip(1);
    for (const again of [await ada.receives(), await ada.reads(), ...events]) await ada.sends(again);
    await scene.untilIdle();
    expect(first.map((times) => status(times, undefined))).toEqual(["read"]);
    expect(await ours()).toEqual(first);

    async function ours() {
      return (await scene.entries(ada)).flatMap((entry) => (entry.type === "outgoing" ? [entry.times] : []));
    }
  });
});
