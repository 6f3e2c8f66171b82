import { describe, expect, it } from "vitest";
import { sendWords } from "../../../page/client/send-words.ts";

const DONE = { isDone: true } as const;
const REFUSED = { isDone: false, error: "The server is away" } as const;

describe("sendWords()", () => {
  it("empties the field before it is known whether the words were sent", async () => {
    const field = { value: "Hello" };
    await sendWords(field, async (words) => {
      expect([words, field.value]).toEqual(["Hello", ""]);
      return DONE;
    });
    expect(field.value).toBe("");
  });

  it("puts back what could not be sent", async () => {
    const field = { value: "Hello" };
    await sendWords(field, async () => REFUSED);
    expect(field.value).toBe("Hello");
  });

  it("keeps what was begun meanwhile", async () => {
    const field = { value: "Hello" };
    await sendWords(field, async () => {
      field.value = "Are you";
      return REFUSED;
    });
    expect(field.value).toBe("Are you");
  });

  it("sends no blanks", async () => {
    const field = { value: " \n" };
    await sendWords(field, () => Promise.reject(new Error("It was sent")));
    expect(field.value).toBe(" \n");
  });
});
