import { describe, expect, it, vi } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import type { ApiCall } from "../../simulator/api/call.ts";
import { bot, botOf, echo, gate } from "../support/bots.ts";
import { skippingClock } from "../support/clocks.ts";
import { RCS_TOKEN } from "../support/fixtures.ts";
import { openScene, shownLines, WAIT } from "../support/scene.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];
const isMessage = ({ act }: ApiCall) => act.type === "message";

/** What the system promises, each on both channels where both have it. */
describe.each(CHANNELS)("on %s", (channel) => {
  it("7. The live signals are live: READ and typing are there before the answer is made", async () => {
    const answer = async () => {
      await slow.passed();
      return [bot("at last")];
    };
    await using scene = await openScene({ bot: botOf(answer) });
    using slow = gate();
    const ada = scene.user(channel);
    await ada.says("hello");
    await ada.until(({ read, isTyping }) => read.length === 1 && isTyping);
    expect(shownLines(ada)).toEqual([]);
    slow.open();
    await ada.sees(1);
  });

  it("7. The live signals are live: never for what was said minutes ago", async () => {
    const clock = skippingClock();
    await using scene = await openScene({ bot: botOf(echo), clock });
    const ada = scene.user(channel);
    scene.system.db.exec(`CREATE TRIGGER late AFTER INSERT ON queue
      BEGIN UPDATE queue SET due = NEW.published + 1000 WHERE id = NEW.id; END`);
    await ada.says("hello");
    clock.skip(3);
    await ada.sees(1);
    expect(ada.timelineKinds().filter((kind) => kind === "read" || kind === "typing")).toEqual([]);
  });

  it("8. Logs hold no person: whatever fails", async () => {
    const answer: typeof echo = (turn) => {
      const words = turn.content.type === "text" ? turn.content.text : "";
      if (words.startsWith("break")) throw new Error(`Cannot make anything of ${words}`);
      return echo(turn);
    };
    await using scene = await openScene({ bot: botOf(answer) });
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    scene.platform.addCallFault({ matches: isMessage, times: 6, at: "before", response: { status: 503 } });
    scene.platform.addCallFault({ matches: isMessage, at: "before", response: { status: 404 } });
    scene.platform.addCallFault({
      matches: ({ act }) => act.type === "typing",
      times: 9,
      at: "before",
      response: "reset",
    });
    for (const words of ["break secret", "hello secret", "person"]) await ada.says(words);
    await ada.sends({ ...(await ada.says("secret")), agentId: "secret", agent: "secret" });
    await vi.waitFor(() => expect(scene.kept.on("message-dead")).toHaveLength(1), WAIT);
    await zoe.says(ada, "secret");
    await scene.untilIdle();
    const met = [ada.address, ada.address.slice(1), "secret", "Zoe", RCS_TOKEN].filter((word) =>
      scene.logs().includes(word),
    );
    expect(scene.logs()).toContain("dead_lettered");
    expect(met).toEqual([]);
  });

  it("9. Every failure has a name: what Google refuses for ever says why in history, and is not tried again", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.user(channel);
    scene.platform.addCallFault({ matches: isMessage, at: "before", response: { status: 404 } });
    await ada.says("hello");
    await scene.untilIdle();
    const unsaid = (await scene.entries(ada)).filter((entry) => "failure" in entry);
    expect(unsaid).toMatchObject([{ reply: bot("hello"), failure: expect.stringMatching(/^[a-z]+(-[a-z0-9]+)*$/) }]);
    expect(ada.view().calls.filter(({ kind }) => kind === "message")).toHaveLength(1);
  });

  it("10. Replay is an everyday tool: it says nothing to anybody again", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.user(channel), scene.person("Zoe")];
    const replay = scene.records();
    for (const words of ["hello", "person"]) await ada.says(words);
    await scene.untilIdle();
    await zoe.says(ada, "Zoe: hi");
    await zoe.leaves(ada);
    await scene.hears(ada, ["waiting", "joined", "ended left"]);
    await scene.untilIdle();
    const before = [shownLines(ada), await scene.entries(ada), ada.view().messages];
    await replay();
    await scene.untilIdle();
    expect([shownLines(ada), await scene.entries(ada), ada.view().messages]).toEqual(before);
    expect(ada.view().calls.filter(({ kind }) => kind === "message")).toHaveLength(before[2]?.length ?? 0);
    expect(scene.news(ada)).toEqual(["waiting", "joined", "ended left"]);
  });

  it("10. Replay is an everyday tool: it makes history again", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.user(channel);
    const replay = scene.records();
    for (const words of ["hello", "bye"]) await ada.says(words);
    await ada.sees(2);
    await ada.reads();
    await scene.untilIdle();
    const told = async () => (await scene.entries(ada)).map(({ type, id }) => ({ type, id }));
    const [before, shown] = [await told(), shownLines(ada)];
    scene.system.db.exec("DELETE FROM documents");
    await replay();
    await scene.untilIdle();
    expect([await told(), shownLines(ada)]).toEqual([before, shown]);
  });
});

describe("on rcs", () => {
  it("6. Opt-out is enforced at the last gate: also for what was asked for otherwise", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const [ada, zoe] = [scene.rcs(), scene.person("Zoe")];
    await ada.unsubscribes({ keyword: "STOP" });
    await scene.untilIdle();
    await scene.asks(ada, { reply: "Great offers" });
    await zoe.says(ada, "Zoe: hi");
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["(unsubscribed)"]);
  });

  it("9. Every failure has a name: what cannot be read is kept with its reason", async () => {
    await using scene = await openScene({ bot: botOf(echo) });
    const ada = scene.rcs();
    const { text: _text, ...event } = await ada.says("hello");
    await ada.sends({ ...event, messageId: "unreadable", location: { latitude: "north", longitude: 0 } });
    await vi.waitFor(() => expect(scene.kept.on("message-dead")).toHaveLength(1), WAIT);
    expect(scene.kept.on("message-dead")[0]?.attributes.reason).toBe("unreadable");
  });
});
