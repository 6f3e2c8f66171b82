import { describe, expect, it } from "vitest";
import { numberIn } from "../../../shared/bot/number-in.ts";

describe("numberIn()", () => {
  it.each([
    "100001",
    "order #100001, please",
    "100 001",
    "100\u00A0001",
    "100\u2009001",
    "100\u202F001",
    "100\u3000001",
    "10 00 01",
    "1 0 0 0 0 1",
    "100,001",
    "100.001",
    "100.001.",
    "100'001",
    "100’001",
    "100-001",
    "100–001",
    "100\u2011001",
    "100\u200B001",
    "١٠٠٠٠١",
    "١٠٠٬٠٠١",
    "۱۰۰ ۰۰۱",
    "१००००१",
    "１００００１",
    "It is 100 001, I think",
    "200 000 zł for order 100001",
    "2 100001",
    "No. 100 001",
  ])("finds six digits in %j", (text) => expect(numberIn(text, 6)).toBe("100001"));

  it.each([
    "",
    "no number",
    "10001",
    "1000011",
    "1 100 001",
    "100 001 2",
    "+48 600 700 800",
    "10.12.26",
    "10-12-26",
    "2026-11-24",
    "1,000.50",
    "100,001.50",
    "100  and  001",
    "100, 001",
    "12:30:15",
  ])("finds none in %j", (text) => expect(numberIn(text, 6)).toBeUndefined());
});
