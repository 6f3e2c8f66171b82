import { describe, expect, it } from "vitest";
import type { Channel } from "../../shared/base/ids.ts";
import { card, image, richText, text } from "../../shared/reply/reply.ts";
import { openUrl } from "../../shared/reply/suggestion.ts";
import { suggestionsOf } from "../../simulator/phones/suggestion.ts";
import { botOf } from "../support/bots.ts";
import { openScene } from "../support/scene.ts";

const CHANNELS: readonly Channel[] = ["rcs", "business-messages"];
const CATALOGUE = "https://דוגמה.example/קטלוג חדש.jpg";
const SENT = "https://xn--6dbbec0c.example/%D7%A7%D7%98%D7%9C%D7%95%D7%92%20%D7%97%D7%93%D7%A9.jpg";
const media = { type: "url", url: CATALOGUE } as const;
const shop = () => openUrl({ text: "Shop", postback: "shop", url: CATALOGUE, fallbackUrl: CATALOGUE });

describe.each(CHANNELS)("links that are no URIs on %s", (channel) => {
  it("reach the phone encoded, in pictures, cards and chips", async () => {
    const answers = [
      image(media),
      card({ title: "New", media: { ...media, height: "short" }, suggestions: [shop()] }),
      text("Look", { suggestions: [shop()] }),
    ];
    await using scene = await openScene({ bot: botOf(() => answers) });
    const ada = scene.user(channel);
    await ada.says("hello");
    const bubbles = await ada.sees(3);
    expect(bubbles.flatMap((bubble) => ("media" in bubble ? bubble.media : []))).toEqual([SENT, SENT]);
    const chips = ada.view().messages.flatMap(({ content }) => suggestionsOf(content));
    expect(chips.map(({ label }) => label)).toEqual(["Shop", "Shop"]);
    const told = JSON.stringify(ada.view().messages);
    expect([told.split(SENT).length > 4, told.includes("קטלוג")]).toEqual([true, false]);
  });

  it("reach the phone encoded, in rich text", async () => {
    await using scene = await openScene({ bot: botOf(() => [richText("[new](https://דוגמה.example/קטלוג.jpg)")]) });
    const ada = scene.user(channel);
    await ada.says("hello");
    const [bubble] = await ada.sees(1);
    expect(bubble).toMatchObject({ text: expect.stringContaining("https://xn--6dbbec0c.example/%D7%A7%D7%98") });
  });

  it("reach the phone encoded when another system wrote them", async () => {
    await using scene = await openScene({ bot: botOf(() => []) });
    const ada = scene.user(channel);
    const suggestions = [{ type: "openUrl", text: "Shop", postback: "shop", url: CATALOGUE }];
    await scene.asks(ada, { reply: { type: "image", media, suggestions } });
    const [bubble] = await ada.sees(1);
    expect(bubble).toMatchObject({ media: [SENT], suggestions: ["Shop"] });
  });

  it("are refused, and the log says how to mend it, when no builder wrote them", async () => {
    await using scene = await openScene({ bot: botOf(() => [{ type: "image", media }, text("Sorry")]) });
    const ada = scene.user(channel);
    await ada.says("hello");
    await scene.untilIdle();
    expect(scene.logs()).toContain("use a builder, which encodes it");
    expect(scene.logs()).not.toContain("קטלוג");
  });
});
