import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../shared/google/clock.ts";
import { openPhone } from "../../simulator/client.ts";
import { type Platform, startPlatform } from "../../simulator/platform.ts";
import { call, ID, ID2, PHONE, rcsPath, say } from "../support/api-client.ts";
import { listen } from "../support/listen.ts";
import { startReceiver } from "../support/webhook-receiver.ts";

/** A simulator in real time, and the webhook to which it posts. */
async function start() {
  const receiver = await startReceiver();
  const platform = await startPlatform({ clock: systemClock, webhook: receiver.target });
  onTestFinished(async () => {
    await platform.close();
    await receiver[Symbol.asyncDispose]();
  });
  return { receiver, platform, url: platform.url };
}

function offer(platform: Platform, id: string, chips: readonly string[]) {
  const suggestions = chips.map((text) => ({ reply: { text, postbackData: text.toLowerCase() } }));
  const path = rcsPath(`agentMessages?messageId=${id}&agentId=bank`);
  return call(platform, ["POST", path], { contentMessage: { text: "Choose", suggestions } });
}

describe("openPhone()", () => {
  test("say() posts a signed webhook of the user to the agent that is named, and tells what became of it", async () => {
    const { receiver, url } = await start();
    const result = await openPhone(url, { address: "+447700900555", agent: "bank" }).say("Hi");
    const event = { senderPhoneNumber: "+447700900555", text: "Hi", agentId: "bank@rbm.goog" };
    expect(result).toMatchObject({ webhook: "acknowledged", status: 200, event });
    expect(receiver.received).toMatchObject([{ isSigned: true, event }]);
  });

  test("say() without a user is that of the first user, to the one agent of the channel", async () => {
    const { url } = await start();
    expect(await openPhone(url).say("Hi")).toMatchObject({
      event: { senderPhoneNumber: PHONE, agentId: "demo_agent@rbm.goog" },
    });
    expect(await openPhone(url, { channel: "business-messages" }).say("Hi")).toMatchObject({
      event: { conversationId: "conversation-1", agent: "brands/demo/agents/demo", message: { text: "Hi" } },
    });
  });

  test("say() tells that the bot refused the webhook, and that the next one waits behind it", async () => {
    const { url } = await listen(() => 401);
    await using platform = await startPlatform({ clock: systemClock, webhook: { url, token: "T" } });
    const phone = openPhone(platform.url);
    expect(await phone.say("Hi")).toMatchObject({ webhook: "retried", status: 401 });
    expect(await phone.say("Hello?")).toMatchObject({ webhook: "waiting" });
  });

  test("say() tells that there is no webhook to post to", async () => {
    await using platform = await startPlatform({ clock: systemClock });
    expect(await openPhone(platform.url).say("Hi")).toMatchObject({ webhook: "nowhere" });
  });

  test("tap() taps a chip by its label or by its position", async () => {
    const { platform, url } = await start();
    await offer(platform, ID, ["Yes", "No"]);
    const phone = openPhone(url);
    const tapOf = (postbackData: string) => ({ event: { suggestionResponse: { postbackData } } });
    expect([await phone.tap("Yes"), await phone.tap("2")]).toMatchObject([tapOf("yes"), tapOf("no")]);
  });

  test("tap() of a chip that is not there lists those that are", async () => {
    const { platform, url } = await start();
    const phone = openPhone(url);
    await expect(phone.tap("Yes")).rejects.toThrow("Cannot tap Yes: nothing can be tapped");
    await offer(platform, ID, ["Yes", "No"]);
    await expect(phone.tap("Maybe")).rejects.toThrow("Cannot tap Maybe: expected one of Yes, No");
    await expect(phone.tap("3")).rejects.toThrow("Cannot tap 3: expected one of Yes, No");
  });

  test("file() sends bytes, which the bot can download", async () => {
    const { url, receiver } = await start();
    await openPhone(url).file({ name: "cake.PNG", bytes: new Uint8Array(70_000).fill(7) });
    const file = receiver.received[0]?.event.userFile;
    const { payload } = file as { readonly payload: Readonly<Record<string, string>> };
    expect(payload).toMatchObject({ mimeType: "image/png", fileSizeBytes: 70_000, fileName: "cake.PNG" });
    const downloaded = await fetch(payload.fileUri ?? "");
    expect(downloaded.headers.get("content-type")).toBe("image/png");
    expect((await downloaded.bytes()).every((byte) => byte === 7)).toBe(true);
  });

  test("file() sends what the simulator downloads from a URL, with its type", async () => {
    const { url } = await start();
    const files = await listen(() => ({ status: 200, headers: { "content-type": "image/gif; x=1" }, body: "GIF89a" }));
    const payload = { mimeType: "image/gif", fileSizeBytes: 6, fileName: "a b.bin" };
    expect(await openPhone(url).file(`${files.url}/a%20b.bin`)).toMatchObject({ event: { userFile: { payload } } });
  });

  test.each([
    ["answers another status", 404, "got 404"],
    ["breaks the connection", "reset", "got no answer"],
  ] as const)("file() refuses a URL that %s", async (_name, said, met) => {
    const { url } = await start();
    const files = await listen(() => said);
    const refusal = `Cannot send the file: expected a URL that answers 200, ${met}`;
    await expect(openPhone(url).file(`${files.url}/cake.png`)).rejects.toThrow(refusal);
  });

  test("file() refuses a path, which only the terminal takes", async () => {
    const { url } = await start();
    await expect(openPhone(url).file("/etc/hostname")).rejects.toThrow("Cannot read url: expected a URL with http");
  });

  test("file() sends an image in Business Messages, and refuses anything else", async () => {
    const { url } = await start();
    const phone = openPhone(url, { address: "c1" });
    const bytes = Buffer.from("picture");
    const { event } = await phone.file({ name: "cake.jpg", bytes });
    expect(event).toMatchObject({ message: { text: expect.stringMatching(/^https:\/\/storage\.googleapis\.com\//) } });
    await expect(phone.file({ name: "cake.pdf", bytes })).rejects.toThrow("images only, got application/pdf");
  });

  test("place() sends a place in RCS, and says that Business Messages has none", async () => {
    const { url } = await start();
    const location = { latitude: 51.5, longitude: -0.12 };
    expect(await openPhone(url).place(51.5, -0.12)).toMatchObject({ event: { location } });
    await expect(openPhone(url, { address: "c1" }).place(51.5, -0.12)).rejects.toThrow("has no places");
    await expect(openPhone(url).place(91, 0)).rejects.toThrow("Cannot read latitude: expected a number from -90 to 90");
  });

  test("typing() and read() send the channel's events", async () => {
    const { platform, url } = await start();
    const phone = openPhone(url);
    await expect(phone.read()).rejects.toThrow("Cannot read: the phone shows no message yet");
    await say(platform, ID);
    expect([await phone.typing(), await phone.read()]).toMatchObject([
      { event: { eventType: "IS_TYPING" } },
      { event: { eventType: "READ", messageId: ID } },
    ]);
  });

  test("stop() opts out by RCS's event, by a word where one is typed, and by STOP in Business Messages", async () => {
    const { url } = await start();
    expect([
      await openPhone(url).stop(),
      await openPhone(url).stop("BAJA"),
      await openPhone(url, { address: "c1" }).stop(),
    ]).toMatchObject([
      { event: { eventType: "UNSUBSCRIBE" } },
      { event: { text: "BAJA" } },
      { event: { message: { text: "STOP" } } },
    ]);
  });

  test("screen() shows both sides in order, what the agent has read, and what can be tapped", async () => {
    const { platform, url } = await start();
    const phone = openPhone(url);
    const { event } = await phone.say("Hi");
    await offer(platform, ID, ["Yes", "No"]);
    const path = rcsPath(`agentEvents?eventId=${ID2}&agentId=bank`);
    await call(platform, ["POST", path], { eventType: "READ", messageId: event.messageId });
    await phone.tap("Yes");
    await phone.place(1, 2);
    await phone.stop();
    expect(await phone.screen()).toMatchObject({
      channel: "rcs",
      address: PHONE,
      lines: [
        { by: "user", type: "text", text: "Hi", isRead: true },
        { by: "agent", type: "message", id: ID, text: "Choose", suggestions: ["Yes", "No"] },
        { by: "user", type: "tap", text: "Yes", isRead: false },
        { by: "user", type: "place", text: "1,2" },
        { by: "user", type: "unsubscribed", text: "" },
      ],
      chips: ["Yes", "No"],
      isTyping: false,
    });
  });

  test("users have phones of their own", async () => {
    const { url } = await start();
    await openPhone(url, { address: "+447700900001" }).say("Hi");
    expect((await openPhone(url, { address: "+447700900002" }).screen()).lines).toEqual([]);
  });

  test("waitFor() waits for a message, and a second time for another one", async () => {
    const { platform, url } = await start();
    const phone = openPhone(url);
    const waited = phone.waitFor("Hello");
    await say(platform, ID, "Hello Ada");
    expect(await waited).toMatchObject({ id: ID, text: "Hello Ada" });
    const again = phone.waitFor("Hello");
    await say(platform, ID2, "Hello again");
    expect(await again).toMatchObject({ id: ID2 });
  });

  test("waitFor() says what the phone shows instead, and what the bot answered", async () => {
    const { platform, url } = await start();
    const phone = openPhone(url);
    await phone.say("Hi");
    await say(platform, ID, "Good evening");
    await expect(phone.waitFor("Hello", 1)).rejects.toThrow(
      'after 1 ms: it shows message, and the response to the last webhook was 200; its newest message is "Good evening"',
    );
  });
});
