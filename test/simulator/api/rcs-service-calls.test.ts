import { describe, expect, test } from "vitest";
import { type Platform, startPlatform } from "../../../simulator/platform.ts";
import { call, clock, ID, ID2, PHONE, RULE, rcsPath, refused, upload } from "../../support/api-client.ts";
import { setUpPlatform } from "../../support/platform-setup.ts";

const BATCH = ["POST", "/v1/users:batchGet"] as const;
const UPLOAD = ["POST", "/upload/v1/files?agentId=bank"] as const;
const TESTERS = ["POST", "/v1/testers"] as const;
const numbers = (count: number) =>
  Array.from({ length: count }, (_, index) => `+44770${String(index).padStart(7, "0")}`);
const batch = (users: readonly string[]) => ({ users, agentId: "bank" });

describe("platform, users:batchGet", () => {
  test("says who is reachable, of all numbers and of the sample", async () => {
    await using platform = await startPlatform({ clock });
    const users = numbers(500);
    await platform.setPhone("rcs", users[0] ?? "", { reach: "no-rcs" });
    await platform.setPhone("rcs", users[1] ?? "", { carrier: "one" });
    expect((await call(platform, BATCH, batch(users))).body).toEqual({
      reachableUsers: users.slice(1),
      totalRandomSampleUserCount: 375,
      reachableRandomSampleUserCount: 374,
      reachableUsersMap: { one: { reachableUsers: [users[1]] } },
    });
  });

  test.each([
    ["499 numbers", numbers(499)],
    ["10,001 numbers", numbers(10_001)],
    ["a number twice", [...numbers(500), "+447700000000"]],
    ["two regions", [...numbers(500), "+12025550123"]],
  ])("refuses %s", async (_name, users) => {
    await using platform = await startPlatform({ clock, regions: "checked" });
    expect(await call(platform, BATCH, batch(users))).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });
});

describe("platform, files", () => {
  test.each([
    ["no bytes", "", "video/mp4"],
    ["a type that phones cannot show", "<p>", "text/html"],
  ])("refuses %s", async (_name, body, type) => {
    await using platform = await startPlatform({ clock });
    expect(await call(platform, UPLOAD, body, { "content-type": type })).toMatchObject({ status: 400 });
  });

  const DAY_MS = 86_400_000;
  const show = (platform: Platform, messageId: string, names: object) =>
    call(platform, ["POST", rcsPath(`agentMessages?messageId=${messageId}&agentId=bank`)], {
      contentMessage: { uploadedRbmFile: names },
    });

  test("are known by their names for 60 days", async () => {
    await using setup = await setUpPlatform();
    const { clock: time, platform } = setup;
    const fileName = await upload(platform);
    await time.advance(60 * DAY_MS);
    const before = await show(platform, ID, { fileName });
    await time.advance(1);
    expect([before, await show(platform, ID2, { fileName })]).toMatchObject([
      { status: 200 },
      refused(400, "INVALID_ARGUMENT"),
    ]);
  });

  test("are refused under an unknown name, and the error names the field", async () => {
    await using platform = await startPlatform({ clock });
    const { status, body } = await show(platform, ID, {
      fileName: await upload(platform),
      thumbnailName: "files/none",
    });
    const fieldViolations = [
      { field: "contentMessage.uploadedRbmFile.thumbnailName", description: expect.any(String) },
    ];
    expect({ status, body }).toMatchObject({ status: 400, body: { error: { details: [{ fieldViolations }, RULE] } } });
  });

  test("that no longer exist do not matter for a repeated id", async () => {
    await using setup = await setUpPlatform();
    const fileName = await upload(setup.platform);
    const first = await show(setup.platform, ID, { fileName });
    await setup.clock.advance(61 * DAY_MS);
    expect(await show(setup.platform, ID, { fileName })).toEqual(first);
  });
});

describe("platform, testers", () => {
  const tester = { agentId: "bank", phoneNumber: PHONE };
  const one = `/v1/testers/${PHONE}?agentId=bank`;

  test("are invited, listed, found and deleted", async () => {
    await using platform = await startPlatform({ clock });
    const resource = { name: `testers/${PHONE}`, ...tester, inviteStatus: "PENDING" };
    expect((await call(platform, TESTERS, tester)).body).toEqual(resource);
    expect((await call(platform, ["GET", "/v1/testers?agentId=bank"])).body).toEqual({ testers: [resource] });
    expect((await call(platform, ["GET", one])).body).toEqual(resource);
    expect((await call(platform, ["DELETE", one])).body).toEqual({});
    expect(await call(platform, ["GET", one])).toMatchObject(refused(404, "NOT_FOUND"));
  });

  test("who declined must be deleted before another invitation", async () => {
    await using platform = await startPlatform({ clock });
    platform.answerInvitation("bank", PHONE, "DECLINED");
    expect(await call(platform, TESTERS, tester)).toMatchObject({ status: 400 });
  });

  test("are invited at most 20 times a day", async () => {
    await using platform = await startPlatform({ clock });
    const statuses = [];
    for (const phoneNumber of numbers(21)) {
      statuses.push((await call(platform, TESTERS, { ...tester, phoneNumber })).status);
    }
    expect([statuses.filter((status) => status === 200).length, statuses.at(-1)]).toEqual([20, 429]);
  });
});
