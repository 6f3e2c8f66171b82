import { describe, expect, test } from "vitest";
import { type Platform, startPlatform } from "../../../simulator/platform.ts";
import { clock, conversation, rcsPhone } from "../../support/api-client.ts";
import { AGENT_ROWS } from "./agent-rows.ts";
import { BUSINESS_MESSAGES_REFUSALS, BUSINESS_MESSAGES_ROWS } from "./business-messages-rows.ts";
import { CLIENTS } from "./clients.ts";
import { type ContractRow, rightOf } from "./contract-row.ts";
import { type GoogleClient, METHODS } from "./google-request.ts";
import { RCS_REFUSALS } from "./rcs-refusals.ts";
import { RCS_ROWS } from "./rcs-rows.ts";

const RCS = [...RCS_ROWS, ...RCS_REFUSALS, ...AGENT_ROWS];
const BUSINESS_MESSAGES = [...BUSINESS_MESSAGES_ROWS, ...BUSINESS_MESSAGES_REFUSALS];
const ROWS = [...RCS, ...BUSINESS_MESSAGES];

/** What a client cannot say, and why. */
const CANNOT: readonly { readonly client: string; readonly rows: readonly ContractRow[]; readonly because: string }[] =
  [{ client: "businessmessages", rows: RCS, because: "it was generated from the API of Business Messages" }];

const canSay = (client: GoogleClient) => ROWS.filter(({ request }) => client.methods.includes(request.method));

test("the table calls every method that the simulator serves", () => {
  expect(new Set(ROWS.map(({ request }) => request.method))).toEqual(new Set(Object.keys(METHODS)));
});

test.each(CLIENTS)("$name can say everything but what is listed with its reason", (client) => {
  const cannot = CANNOT.filter(({ client: name }) => name === client.name).flatMap(({ rows }) => rows);
  expect(canSay(client)).toEqual(ROWS.filter((row) => !cannot.includes(row)));
});

test.each(CANNOT)("$client has no method of RCS: $because", async ({ client: name, rows: [row] }) => {
  await using platform = await startPlatform({ clock });
  const client = CLIENTS.find((one) => one.name === name);
  expect(() => row && client?.execute(platform.url, row.request)).toThrow("this client has no such method");
});

/** A call that is refused shows nothing, where the row says no more. */
function expectShown(platform: Platform, row: ContractRow, status: number | undefined): void {
  const view = BUSINESS_MESSAGES.includes(row) ? conversation(platform) : rcsPhone(platform);
  expect(view).toMatchObject(row.shows ?? (status === 200 ? {} : { messages: [], isTyping: false, read: [] }));
}

describe.each(["observed", "documented"] as const)("platform, contract as %s", (contract) => {
  describe.each(CLIENTS)("called by $name", (client) => {
    test.each(canSay(client))("answers $title, and the phone shows what came of it", async (row) => {
      await using platform = await startPlatform({ clock, contract, ...row.rules });
      await row.prepare?.(platform);
      for (const request of row.before ?? []) {
        expect(await client.execute(platform.url, request)).toMatchObject({ status: 200 });
      }
      const right = rightOf(row, contract);
      expect(await client.execute(platform.url, row.request)).toMatchObject(right);
      expectShown(platform, row, right.status);
    });
  });
});
