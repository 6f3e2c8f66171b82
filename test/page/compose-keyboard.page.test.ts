import { describe, expect, it } from "vitest";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);
const FOCUSED = "document.activeElement.id";
/** Nothing is drawn between them unless each is drawn at once. */
const REMOVE_TWO = `for (const _ of [1, 2]) document.querySelector('[aria-label="Remove card 1"]').click()`;

describe("composing by keyboard alone", () => {
  it("adds a suggestion, writes it, moves it and removes it, and the focus goes along", async () => {
    const { page, phone } = await stage().open();
    const focused = () => page.evaluate(FOCUSED);
    await page.keyboard.press("c");
    await page.getByText(/^Nothing is wrong with it/).waitFor();
    await page.locator('[id="compose-suggestions-add"]').focus();
    await page.keyboard.press("Enter");
    await expect.poll(focused).toBe("compose-suggestions[1].text");
    await page.keyboard.type("Directions");
    await phone().getByRole("button", { name: "Directions" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect.poll(focused).toBe("compose-suggestions[1]-earlier");
    await page.keyboard.press("Enter");
    await expect.poll(focused).toBe("compose-suggestions[0]-earlier");
    const words = () =>
      page.getByRole("group", { name: "Suggestions", exact: true }).getByRole("button").allTextContents();
    await expect.poll(words).toEqual(["Directions", "Opening hours"]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(focused).toBe("compose-suggestions-add");
    await expect.poll(words).toEqual(["Opening hours"]);
  });

  it("adds, moves and removes the cards of a carousel", async () => {
    const { page, phone, tab } = await stage().open();
    await tab("Compose");
    await page.getByLabel("Type", { exact: true }).selectOption("Carousel");
    await page.getByRole("button", { name: "Add a card" }).press("Enter");
    await expect.poll(() => page.evaluate(FOCUSED)).toBe("compose-cards[2].title");
    await page.keyboard.type("Plum cake");
    const titles = () =>
      phone()
        .getByRole("list", { name: /^Carousel/ })
        .getByRole("heading")
        .allTextContents();
    await expect.poll(titles).toEqual(["Cheesecake", "Apple pie", "Plum cake"]);
    await page.getByRole("button", { name: "Move card 3 earlier" }).press("Enter");
    await expect.poll(titles).toEqual(["Cheesecake", "Plum cake", "Apple pie"]);
    await page.evaluate(REMOVE_TWO);
    await page.getByText("Expected 2 to 10 cards, got 1; send a card, or two carousels").waitFor();
  });
});
