import { describe, expect, it } from "vitest";
import { explainError } from "../../cli/explain-error.ts";
import { createNarrator, type Narrator } from "../../cli/narrator.ts";
import type { AgentId } from "../../shared/base/ids.ts";
import { type ApiCall, PLAIN_CALL } from "../../simulator/api/call.ts";
import { singing } from "../support/canaries.ts";

const ESCAPE = "\u001b";

describe("createNarrator()", () => {
  it.each([
    ["a title for the window", `${ESCAPE}]0;owned\u0007`],
    ["a cleared screen", `${ESCAPE}[2J`],
    ["a control character of eight bits", "\u009b2J"],
    ["another line", "Hi\nGoogle refused everything"],
    ["a line over this one", "Hi\rHo"],
    ["another direction", "\u202eHi"],
  ])("shows a terminal %s, and has it do nothing", (_what, words) => {
    const lines: string[] = [];
    createNarrator(
      (line) => lines.push(line),
      () => 0,
    ).tell("user", words);
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
  const SHOWN: readonly (readonly [string, (narrator: Narrator) => void])[] = [
    ["a user's words", ({ tell }) => tell("user", `Look: "${SIGNED}"`)],
    ["a message of the bot's", ({ onFact }) => onFact({ type: "call-answered", at: AT, call: CALL, status: 200 })],
    [
      "what Google refused",
      ({ onFact }) =>
        onFact({ type: "call-refused", at: AT, method: "POST", path: "/", status: 400, message: `No: ${SIGNED}` }),
    ],
    [
      "an error of the bot's",
      ({ tell }) => tell("trouble", explainError(new Error("No", { cause: new Error(`No ${SIGNED} there`) }))),
    ],
    ["an error that is logged", ({ log }) => log("ERROR", "delivery_failed", { error: SIGNED })],
  ];

  it.each(SHOWN)("shows %s, and no signature of a URL in them", (_what, show) => {
    const lines: string[] = [];
    show(
      createNarrator(
        (line) => lines.push(line),
        () => 0,
      ),
    );
    expect(lines.join("")).toContain(
      "storage.googleapis.com/b/o?x-goog-credential=…&X-Goog-Expires=60&x-goog-signature=…",
    );
    expect(singing(lines)).toEqual([]);
  });

  it("shows of a request neither its token, its signature nor its body", async () => {
    const lines: string[] = [];
    const narrator = createNarrator(
      (line) => lines.push(line),
      () => 0,
    );
    await narrator.watchIngress(async () => ({ status: 200, body: "kanarienvogel" }))({
      method: "POST",
      path: "/rcs",
      headers: { "x-goog-signature": "kanarienvogel", authorization: "Bearer kanarienvogel" },
      body: Buffer.from('{"clientToken":"kanarienvogel"}'),
    });
    await narrator.watchPublisher({ publish: async () => undefined }).publish("message", {
      bytes: Buffer.from("kanarienvogel"),
      attributes: { kind: "message", agent: "kanarienvogel" },
    });
    expect(lines.join("")).toContain("POST /rcs answered 200");
    expect(singing(lines)).toEqual([]);
  });
});
