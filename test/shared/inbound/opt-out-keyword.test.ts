import { describe, expect, it } from "vitest";
import { isOptOutKeyword } from "../../../shared/inbound/opt-out-keyword.ts";

describe("isOptOutKeyword()", () => {
  it.each([
    "STOP",
    "stop",
    " Stop \n",
    "BAJA",
    "parar",
    "START",
    "ALTA",
    "Démarrer",
    "DÉMARRER",
    "De\u0301marrer",
    "começar",
    "comec\u0327ar",
  ])("knows %j", (text) => expect(isOptOutKeyword(text)).toBe(true));

  it.each(["", "stop it", "STOP!", "don't stop", "starts", "demarrer", "unsubscribe", "constructor"])(
    "does not take %j for one",
    (text) => expect(isOptOutKeyword(text)).toBe(false),
  );
});
