import { describe, expect, it } from "vitest";
import type { ConversationId } from "../../../../shared/base/ids.ts";
import { cloudLogLines } from "../../../../shared/google/logging/log-lines.ts";
import { listen, type Said } from "../../../support/listen.ts";

const CONVERSATION = "c".repeat(43) as ConversationId;
const RANGE = { from: new Date("2026-11-29T03:00:00Z"), to: new Date("2026-11-29T04:00:00Z") };

const entry = (minute: number, jsonPayload: unknown) => ({
  timestamp: `2026-11-29T03:0${minute}:00.123456789Z`,
  severity: "INFO",
  jsonPayload,
});

async function find(...answers: readonly Said[]) {
  const left = [...answers];
  const api = await listen(() => left.shift() ?? 403);
  const lines = cloudLogLines({ project: "my-project", base: api.url });
  return { api, lines: Array.fromAsync(lines.find({ conversation: CONVERSATION }, RANGE)) };
}

describe("cloudLogLines()", () => {
  it("asks for the lines of a conversation, page after page, and leaves out what is none of ours", async () => {
    const [sent, other] = [entry(1, { event: "message_sent", kind: "message" }), { textPayload: "x" }];
    const { api, lines } = await find(
      { status: 200, body: { entries: [sent, other], nextPageToken: "2" } },
      { status: 200, body: { entries: [entry(2, { event: "fell_back" })] } },
    );
    expect((await lines).map(({ event, at, fields }) => [event, at.toISOString(), fields])).toEqual([
      ["message_sent", "2026-11-29T03:01:00.123Z", { kind: "message" }],
      ["fell_back", "2026-11-29T03:02:00.123Z", {}],
    ]);
    const query = {
      resourceNames: ["projects/my-project"],
      orderBy: "timestamp asc",
      filter: `jsonPayload.conversation="${CONVERSATION}" AND timestamp>="2026-11-29T03:00:00.000Z" AND timestamp<"2026-11-29T04:00:00.000Z"`,
    };
    expect(api.requests.map(({ url, body }) => [url, body])).toEqual([
      ["/v2/entries:list", expect.objectContaining(query)],
      ["/v2/entries:list", expect.objectContaining({ ...query, pageToken: "2" })],
    ]);
  });

  it("reads a page with more values than a stranger may send", async () => {
    const calls = Array.from({ length: 250 }, () => ({ call: "send" }));
    const entries = Array.from({ length: 500 }, () => entry(1, { event: "delivery_done", calls }));
    const { lines } = await find({ status: 200, body: { entries } });
    expect(await lines).toHaveLength(500);
  });

  it("names the role that is missing", async () => {
    const { lines } = await find(403);
    const failure = "Cannot read the log of my-project: Cloud Logging answered 403; expected the role Logs Viewer";
    await expect(lines).rejects.toThrow(failure);
  });
});
