import { describe, expect, it } from "vitest";
import { explainError } from "../../cli/explain-error.ts";
import { openFacts, type ToldFact } from "../../cli/facts.ts";
import { createNarrator } from "../../cli/narrator.ts";
import { watchFunction } from "../../cli/watch-functions.ts";
import { watchPublisher } from "../../cli/watch-ports.ts";
import type { AgentId } from "../../shared/base/ids.ts";
import { systemClock } from "../../shared/google/clock.ts";
import { type ApiCall, PLAIN_CALL } from "../../simulator/api/call.ts";
import { singing } from "../support/canaries.ts";

const ESCAPE = "\u001b";

/** Facts, and what is printed of them. */
function narrated(isVerbose = true) {
  const lines: string[] = [];
  const facts = openFacts(systemClock);
  const narrator = createNarrator({ print: (line) => lines.push(line), isVerbose, now: () => 0 });
  facts.listen(narrator.hear);
  return { facts, lines };
}

/** What is printed of some facts. */
function linesOf(...told: readonly ToldFact[]): readonly string[] {
  const { facts, lines } = narrated();
  for (const fact of told) facts.emit(fact);
  return lines;
}

describe("createNarrator()", () => {
  it.each([
    ["a title for the window", `${ESCAPE}]0;owned\u0007`],
    ["a cleared screen", `${ESCAPE}[2J`],
    ["a control character of eight bits", "\u009b2J"],
    ["another line", "Hi\nGoogle refused everything"],
    ["a line over this one", "Hi\rHo"],
    ["another direction", "\u202eHi"],
  ])("shows a terminal %s, and has it do nothing", (_what, words) => {
    const lines = linesOf({ type: "scene", what: words });
    const [line = ""] = lines;
    const said = line.slice(line.lastIndexOf("user"));
    expect(said.replace(`${ESCAPE}[22m`, "")).not.toMatch(/[\p{Cc}\u202e](?!$)/u);
    expect(said).toMatch(/\\u[0-9a-f]{4}/);
  });

  const SIGNED = `https://storage.googleapis.com/b/o?x-goog-credential=kanarienvogel%40a&X-Goog-Expires=60&x-goog-signature=kanarienvogel`;
  const CALL: ApiCall = {
    ...PLAIN_CALL,
    channel: "rcs",
    path: "agentMessages",
    agent: "bank" as AgentId,
    address: "+447700910001",
    id: "1",
    act: { type: "message", text: `You sent ${SIGNED}` },
  };
  const AT = new Date(0);
  const SHOWN: readonly (readonly [string, ToldFact])[] = [
    ["a user's words", { type: "scene", what: `Look: "${SIGNED}"` }],
    ["a message of the bot's", { type: "google", fact: { type: "call-answered", at: AT, call: CALL, status: 200 } }],
    [
      "what Google refused",
      {
        type: "google",
        fact: { type: "call-refused", at: AT, method: "POST", path: "/", status: 400, message: `No: ${SIGNED}` },
      },
    ],
    [
      "an error of the bot's",
      { type: "bot-failed", what: explainError(new Error("No", { cause: new Error(`No ${SIGNED} there`) })) },
    ],
    [
      "an error that is logged",
      { type: "logged", severity: "ERROR", event: "delivery_failed", fields: { error: SIGNED } },
    ],
  ];

  it.each(SHOWN)("shows %s, and no signature of a URL in them", (_what, fact) => {
    const lines = linesOf(fact);
    expect(lines.join("")).toContain(
      "storage.googleapis.com/b/o?x-goog-credential=…&X-Goog-Expires=60&x-goog-signature=…",
    );
    expect(singing(lines)).toEqual([]);
  });

  it("shows of a request neither its token, its signature nor its body", async () => {
    const { facts, lines } = narrated();
    const ingress = async () => ({ status: 200, body: "kanarienvogel" });
    await watchFunction(
      "ingress",
      ingress,
      facts,
    )({
      method: "POST",
      path: "/rcs",
      headers: { "x-goog-signature": "kanarienvogel", authorization: "Bearer kanarienvogel" },
      body: Buffer.from('{"clientToken":"kanarienvogel"}'),
    });
    await watchPublisher({ publish: async () => undefined }, facts).publish("message", {
      bytes: Buffer.from("kanarienvogel"),
      attributes: { kind: "message", agent: "kanarienvogel" },
    });
    expect(lines.join("")).toContain("POST /rcs answered 200");
    expect(singing(lines)).toEqual([]);
  });
});
