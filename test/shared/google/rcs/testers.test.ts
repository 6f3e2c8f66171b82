import { describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../../../shared/base/errors.ts";
import { type Address, agentId } from "../../../../shared/base/ids.ts";
import { rcsTesters } from "../../../../shared/google/rcs/testers.ts";
import { startPlatform } from "../../../../simulator/platform.ts";
import { failuresNaming, failuresOf } from "../../../support/api-stub.ts";
import { listen } from "../../../support/listen.ts";
import { rcsCall } from "../../../support/outbound-fixtures.ts";

const clock = { now: () => new Date("2026-11-20T10:15:15Z") };
const BANK = agentId("rcs", "growing_tree_bank_x1y2z3w4_agent");
const ADA = "+447700900123" as Address;

type Act = (testers: ReturnType<typeof rcsTesters>) => Promise<unknown>;

const RECORDED: readonly (readonly [string, Act, unknown])[] = [
  ["testers.create (Business Communications API)", (some) => some.invite(BANK, ADA), { phone: ADA, answer: "pending" }],
  ["testers.get", (some) => some.find(BANK, ADA), { phone: ADA, answer: "accepted" }],
  ["testers.delete", (some) => some.remove(BANK, ADA), undefined],
];

describe("rcsTesters()", () => {
  it.each(RECORDED)("makes and understands the recorded %s", async (name, act, understood) => {
    const { request, response } = rcsCall(name);
    const { url, requests } = await listen(() => response);
    expect(await act(rcsTesters({ base: url }))).toEqual(understood);
    const [made] = requests;
    const { pathname, searchParams } = new URL(made?.url ?? "", url);
    expect({
      method: made?.method,
      path: decodeURIComponent(pathname),
      query: Object.fromEntries(searchParams),
      body: made?.body,
    }).toEqual({
      method: request.method,
      path: new URL(request.url).pathname,
      query: request.query,
      body: request.body,
    });
  });

  it("lists and finds who was invited, until they are removed", async () => {
    await using platform = await startPlatform({ clock });
    const testers = rcsTesters({ base: platform.url });
    await testers.invite(BANK, ADA);
    platform.answerInvitation(BANK, ADA, "ACCEPTED");
    const known = { phone: ADA, answer: "accepted" };
    expect([await testers.list(BANK), await testers.find(BANK, ADA)]).toEqual([[known], known]);
    await testers.remove(BANK, ADA);
    expect([await testers.list(BANK), await testers.find(BANK, ADA)]).toEqual([[], undefined]);
  });

  it("removes whom nobody has invited", async () => {
    await using platform = await startPlatform({ clock });
    await expect(rcsTesters({ base: platform.url }).remove(BANK, ADA)).resolves.toBeUndefined();
  });

  it("invites nobody who has declined", async () => {
    await using platform = await startPlatform({ clock });
    platform.answerInvitation(BANK, ADA, "DECLINED");
    await expect(rcsTesters({ base: platform.url }).invite(BANK, ADA)).rejects.toThrow(PermanentError);
  });

  it("gives up on more invitations than Google takes", async () => {
    const { url, requests } = await listen(() => 429);
    const inviting = rcsTesters({ base: url }).invite(BANK, ADA);
    await expect(inviting).rejects.toThrow(expect.objectContaining({ reason: "too-many-testers" }));
    expect(requests).toHaveLength(1);
  });

  it("invites nobody twice when the answer is lost", async () => {
    const { url, requests } = await listen(() => "reset");
    await expect(rcsTesters({ base: url }).invite(BANK, ADA)).rejects.toThrow(TransientError);
    expect(requests).toHaveLength(1);
  });

  it("names the method that fails, and neither the URL nor the phone", async () => {
    const failures = await failuresOf((base) => rcsTesters({ base }).find(BANK, ADA));
    expect(failures).toEqual(failuresNaming("testers.get"));
  });

  it.each<readonly [string, Act]>([
    ["invite", (some) => some.invite(BANK, "0770" as Address)],
    ["find", (some) => some.find(BANK, "0770" as Address)],
    ["remove", (some) => some.remove(BANK, "0770" as Address)],
  ])("refuses to %s what is no phone number, without quoting it", async (_name, act) => {
    await expect(act(rcsTesters({ base: "http://127.0.0.1:1" }))).rejects.toThrow(/^(?!.*0770).*E\.164/);
  });
});
