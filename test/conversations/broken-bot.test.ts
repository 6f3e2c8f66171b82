import { describe, expect, it, vi } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import { text } from "../../shared/reply/reply.ts";
import { botOf, echo } from "../support/bots.ts";
import { openScene, shownLines, WAIT } from "../support/scene.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];

describe.each(CHANNELS)("a bot that breaks on %s", (channel) => {
  const open = async () => {
    let isBroken = false;
    const answer: typeof echo = (turn) => {
      if (isBroken) throw new Error("Broken");
      return echo(turn);
    };
    const scene = await openScene({ bot: botOf(answer) });
    const breaks = () => {
      isBroken = true;
    };
    return { scene, ada: scene.user(channel), breaks };
  };

  it("after its answer was committed is not needed to send it", async () => {
    const { scene, ada, breaks } = await open();
    await using _ = scene;
    const matches = ({ act }: { readonly act: { readonly type: string } }) => act.type === "message";
    scene.platform.addCallFault({ matches, times: 4, at: "before", response: { status: 503 }, hook: breaks });
    await ada.says("hello");
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["bot: hello"]);
  });

  it("is not needed for a message that is answered already", async () => {
    const { scene, ada, breaks } = await open();
    await using _ = scene;
    const event = await ada.says("hello");
    await scene.untilIdle();
    breaks();
    await ada.sends(event);
    await scene.untilIdle();
    expect(scene.kept.on("message-dead")).toEqual([]);
    expect(scene.logs()).not.toContain("delivery_failed");
  });

  it("says sorry, and leaves its message to people, recorded once", async () => {
    const { scene, ada, breaks } = await open();
    await using _ = scene;
    breaks();
    await ada.says("hello");
    await vi.waitFor(() => expect(scene.kept.on("message-dead")).toHaveLength(1), WAIT);
    expect(shownLines(ada)).toEqual(["(failed)"]);
    const kept = await scene.entries(ada);
    expect(kept.map(({ type }) => type).toSorted()).toEqual(["message", "outgoing"]);
  });
});

it.each(["types STOP", "taps the button"] as const)(
  "a bot without words for it loses no opt-out of a user who %s",
  async (how) => {
    const sayNotice = () => [text("")];
    await using scene = await openScene({ bot: { ...botOf(echo), sayNotice } });
    const ada = scene.rcs();
    await (how === "types STOP" ? ada.says("STOP") : ada.unsubscribes());
    await scene.untilIdle();
    await scene.asks(ada, { reply: "Great offers", trafficType: "PROMOTION" });
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual([expect.stringContaining("You will get no more messages from us")]);
    expect(scene.logs()).toContain('"event":"notice_failed"');
  },
);
