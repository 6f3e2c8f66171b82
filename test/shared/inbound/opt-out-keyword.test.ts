import { describe, expect, it } from "vitest";
import { optOutKeyword } from "../../../shared/inbound/opt-out-keyword.ts";

describe("optOutKeyword()", () => {
  it.each(["STOP", "stop", " Stop \n", "BAJA", "parar"])("knows that %j asks for no more", (text) =>
    expect(optOutKeyword(text)).toBe("stop"),
  );

  it.each(["START", "ALTA", "Démarrer", "DÉMARRER", "De\u0301marrer", "começar", "comec\u0327ar"])(
    "knows that %j asks for more",
    (text) => expect(optOutKeyword(text)).toBe("start"),
  );

  it.each(["", "stop it", "STOP!", "don't stop", "starts", "demarrer", "unsubscribe", "constructor"])(
    "does not take %j for one",
    (text) => expect(optOutKeyword(text)).toBeUndefined(),
  );
});
