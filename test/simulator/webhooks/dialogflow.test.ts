import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { call, clock, ID, PHONE, rcsPath, rcsPhone, refused } from "../../support/api-client.ts";

const PATH = rcsPath(`dialogflowMessages?messageIdPrefix=${ID}&agentId=bank`);
const EVENT = { eventName: "RBM_WELCOME_EVENT", parameters: { first_name: "Sam" }, languageCode: "en" };
const dialogflow = { bank: { RBM_WELCOME_EVENT: ["Hello!", "What can I do for you?"] } };

describe("platform, dialogflowMessages", () => {
  test("answers with the event and shows all that Dialogflow says, under ids that begin alike", async () => {
    await using platform = await startPlatform({ clock, dialogflow });
    expect(await call(platform, ["POST", PATH], EVENT)).toMatchObject({
      status: 200,
      body: { ...EVENT, name: `phones/${PHONE}/dialogflowMessages/${ID}` },
    });
    expect(rcsPhone(platform).messages).toEqual([
      { id: `${ID}-1`, text: "Hello!" },
      { id: `${ID}-2`, text: "What can I do for you?" },
    ]);
  });

  test("says nothing again when the prefix is repeated", async () => {
    await using platform = await startPlatform({ clock, dialogflow });
    const first = await call(platform, ["POST", PATH], EVENT);
    expect(await call(platform, ["POST", PATH], EVENT)).toEqual(first);
    expect(rcsPhone(platform).messages).toHaveLength(2);
  });

  test("says nothing to an event that Dialogflow does not know", async () => {
    await using platform = await startPlatform({ clock, dialogflow });
    expect(await call(platform, ["POST", PATH], { eventName: "OTHER" })).toMatchObject({ status: 200 });
    expect(rcsPhone(platform).messages).toEqual([]);
  });

  test("is refused for an agent without Dialogflow", async () => {
    await using platform = await startPlatform({ clock });
    expect(await call(platform, ["POST", PATH], EVENT)).toMatchObject(refused(403, "PERMISSION_DENIED"));
  });

  test("is refused for a phone that RCS does not reach", async () => {
    await using platform = await startPlatform({ clock, dialogflow, profile: { reach: "no-rcs" } });
    expect(await call(platform, ["POST", PATH], EVENT)).toMatchObject(refused(404, "NOT_FOUND"));
  });

  test.each([
    ["no event", {}],
    ["an unknown field", { ...EVENT, text: "Hi" }],
    ["parameters that are no object", { ...EVENT, parameters: "Sam" }],
  ])("refuses %s", async (_name, body) => {
    await using platform = await startPlatform({ clock, dialogflow });
    expect(await call(platform, ["POST", PATH], body)).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });
});
