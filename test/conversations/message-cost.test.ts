import { expect, it } from "vitest";
import type { OutgoingEntry } from "../../shared/bot/history-entry.ts";
import { card, type Reply, text } from "../../shared/reply/reply.ts";
import { bot, botOf } from "../support/bots.ts";
import { openScene, type Scene } from "../support/scene.ts";
import type { UserAddress } from "../support/user-address.ts";

const CARRIER = "example-us-carrier";

const costs = async (scene: Scene, of: UserAddress) => {
  const entries = (await scene.entries(of)).filter((entry): entry is OutgoingEntry => entry.type === "outgoing");
  return entries.map(({ acceptance }) => acceptance);
};

/** What the lines about sent messages tell. */
function logged(scene: Scene): readonly unknown[] {
  const lines = scene
    .logs()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  return lines
    .filter(({ event }) => event === "message_sent")
    .map(({ billing, segments, carrier, expireTime }) => ({ billing, segments, carrier, expireTime }));
}

async function open(answer: () => readonly Reply[] | AsyncIterable<Reply>) {
  const scene = await openScene({ bot: botOf(answer) });
  const ada = scene.rcs();
  await ada.becomes({ carrier: CARRIER });
  return { scene, ada };
}

it("what a message cost in the United States is in history and in the log", async () => {
  const { scene, ada } = await open(() => [text("א".repeat(81)), card({ title: "New" })]);
  await using _ = scene;
  await ada.says("hello");
  await ada.sees(2);
  await scene.untilIdle();
  const rich = { billing: { type: "rich", segments: 2 }, carrier: CARRIER };
  const media = { billing: { type: "rich-media" }, carrier: CARRIER };
  expect(await costs(scene, ada)).toEqual([rich, media]);
  expect(logged(scene)).toEqual([
    { billing: "rich", segments: 2, carrier: CARRIER },
    { billing: "rich-media", carrier: CARRIER },
  ]);
});

it("what yielded messages cost is in history too, and stays there when others follow", async () => {
  async function* answer() {
    yield bot("one");
    yield bot("two");
  }
  const { scene, ada } = await open(answer);
  await using _ = scene;
  const one = { billing: { type: "rich", segments: 1 }, carrier: CARRIER };
  for (const turn of [1, 2, 3]) {
    await ada.says("hello");
    await ada.sees(2 * turn);
    await scene.untilIdle();
    expect(await costs(scene, ada)).toEqual(Array(2 * turn).fill(one));
  }
});

it("what all the texts cost that say a card in plain text is told as one", async () => {
  const reply = card({ title: "New", description: "z".repeat(300) });
  const { scene, ada } = await open(() => [reply]);
  await using _ = scene;
  await ada.becomes({ features: ["ACTION_DIAL"] });
  await ada.says("hello");
  await ada.sees(1);
  await scene.untilIdle();
  expect(await costs(scene, ada)).toEqual([{ billing: { type: "rich", segments: 2 }, carrier: CARRIER }]);
});

it("until when Google tries to deliver another system's message is told everywhere", async () => {
  await using scene = await openScene({ bot: botOf(() => []) });
  const ada = scene.rcs();
  await scene.asks(ada, { reply: "Your order is ready", ttl: 600 });
  await ada.sees(1);
  await scene.untilIdle();
  const expireTime = expect.stringMatching(/^\d{4}-.*Z$/);
  expect(await costs(scene, ada)).toEqual([{ expireTime }]);
  expect(logged(scene)).toEqual([{ expireTime }]);
});
