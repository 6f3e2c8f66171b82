import { describe, expect, it } from "vitest";
import type { Agent } from "../../../../shared/base/agent.ts";
import { TransientError } from "../../../../shared/base/errors.ts";
import { type Address, type AgentId, agentId, type MessageId, type OutgoingId } from "../../../../shared/base/ids.ts";
import type { ConversationAddress } from "../../../../shared/conversation/address.ts";
import { rcsCapabilities } from "../../../../shared/google/rcs/capabilities.ts";
import { rcsFiles } from "../../../../shared/google/rcs/files.ts";
import { rcsMessenger } from "../../../../shared/google/rcs/messenger.ts";
import { openRcs } from "../../../../shared/google/rcs/open-rcs.ts";
import { rcsReach } from "../../../../shared/google/rcs/reach.ts";
import type { Capabilities } from "../../../../shared/ports/capabilities.ts";
import type { FileStore } from "../../../../shared/ports/files.ts";
import type { Messenger, Revoker } from "../../../../shared/ports/messenger.ts";
import type { ReachCheck } from "../../../../shared/ports/reach.ts";
import { expireAfter, text } from "../../../../shared/reply/reply.ts";
import { anyId, failuresNaming, failuresOf, toPhone } from "../../../support/api-stub.ts";
import { listen } from "../../../support/listen.ts";
import { rcsCall } from "../../../support/outbound-fixtures.ts";

const AGENT: AgentId = agentId("rcs", "growing_tree_bank_x1y2z3w4_agent@rbm.goog");
const AGENTS: readonly Agent[] = [{ channel: "rcs", agent: AGENT }];
const ADA: ConversationAddress = toPhone("+447700900123", AGENT);
const AMY: ConversationAddress = toPhone("+12025550123", AGENT);
const clock = { now: () => new Date(0) };

/** As many as Google asks for. */
const PHONES = Array.from({ length: 500 }, (_, index) => `+${447700900000 + index}` as Address);

type Everything = Messenger & Revoker & Capabilities & FileStore & ReachCheck;
type Act = (rcs: Everything, id: OutgoingId) => Promise<unknown>;

/** Every recorded call, and what it is to us. */
const RECORDED: Readonly<Record<string, readonly [Act, unknown]>> = {
  "agentMessages.create text": [
    (rcs, id) => rcs.send(ADA, { id, reply: text("Hello, world!", { trafficType: "TRANSACTION" }) }),
    {},
  ],
  "agentMessages.create with ttl": [
    (rcs, id) =>
      rcs.send(ADA, { id, reply: text("Hello, world!", { expiry: expireAfter(600), trafficType: "AUTHENTICATION" }) }),
    { expireTime: "2026-11-20T10:24:59.120Z" },
  ],
  "agentMessages.create US answer": [
    (rcs, id) => rcs.send(AMY, { id, reply: text("Hello, world!") }),
    { billing: { type: "rich", segments: 1 }, carrier: "example-us-carrier" },
  ],
  "agentMessages.delete revoked": [(rcs, id) => rcs.revoke(ADA, id), "removed"],
  "agentMessages.delete already delivered": [(rcs, id) => rcs.revoke(ADA, id), "delivered"],
  "agentEvents.create READ": [
    (rcs, id) => rcs.markRead(ADA, { id, message: "MxIgT4pWCQu2tH9hMkSTljQa" as MessageId }),
    undefined,
  ],
  "agentEvents.create IS_TYPING": [(rcs, id) => rcs.showTyping(ADA, id), undefined],
  "phones.getCapabilities": [
    (rcs) => rcs.check(ADA),
    {
      type: "reachable",
      features: [
        "card",
        "carousel",
        "addToCalendar",
        "dial",
        "openUrl",
        "shareLocation",
        "viewLocation",
        "webview",
        "pdfInCard",
      ],
    },
  ],
  "phones.getCapabilities reachable, no features": [(rcs) => rcs.check(ADA), { type: "reachable", features: [] }],
  "phones.getCapabilities not reachable": [(rcs) => rcs.check(ADA), { type: "unreachable" }],
  "files.create by URL": [
    (rcs) => rcs.addFromUrl(AGENT, { url: "https://example.com/a.jpg", thumbnailUrl: "https://example.com/t.jpg" }),
    "files/exampleUid0001",
  ],
  "files.create upload": [
    (rcs) => rcs.upload(AGENT, new Blob(["<binary>"], { type: "video/mp4" })),
    "files/exampleUid0001",
  ],
};

function everything(url: string): Everything {
  const rcs = openRcs(AGENTS, { base: url });
  return { ...rcsMessenger(rcs), ...rcsCapabilities(rcs, clock), ...rcsFiles(rcs), ...rcsReach(rcs) };
}

/** The last UUID of a path or a query: what the call is known by. */
function idOf({ url, query }: { readonly url: string; readonly query: Readonly<Record<string, string>> }): OutgoingId {
  return (query.messageId ?? query.eventId ?? url.split("/").at(-1) ?? "") as OutgoingId;
}

