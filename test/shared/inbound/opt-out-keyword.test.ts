import { describe, expect, it } from "vitest";
import { optOutKeywordOf } from "../../../shared/inbound/opt-out-keyword.ts";

/** What a message of RCS with this text asks for. */
const keywordOf = (text: string) => optOutKeywordOf({ channel: "rcs", content: { type: "text", text } });

describe("optOutKeywordOf()", () => {
  it.each(["STOP", "stop", " Stop \n", "Stop!", "“STOP” 🙏", "BAJA", "parar."])(
    "knows that %j asks for no more",
    (text) => expect(keywordOf(text)).toBe("stop"),
  );

  it.each(["START", "ALTA", "Démarrer", "DÉMARRER", "De\u0301marrer", "demarrer", "começar", "comec\u0327ar"])(
    "knows that %j asks for more",
    (text) => expect(keywordOf(text)).toBe("start"),
  );

  it.each(["", "stop it", "don't stop", "starts", "unsubscribe", "constructor"])("does not take %j for one", (text) =>
    expect(keywordOf(text)).toBeUndefined(),
  );

  it("knows no such words of Business Messages", () => {
    const content = { type: "text", text: "STOP" } as const;
    expect(optOutKeywordOf({ channel: "business-messages", content })).toBeUndefined();
  });
});
