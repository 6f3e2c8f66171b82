import { describe, expect, it } from "vitest";
import { readAgents } from "../../../../shared/base/agent.ts";
import { UnreachableError } from "../../../../shared/base/errors.ts";
import { rcsDialogflow } from "../../../../shared/google/rcs/dialogflow.ts";
import { openRcs } from "../../../../shared/google/rcs/open-rcs.ts";
import { startPlatform } from "../../../../simulator/platform.ts";
import { anyId, toPhone } from "../../../support/api-stub.ts";
import { listen } from "../../../support/listen.ts";

const clock = { now: () => new Date("2026-11-20T10:15:15Z") };
const ADA = toPhone("+447700900123");
const dialogflow = { bank: { WELCOME: ["Hello!", "What can I do for you?"] } };
const id = anyId();

function openAt(base: string) {
  return rcsDialogflow(openRcs(readAgents('[{"channel":"rcs","agent":"bank"}]'), { base }));
}

describe("rcsDialogflow()", () => {
  it("tells of an event with its parameters and language", async () => {
    const { url, requests } = await listen(() => 200);
    await openAt(url).tell(ADA, { id, name: "WELCOME", parameters: { first_name: "Sam" }, language: "en" });
    expect(requests).toEqual([
      {
        method: "POST",
        url: `/v1/phones/%2B447700900123/dialogflowMessages?messageIdPrefix=${id}&agentId=bank`,
        authorization: undefined,
        body: { eventName: "WELCOME", parameters: { first_name: "Sam" }, languageCode: "en" },
      },
    ]);
  });

  it("has Dialogflow say its answers once, however often it is told under the same id", async () => {
    await using platform = await startPlatform({ clock, dialogflow });
    for (const _try of [1, 2]) await openAt(platform.url).tell(ADA, { id, name: "WELCOME" });
    expect(platform.phone("rcs", ADA.address).messages).toMatchObject([
      { text: "Hello!" },
      { text: "What can I do for you?" },
    ]);
  });

  it("gives up for ever on an agent without Dialogflow", async () => {
    await using platform = await startPlatform({ clock });
    const telling = openAt(platform.url).tell(ADA, { id, name: "WELCOME" });
    await expect(telling).rejects.toThrow(expect.objectContaining({ reason: "google-403" }));
  });

  it("knows that a user has no RCS", async () => {
    await using platform = await startPlatform({ clock, dialogflow, profile: { reach: "no-rcs" } });
    await expect(openAt(platform.url).tell(ADA, { id, name: "WELCOME" })).rejects.toThrow(UnreachableError);
  });
});