describe("the calls of RCS", () => {
  it.each(Object.entries(RECORDED))("are made and understood as recorded: %s", async (name, [act, understood]) => {
    const { request, response } = rcsCall(name);
    const { url, requests } = await listen(() => response);
    expect(await act(everything(url), idOf(request))).toEqual(understood);
    const [made] = requests;
    const { pathname, searchParams } = new URL(made?.url ?? "", url);
    expect(made?.method).toBe(request.method);
    expect(decodeURIComponent(pathname)).toBe(new URL(request.url).pathname);
    expect({ ...Object.fromEntries(searchParams), requestId: 0 }).toEqual({ ...request.query, requestId: 0 });
    if (name === "files.create upload") {
      expect(made?.body).toEqual({ type: "video/mp4", base64: Buffer.from("<binary>").toString("base64") });
    } else if (name === "files.create by URL") {
      // The reference wants the agent in the body, the guides in the query: both are given.
      expect(made?.body).toEqual({ ...Object(request.body), agentId: AGENT });
    } else expect(made?.body).toEqual(request.body);
  });

  it("refuse an id that is no UUID", async () => {
    const rcs = everything("http://127.0.0.1:1");
    const id = "x" as OutgoingId;
    await expect(rcs.send(ADA, { id, reply: text("Hi") })).rejects.toThrow(
      expect.objectContaining({ reason: "bad-id" }),
    );
    await expect(rcs.revoke(ADA, id)).rejects.toThrow(expect.objectContaining({ reason: "bad-id" }));
    await expect(rcs.showTyping(ADA, id)).rejects.toThrow(expect.objectContaining({ reason: "bad-id" }));
  });

  it.each<[string, string, Act]>([
    ["phones.getCapabilities", "the connection failed", (rcs) => rcs.check(ADA)],
    ["users.batchGet", "the connection failed", (rcs) => rcs.findReachable(AGENT, PHONES)],
    ["files.create", "the connection failed", (rcs) => rcs.upload(AGENT, new Blob(["x"], { type: "video/mp4" }))],
  ])("name the method %s when it fails, and neither the URL nor the phone", async (method, broken, act) => {
    const failures = await failuresOf((base) => act(everything(base), anyId()));
    expect(failures).toEqual(failuresNaming(method, broken));
  });

  it.each([400, 500])("do not take %i for an answer about the phone", async (status) => {
    const { url } = await listen(() => status);
    await expect(everything(url).check(ADA)).rejects.toThrow(`${status}`);
    await expect(everything(url).revoke(ADA, idOf(rcsCall("agentEvents.create READ").request))).rejects.toThrow(
      `${status}`,
    );
  });
});

describe("a proxy's page with the status 200", () => {
  it.each<[string, Act]>([
    ["check", (rcs) => rcs.check(ADA)],
    ["addFromUrl", (rcs) => rcs.addFromUrl(AGENT, { url: "https://example.com/a.jpg" })],
    ["findReachable", (rcs) => rcs.findReachable(AGENT, PHONES)],
  ])("is no answer to %s()", async (_name, act) => {
    const { url } = await listen(() => ({ status: 200, body: "<html>Welcome</html>" }));
    await expect(act(everything(url), anyId())).rejects.toThrow(TransientError);
  });
});

describe("a proxy's page with the status 404", () => {
  const page = () => ({ status: 404, body: "<html>Not Found</html>" });

  it("tells nothing about a phone", async () => {
    const { url } = await listen(page);
    await expect(everything(url).check(ADA)).rejects.toThrow(TransientError);
  });

  it("tells nothing about a message that is revoked", async () => {
    const { url } = await listen(page);
    await expect(everything(url).revoke(ADA, anyId())).rejects.toThrow(TransientError);
  });

  it("makes no user unreachable", async () => {
    const { url } = await listen(page);
    await expect(everything(url).send(ADA, { id: anyId(), reply: text("Hi") })).rejects.toThrow(TransientError);
  });
});

const MIB = new Blob([Buffer.alloc(1024 * 1024)]);

describe("rcsFiles()", () => {
  it.each([
    ["no type", new Blob(["x"])],
    ["no bytes", new Blob([], { type: "video/mp4" })],
    ["more than 100 MiB", new Blob([...Array(100).fill(MIB), "x"], { type: "video/mp4" })],
  ])("refuses to upload what has %s", async (_claim, content) => {
    const uploading = everything("http://127.0.0.1:1").upload(AGENT, content);
    await expect(uploading).rejects.toThrow(expect.objectContaining({ reason: "bad-file" }));
  });

  it.each<[string, Act]>([
    ["addFromUrl", (rcs) => rcs.addFromUrl(AGENT, { url: "https://example.com/a.jpg" })],
    ["upload", (rcs) => rcs.upload(AGENT, new Blob(["x"], { type: "video/mp4" }))],
  ])("makes no second file when the answer of %s() is lost", async (_name, act) => {
    const { url, requests } = await listen(() => "reset");
    await expect(act(everything(url), anyId())).rejects.toThrow(TransientError);
    expect(requests).toHaveLength(1);
  });

  it.each(["abc", "files/", "files/a/b"])("refuses %j as Google's name of a file", async (name) => {
    const { url } = await listen(() => ({ status: 200, body: { name } }));
    await expect(everything(url).addFromUrl(AGENT, { url: "https://example.com/a.jpg" })).rejects.toThrow("name");
  });
});
