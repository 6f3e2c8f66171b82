import { describe, expectTypeOf, it } from "vitest";
import { route } from "../../../shared/bot/routes.ts";
import type { Content, File, TappedSuggestion } from "../../../shared/inbound/inbound.ts";

/** What a handler may rely on: tsc checks it. */
describe("route()", () => {
  it("knows what a pattern proves", () => {
    route({ text: /(\d+)/ }, ({ content }, [number]) => {
      expectTypeOf(content.text).toEqualTypeOf<string>();
      expectTypeOf(number).toEqualTypeOf<string | undefined>();
      return [];
    });
    route({ postback: "hours" }, ({ content }) => {
      expectTypeOf(content.postback).toEqualTypeOf<string>();
      expectTypeOf(content).toExtend<TappedSuggestion>();
      return [];
    });
    route({ type: "file" }, ({ content }) => {
      expectTypeOf(content.file).toEqualTypeOf<File>();
      return [];
    });
    route({ type: "authentication" }, ({ content }) => {
      expectTypeOf(content.code).toEqualTypeOf<string>();
      return [];
    });
    route({ context: "placeId" }, ({ context }) => {
      expectTypeOf(context.placeId).toEqualTypeOf<string>();
      return [];
    });
    route({ when: ({ memory }) => memory.asked === "order" }, ({ content }) => {
      expectTypeOf(content).toEqualTypeOf<Content>();
      return [];
    });
  });

  it("knows no more than each of several patterns proves", () => {
    route([{ text: /hours/ }, { postback: "hours" }], ({ content }) => {
      expectTypeOf(content.type).toEqualTypeOf<"text" | "suggestion">();
      // @ts-expect-error: a tap has a postback, a text has none
      content.postback;
      return [];
    });
  });

  it("refuses what cannot match", () => {
    // @ts-expect-error: no content has that type
    route({ type: "video" }, () => []);
    // @ts-expect-error: no context tells that
    route({ context: "phone" }, () => []);
    // @ts-expect-error: a location has no text
    route({ type: "location" }, ({ content }) => [content.text]);
    // @ts-expect-error: answers are no texts
    route({ text: "hi" }, () => ["Hi"]);
  });
});
