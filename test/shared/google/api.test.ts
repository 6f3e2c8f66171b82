import { describe, expect, it } from "vitest";
import { SettingsError, TransientError } from "../../../shared/base/errors.ts";
import { agentId } from "../../../shared/base/ids.ts";
import { isNotFound, openApi, refuseAgent } from "../../../shared/google/api.ts";
import { listen, type Said } from "../../listen.ts";

async function answered(said: Said): Promise<unknown> {
  const { url } = await listen(() => said);
  return openApi(url, "scope", "RCS_API").request({ method: "POST", url, body: {}, timeoutMs: 5_000 });
}

describe("openApi()", () => {
  it.each([
    ["https://rcsbusinessmessaging.googleapis.com", "https://rcsbusinessmessaging.googleapis.com"],
    ["https://proxy.example/google/", "https://proxy.example/google"],
    ["http://localhost:4100", "http://localhost:4100"],
    ["http://127.0.0.1:4100/", "http://127.0.0.1:4100"],
    ["http://[::1]:4100", "http://[::1]:4100"],
  ])("opens %s", (base, expected) => expect(openApi(base, "scope", "RCS_API").base).toBe(expected));

  it.each([
    "",
    "localhost:4100",
    "rcsbusinessmessaging.googleapis.com",
    "ftp://localhost",
    "http://api.example",
    "http://10.0.0.1",
    "http://localhost.example",
    "http://127.0.0.1.example",
    "http://127.0.0.1@api.example",
  ])("refuses %j and names the setting", (base) => {
    const open = () => openApi(base, "scope", "RCS_API");
    expect(open).toThrow(new SettingsError("Cannot use RCS_API: expected an https URL, or http on loopback only"));
  });

  it("sends no credentials to loopback", async () => {
    const { url, requests } = await listen(() => 200);
    const what = { method: "POST", url: `${url}/v1/x`, body: { text: "Hi" }, timeoutMs: 5_000 } as const;
    await openApi(url, "scope", "RCS_API").request(what);
    expect(requests).toEqual([{ method: "POST", url: "/v1/x", authorization: undefined, body: { text: "Hi" } }]);
  });

  it.each([200, 204, 409])("takes %i for done", async (status) => {
    await expect(answered(status)).resolves.not.toBeInstanceOf(Error);
  });

  it("resolves with the answer's JSON", async () => {
    await expect(answered({ status: 200, body: { name: "files/abc" } })).resolves.toEqual({ name: "files/abc" });
  });

  it("resolves with nothing when the answer holds none", async () => {
    await expect(answered(204)).resolves.toBeUndefined();
  });

  it.each([401, 403, 408, 429, 500, 502, 503])("hopes for another try after %i", async (status) => {
    await expect(answered(status)).rejects.toThrow(TransientError);
  });

  it.each([400, 404, 413])("gives up for ever after %i, which is the reason", async (status) => {
    await expect(answered(status)).rejects.toThrow(expect.objectContaining({ reason: `google-${status}` }));
  });

  it.each([401, 403])("tells what to mend after %i", async (status) => {
    await expect(answered(status)).rejects.toThrow(/service account.*AGENTS/);
  });
});

describe("isNotFound()", () => {
  it.each([
    [404, true],
    [400, false],
    [500, false],
  ])("says after %i: %s", async (status, expected) => {
    expect(isNotFound(await answered(status).catch((error: unknown) => error))).toBe(expected);
  });
});

describe("refuseAgent()", () => {
  const refuse = () => refuseAgent(agentId("rcs", "shop"));

  it("hopes that AGENTS is mended", () => expect(refuse).toThrow(TransientError));

  it("names AGENTS as what to mend", () => expect(refuse).toThrow(/agent shop: AGENTS lacks it/));
});
