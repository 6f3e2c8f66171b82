import { expect, test } from "vitest";
import { LOOKS } from "../../../simulator/looks/looks.ts";
import { openLooksLines } from "../../../simulator/looks/looks-lines.ts";
import { startPlatform } from "../../../simulator/platform.ts";
import { BOT, call, clock, ID, ID2, ID3, rcsPath } from "../../support/api-client.ts";

const QUESTION = {
  text: "See https://shop.example/cake for more. Well?",
  suggestions: [{ reply: { text: "Yes", postbackData: "yes" } }],
};

test("openLooksLines() says once what almost every message has, and all else with each message", async () => {
  await using terminal = await openTerminal();
  await terminal.sendRcs(ID);
  await terminal.sendRcs(ID2);
  expect(terminal.lines).toEqual([
    `iPhone: ${LOOKS["link-not-last"].advice}`,
    `iPhone: ${LOOKS["replies-stay"].advice}`,
    `iPhone: ${LOOKS["link-not-last"].advice}`,
  ]);
});

test("openLooksLines() says nothing of a repeated message, nor of Business Messages", async () => {
  await using terminal = await openTerminal();
  const body = { messageId: ID3, representative: BOT, text: QUESTION.text };
  await call(terminal.platform, ["POST", "/v1/conversations/c1/messages"], body);
  expect(terminal.lines).toEqual([]);
  await terminal.sendRcs(ID);
  const { length } = terminal.lines;
  await terminal.sendRcs(ID);
  expect(terminal.lines).toHaveLength(length);
});

async function openTerminal() {
  const lines: string[] = [];
  const looksLines = openLooksLines();
  const platform = await startPlatform({ clock, onFact: (fact) => lines.push(...looksLines(fact)) });
  const sendRcs = (id: string) =>
    call(platform, ["POST", rcsPath(`agentMessages?messageId=${id}&agentId=bank`)], { contentMessage: QUESTION });
  return { lines, platform, sendRcs, [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose]() };
}
