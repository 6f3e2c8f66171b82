import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmbeddedSystem } from "../support/embedded.ts";
import { AGENTS } from "../support/fixtures.ts";
import type { SystemUnderTest } from "../support/stack.ts";

/** Conversations from the phone's side, in the words of handsets. */
describe("the embedded system, on handsets", () => {
  let system: SystemUnderTest;
  beforeAll(async () => {
    system = await startEmbeddedSystem();
  });
  afterAll(() => system?.close());

  const aMessage = expect.objectContaining({ type: "message", text: expect.any(String) });

  it("answers a phone once, after READ and typing", async () => {
    const ada = system.platform.rcsHandset({ phone: "+447700900456", agent: AGENTS[0].agent });
    await ada.sends(await ada.says("Hello"));
    await ada.sees(1);
    await ada.says("Are you open?");
    expect(await ada.sees(2)).toEqual([aMessage, aMessage]);
    expect(ada.timelineKinds().slice(0, 2).sort()).toEqual(["read", "typing"]);
    expect(ada.view().read).toHaveLength(2);
  });

  it("answers a phone that is offline, which shows it later", async () => {
    const ada = system.platform.rcsHandset({ phone: "+447700900457", agent: AGENTS[0].agent });
    await ada.becomes({ reach: "offline" });
    await ada.says("Hello");
    await ada.until(({ calls }) => calls.some(({ kind, status }) => kind === "message" && status === 200));
    expect(ada.bubbles()).toEqual([]);
    await ada.becomes({ reach: "online" });
    expect(ada.bubbles()).toEqual([aMessage]);
  });

  it("answers a conversation of Business Messages in the name of the bot", async () => {
    const maya = system.platform.businessMessagesHandset({ conversation: randomUUID(), agent: AGENTS[1].agent });
    await maya.says("Hello");
    const from = { type: "BOT", displayName: expect.any(String) };
    expect(await maya.sees(1)).toEqual([expect.objectContaining({ type: "message", from })]);
  });
});
