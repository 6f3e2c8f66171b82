import { describe, expect, it } from "vitest";
import { type ComposeForm, FIRST_FORM, moveBy, NEW_SUGGESTION } from "../../../page/client/compose-form.ts";
import { draftOf } from "../../../page/client/draft-of.ts";
import { readDraft } from "../../../page/read-draft.ts";

const form = (changed: Partial<ComposeForm>): ComposeForm => ({ ...FIRST_FORM, suggestions: [], ...changed });

/** As the server reads it. */
const sent = (changed: Partial<ComposeForm>) =>
  readDraft({ value: JSON.parse(JSON.stringify(draftOf(form(changed)))), path: "" });

const withChip = (type: (typeof NEW_SUGGESTION)["type"], more: Readonly<Record<string, string>>) =>
  sent({ type: "text", suggestions: [{ ...NEW_SUGGESTION, type, text: "Show it", more }] }).suggestions?.[0];

describe("draftOf()", () => {
  it("keeps for another type what the chosen one does not show", () => {
    expect(sent({ type: "text" })).toEqual({ type: "text", text: FIRST_FORM.text });
    expect(sent({ type: "card" })).toMatchObject({ card: { title: "Cheesecake" }, orientation: "vertical" });
    expect(sent({ type: "carousel" })).toMatchObject({ cards: [{ title: "Cheesecake" }, { title: "Apple pie" }] });
  });

  it("makes a postback of the words, unless one is written", () => {
    const chip = { ...NEW_SUGGESTION, text: " Opening  hours" };
    const draft = sent({ type: "text", suggestions: [chip, { ...chip, postback: "hours" }] });
    expect(draft.suggestions).toMatchObject([{ postback: "opening-hours" }, { postback: "hours" }]);
  });

  it("means the time of whoever writes it", () => {
    const start = "2026-12-01T19:00";
    expect(withChip("addToCalendar", { start, title: "Dinner" })).toMatchObject({
      start: new Date(start).toISOString().replace(".000Z", "Z"),
      end: "",
    });
  });

  it("means a point by numbers, and a search by words alone", () => {
    const point = { latitude: "51.5", longitude: "-0.12" };
    expect(withChip("viewLocation", { ...point, query: "bakery" })).toMatchObject({
      place: { type: "point", latitude: 51.5, longitude: -0.12 },
    });
    expect(withChip("viewLocation", { query: "bakery" })).toMatchObject({ place: { type: "query", query: "bakery" } });
    expect(withChip("viewLocation", { latitude: "north" })).toMatchObject({
      place: { type: "point", latitude: Number.NaN, longitude: Number.NaN },
    });
  });

  it("opens a page in the conversation where that is chosen", () => {
    expect(withChip("openUrl", { url: "https://example.com", view: "tall" })).toMatchObject({
      webview: { view: "tall" },
    });
  });
});

describe("moveBy()", () => {
  it("moves nothing beyond the ends", () => {
    expect([moveBy(["a", "b"], 0, -1), moveBy(["a", "b"], 1, 1), moveBy(["a", "b"], 0, 1)]).toEqual([
      ["a", "b"],
      ["a", "b"],
      ["b", "a"],
    ]);
  });
});
