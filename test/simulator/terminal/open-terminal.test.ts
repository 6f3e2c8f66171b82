import { describe, expect, onTestFinished, test } from "vitest";
import { openTerminal } from "../../../simulator/terminal/open-terminal.ts";
import { call, ID, ID2, PHONE, rcsPath, say } from "../../support/api-client.ts";
import { setUpPlatform } from "../../support/platform-setup.ts";

async function open() {
  const setup = await setUpPlatform();
  onTestFinished(() => setup[Symbol.asyncDispose]());
  const { platform } = setup;
  const printed: string[] = [];
  const readFile = async (path: string) => {
    if (path !== "shop/cake.png") throw new Error("ENOENT");
    return Buffer.from("picture");
  };
  const take = openTerminal({ platform, print: (text) => void printed.push(text), readFile });
  const events = () => setup.receiver.received.map(({ event }) => event);
  return { platform, take, printed: () => printed.join(""), events };
}

function offer(platform: Awaited<ReturnType<typeof open>>["platform"], text: string, chips = ["Yes", "No"]) {
  const suggestions = chips.map((label) => ({ reply: { text: label, postbackData: label } }));
  const path = rcsPath(`agentMessages?messageId=${ID}&agentId=bank`);
  return call(platform, ["POST", path], { contentMessage: { text, suggestions } });
}

describe("openTerminal()", () => {
  test("does what is typed as the first user, and then as another", async () => {
    const { take, events, printed } = await open();
    for (const line of ["Hi", "/as ada", "Hi", "/stop", "/as +447700900001 bank", "/file shop/cake.png"])
      await take(line);
    expect(events()).toMatchObject([
      { senderPhoneNumber: PHONE, text: "Hi" },
      { conversationId: "ada", message: { text: "Hi" } },
      { conversationId: "ada", message: { text: "STOP" } },
      { senderPhoneNumber: "+447700900001", agentId: "bank@rbm.goog", userFile: { payload: { fileName: "cake.png" } } },
    ]);
    expect(printed()).toBe("you are ada on business-messages\nyou are +447700900001 on rcs\n");
  });

  test("prints what is shown on the phones of its users, and of nobody else", async () => {
    const { platform, take, printed } = await open();
    await say(platform, ID2, "Unasked");
    expect(printed()).toBe("");
    await take("/typing");
    await offer(platform, "Hello\nAda\u001b[2J");
    expect(printed()).toBe(`${PHONE} bot: Hello\n    Ada\uFFFD[2J\n  tap: 1 Yes | 2 No\n`);
  });

  test("prints no control characters of a chip's label, also not in what it refuses", async () => {
    const { platform, take, printed } = await open();
    await offer(platform, "Hello", ["Yes\u001b[2J"]);
    await take("/tap Maybe");
    expect(printed()).toBe("Cannot tap Maybe: expected one of Yes\uFFFD[2J\n");
  });

  test("goes on as a user whose phone is in another language", async () => {
    const { take, events } = await open();
    await take("/as he");
    await take("שלום");
    expect(events()).toMatchObject([{ conversationId: "conversation-he", context: { resolvedLocale: "he" } }]);
  });

  test("prints the screen", async () => {
    const { platform, take, printed } = await open();
    await take("Hi");
    await offer(platform, "Hello");
    await take("/tap Yes");
    const before = printed();
    await take("/screen");
    expect(printed().slice(before.length)).toBe(
      `${PHONE} shows\n  you: Hi\n  bot: Hello\n  you: [tap] Yes\n  tap: 1 Yes | 2 No\n`,
    );
  });

  test.each([
    ["/tap Maybe", "Cannot tap Maybe: nothing can be tapped\n"],
    ["/read", "Cannot read: the phone shows no message yet\n"],
    ["/dance", "Cannot do /dance: expected /say"],
    ["/now", "Cannot do /now: the bot runs in another process"],
    ["/as +0", "Cannot use the user: expected a phone number such as +447700900123\n"],
    ["/file nowhere.png", "Cannot read nowhere.png: expected the path of a file, or a URL\n"],
    ["/help", "TEXT "],
  ])("prints of %s: %s", async (line, words) => {
    const { take, printed, events } = await open();
    await take("");
    await take(line);
    expect(printed().startsWith(words)).toBe(true);
    expect(events()).toEqual([]);
  });
});
