import { describe, expect, it } from "vitest";
import { route, routes } from "../../shared/bot/routes.ts";
import { subscribe } from "../../shared/reply/consent.ts";
import { text } from "../../shared/reply/reply.ts";
import type { WebhookEvent } from "../../simulator/webhooks/webhook.ts";
import { botOf, echo } from "../support/bots.ts";
import { skippingClock } from "../support/clocks.ts";
import { openScene, type Scene, shownLines } from "../support/scene.ts";

const OFFER = { reply: "Great offers", trafficType: "PROMOTION" };
const HOUR_MS = 3_600_000;

type Ada = ReturnType<Scene["rcs"]>;

/** The event of what a user does, which does not reach us. */
function dropped(scene: Scene, type: string, act: () => Promise<WebhookEvent>): Promise<WebhookEvent> {
  scene.platform.addWebhookFault({ do: "drop", matches: ({ eventType }) => eventType === type });
  return act();
}

/** The same event under an id of its own, at another time; without one when it is `undefined`. */
function at(event: WebhookEvent, eventId: string, sendTime?: string): WebhookEvent {
  const { sendTime: _, ...rest } = event;
  return { ...rest, eventId, ...(sendTime !== undefined && { sendTime }) };
}

async function says(scene: Scene, ada: Ada, ...lines: readonly string[]) {
  for (const line of lines) {
    await ada.says(line);
    await scene.untilIdle();
  }
}

async function isOffered(scene: Scene, ada: Ada): Promise<boolean> {
  await scene.asks(ada, OFFER);
  await scene.untilIdle();
  return shownLines(ada).includes("Great offers");
}

async function open() {
  const clock = skippingClock();
  const scene = await openScene({ bot: botOf(echo), clock });
  const ada = scene.rcs();
  const stop = await dropped(scene, "UNSUBSCRIBE", () => ada.unsubscribes());
  const start = await dropped(scene, "SUBSCRIBE", () => ada.subscribes());
  const sends = async (event: WebhookEvent) => {
    await ada.sends(event);
    await scene.untilIdle();
  };
  return { scene, ada, clock, stop, start, sends };
}

describe("the time of a change of consent", () => {
  it("that is missing undoes nothing newer: the event may be a week old", async () => {
    const { scene, ada, stop, sends } = await open();
    await using _ = scene;
    await says(scene, ada, "STOP", "START");
    await sends(at(stop, "undated"));
    expect(await isOffered(scene, ada)).toBe(true);
  });

  it("that is missing opts out where nothing newer is known", async () => {
    const { scene, ada, stop, sends } = await open();
    await using _ = scene;
    await sends(at(stop, "undated"));
    expect(await isOffered(scene, ada)).toBe(false);
  });

  it("that is missing opts nobody in who has left since it may have been sent", async () => {
    const { scene, ada, start, sends } = await open();
    await using _ = scene;
    await says(scene, ada, "STOP");
    await sends(at(start, "undated"));
    expect(await isOffered(scene, ada)).toBe(false);
  });

  it("that is missing opts nobody in who has left, by an answer of the bot's either", async () => {
    const again = /^offers again$/;
    const answer = routes([route({ text: again }, () => [text("bot: as you like"), subscribe()])], echo);
    await using scene = await openScene({ bot: botOf(answer) });
    const ada = scene.rcs();
    scene.platform.addWebhookFault({ do: "drop", matches: ({ text: words }) => again.test(String(words)) });
    const asked = await ada.says("offers again");
    await says(scene, ada, "STOP");
    await ada.sends({ ...at(asked, "undated"), messageId: "undated" });
    await scene.untilIdle();
    expect(shownLines(ada)).toContain("bot: as you like");
    expect(await isOffered(scene, ada)).toBe(false);
  });

  it("that is missing makes no newer choice doubtful", async () => {
    const { scene, ada, clock, stop, start, sends } = await open();
    await using _ = scene;
    await sends(at(start, "undated"));
    clock.skip(1000);
    await says(scene, ada, "START");
    await sends(at(stop, "late", new Date(clock.now().getTime() - 500).toISOString()));
    expect(await isOffered(scene, ada)).toBe(true);
  });

  it.each([
    ["an hour ahead", () => new Date(Date.now() + HOUR_MS).toISOString()],
    ["in the year 9998", () => "9998-12-31T23:59:59Z"],
  ])("that lies %s does not outlive an opt-out", async (_claim, ahead) => {
    const { scene, ada, start, stop, sends } = await open();
    await using _ = scene;
    await sends(at(start, "ahead", ahead()));
    await sends(at(stop, "now", new Date().toISOString()));
    expect(await isOffered(scene, ada)).toBe(false);
  });

  it("that lies ahead opts out for as long as the user likes, not until then", async () => {
    const { scene, ada, clock, stop, sends } = await open();
    await using _ = scene;
    await sends(at(stop, "ahead", "9998-12-31T23:59:59Z"));
    clock.skip(1000);
    await says(scene, ada, "START");
    expect(await isOffered(scene, ada)).toBe(true);
  });

  it("that lies ahead opts out who has just come back: in doubt an opt-out counts", async () => {
    const { scene, ada, stop, sends } = await open();
    await using _ = scene;
    await says(scene, ada, "STOP", "START");
    await sends(at(stop, "ahead", new Date(Date.now() + HOUR_MS).toISOString()));
    expect(await isOffered(scene, ada)).toBe(false);
  });

  it("is never after the time when we received it, in history either", async () => {
    const { scene, ada, stop, sends } = await open();
    await using _ = scene;
    await sends(at(stop, "ahead", "9998-12-31T23:59:59Z"));
    const entries = await scene.entries(ada);
    expect(entries.filter((entry) => entry.at.getTime() > Date.now() + HOUR_MS)).toEqual([]);
  });
});
