import { expect, it } from "vitest";
import { EMPTY_STATE } from "../../../page/client/state.ts";
import { update } from "../../../page/client/update.ts";

it("update() keeps the user and the tab when npm start has started anew, but no way that it cannot know", () => {
  const view = { ...EMPTY_STATE.view, phone: "rcs/+447700900001", tab: "desk", way: "one", back: 2 } as const;
  const { view: after } = update({ ...EMPTY_STATE, view }, { type: "begun-anew" });
  expect(after).toEqual({ ...view, way: undefined, back: 0 });
});
