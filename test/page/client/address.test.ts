import { describe, expect, it } from "vitest";
import { readAddress, writeAddress } from "../../../page/client/address.ts";
import { EMPTY_STATE, type View } from "../../../page/client/state.ts";

const VIEWS: readonly Pick<View, "phone" | "way" | "tab" | "skins">[] = [
  { phone: undefined, way: undefined, tab: "way", skins: "android" },
  { phone: "rcs/+447700900123", way: "MxA_b-C==", tab: "messages", skins: "both" },
  { phone: "business-messages/a1-b2", way: "a/b?c#d&e=f%2 g", tab: "desk", skins: "iphone" },
  { phone: "rcs/+447700900123", way: "שלום <b>", tab: "faults", skins: "android" },
];

describe("an address of the page", () => {
  it.each(VIEWS)("names all that it was written of: %j", (view) => {
    expect(readAddress(writeAddress({ ...EMPTY_STATE.view, ...view }))).toEqual(view);
  });

  it.each(["", "#", "#/", "#/%", "#/evil/1?tab=none&phones=none", "#//?"])(
    "that says nothing opens the beginning: %s",
    (hash) => {
      expect(readAddress(hash)).toEqual({ phone: undefined, way: undefined, tab: "way", skins: "android" });
    },
  );
});
