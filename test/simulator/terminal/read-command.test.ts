import { describe, expect, test } from "vitest";
import { readCommand } from "../../../simulator/terminal/read-command.ts";

const act = (what: object) => ({ do: "act", act: what });

describe("readCommand()", () => {
  test.each([
    ["Are you open? ", act({ do: "say", text: "Are you open?" })],
    ["tap Yes", act({ do: "say", text: "tap Yes" })],
    ["/say /tap", act({ do: "say", text: "/tap" })],
    ["/as he", { do: "become", user: { channel: "business-messages", address: "conversation-he" }, locale: "he" }],
    ["/as zh-Hant-TW", { do: "become", locale: "zh-Hant-TW" }],
    ["/now 2026-12-05T22:00Z", { do: "set-clock", to: new Date("2026-12-05T22:00Z") }],
    ["/now", { do: "set-clock" }],
    ["/say  Are you open? ", act({ do: "say", text: "Are you open?" })],
    ["/tap Opening hours", act({ do: "tap", chip: "Opening hours" })],
    ["/file https://example.com/a.png", act({ do: "file", url: "https://example.com/a.png" })],
    ["/file my cake.png", { do: "send-path", path: "my cake.png" }],
    ["/place 51.5, -0.12", act({ do: "place", latitude: 51.5, longitude: -0.12 })],
    ["  /typing", act({ do: "typing" })],
    ["/read", act({ do: "read" })],
    ["/stop", act({ do: "stop" })],
    ["/stop BAJA", act({ do: "stop", word: "BAJA" })],
    ["/start", act({ do: "start" })],
    ["/start ALTA", act({ do: "start", word: "ALTA" })],
    ["/person", act({ do: "person" })],
    ["/sign-in", act({ do: "sign-in", isDone: true })],
    ["/sign-in no", act({ do: "sign-in", isDone: false })],
    ["/survey Very good", act({ do: "survey", text: "Very good" })],
    ["/as +447700900001", { do: "become", user: { channel: "rcs", address: "+447700900001" } }],
    ["/as ada brands/b/agents/a", { do: "become", user: { address: "ada", agent: "brands/b/agents/a" } }],
    ["/screen", { do: "screen" }],
    ["/help me", { do: "help" }],
  ])("reads %s", (line, command) => expect(readCommand(line)).toMatchObject(command));

  test.each([
    [
      "/hello",
      "Cannot do /hello: expected /say, /tap, /file, /place, /typing, /read, /stop, /start, /person, /sign-in, /survey, /as, /now, /screen or /help",
    ],
    ["/now soon", "Cannot do /now: expected /now TIME"],
    ["/sign-in maybe", "Cannot do /sign-in: expected /sign-in, or /sign-in no"],
    ["/survey", "Cannot do /survey: expected /survey TEXT"],
    ["/constructor", "Cannot do /constructor: expected /say"],
    ["/say", "Cannot do /say: expected /say TEXT"],
    ["/tap", "Cannot do /tap: expected /tap CHIP"],
    ["/file", "Cannot do /file: expected /file PATH or /file URL"],
    ["/place here", "Cannot do /place: expected /place LAT,LON, such as /place 51.5,-0.12"],
    ["/place 91,0", "Cannot read latitude: expected a number from -90 to 90"],
    ["/place 0,-180.5", "Cannot read longitude: expected a number from -180 to 180"],
    ["/typing fast", "Cannot do /typing: expected nothing after it"],
    ["/as", "Cannot do /as: expected /as USER or /as USER AGENT"],
    ["/as a b c", "Cannot do /as: expected /as USER or /as USER AGENT"],
  ])("refuses %s, and says what was expected", (line, refusal) => {
    expect(() => readCommand(line)).toThrow(refusal);
  });

  test("reads a long line with many spaces at once, so that the simulator goes on meanwhile", () => {
    const text = `a${" ".repeat(200_000)}b`;
    expect(readCommand(text)).toEqual(act({ do: "say", text }));
  });
});
