import { describe, expect, it } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import { botOf, echo, PEOPLE } from "../support/bots.ts";
import { skippingClock } from "../support/clocks.ts";
import { openScene, shownLines, waitForLines } from "../support/scene.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];
const PATIENT = PEOPLE.waitMinutes + 1;
const HALF = PEOPLE.silenceMinutes / 2 + 1;

describe.each(CHANNELS)("time runs out on %s", (channel) => {
  const open = async () => {
    const clock = skippingClock();
    const scene = await openScene({ bot: botOf(echo), clock });
    return { scene, clock, ada: scene.user(channel), zoe: scene.person("Zoe") };
  };

  it("when nobody comes: the bot says sorry and is back", async () => {
    const { scene, clock, ada } = await open();
    await using _ = scene;
    await ada.says("person");
    await ada.sees(1);
    clock.skip(PATIENT);
    await ada.sees(2);
    await ada.says("hello");
    expect(await waitForLines(ada, 3)).toEqual(["(waiting)", "(nobody-came)", "bot: hello"]);
    await scene.hears(ada, ["waiting", "ended nobody-came"]);
  });

  it("and a message of the user comes before the timer", async () => {
    const { scene, clock, ada } = await open();
    await using _ = scene;
    scene.dropsTimers();
    await ada.says("person");
    await ada.sees(1);
    await scene.untilIdle();
    clock.skip(PATIENT);
    await ada.says("hello?");
    expect(await waitForLines(ada, 3)).toEqual(["(waiting)", "(nobody-came)", "bot: hello?"]);
    await scene.hears(ada, ["waiting", "ended nobody-came"]);
  });

  it("and the bot says sorry once, when a message and the timer come together", async () => {
    const { scene, clock, ada } = await open();
    await using _ = scene;
    await ada.says("person");
    await ada.sees(1);
    clock.skip(PATIENT);
    await ada.says("hello?");
    await ada.sees(3);
    await ada.says("fine");
    await ada.sees(4);
    await scene.untilIdle();
    expect(shownLines(ada).toSorted()).toEqual(["(nobody-came)", "(waiting)", "bot: fine", "bot: hello?"]);
  });

  it("and a request that comes then calls a person again", async () => {
    const { scene, clock, ada } = await open();
    await using _ = scene;
    scene.dropsTimers();
    await ada.says("person");
    await ada.sees(1);
    await scene.untilIdle();
    clock.skip(PATIENT);
    await ada.says("person");
    expect(await waitForLines(ada, 3)).toEqual(["(waiting)", "(nobody-came)", "(waiting)"]);
    await scene.hears(ada, ["waiting", "ended nobody-came", "waiting"]);
  });

  it("when the person is silent although the user asked: the bot says sorry and is back", async () => {
    const { scene, clock, ada, zoe } = await open();
    await using _ = scene;
    await zoe.says(ada, "Zoe: hi");
    await ada.sees(2);
    await ada.says("are you there?");
    await scene.untilIdle();
    clock.skip(PATIENT);
    await ada.sees(4);
    await ada.says("hello");
    const all = ["(joined Zoe)", "Zoe: hi", "(left Zoe)", "(person-silent)", "bot: hello"];
    expect(await waitForLines(ada, 5)).toEqual(all);
    await scene.hears(ada, ["joined", "said are you there?", "ended person-silent"]);
  });

  it("when nothing is left to say: the person leaves without a word", async () => {
    const { scene, clock, ada, zoe } = await open();
    await using _ = scene;
    await ada.says("hello");
    await ada.sees(1);
    await zoe.says(ada, "Zoe: hi");
    await ada.sees(3);
    clock.skip(PATIENT);
    await scene.hears(ada, ["joined", "ended person-silent"]);
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["bot: hello", "(joined Zoe)", "Zoe: hi", "(left Zoe)"]);
  });

  it("from the person's last line on", async () => {
    const { scene, clock, ada, zoe } = await open();
    await using _ = scene;
    await zoe.says(ada, "Zoe: hi");
    await ada.sees(2);
    clock.skip(HALF);
    await zoe.says(ada, "Zoe: still looking");
    await ada.sees(3);
    clock.skip(HALF);
    await ada.says("fine");
    await scene.untilIdle();
    expect(shownLines(ada)).toEqual(["(joined Zoe)", "Zoe: hi", "Zoe: still looking"]);
  });
});
