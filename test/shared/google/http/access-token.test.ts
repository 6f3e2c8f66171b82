import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { SIGNAL_CALL_MS } from "../../../../shared/base/budgets.ts";
import { UnauthorisedError } from "../../../../shared/base/errors.ts";
import { accessToken, accountOf } from "../../../../shared/google/http/access-token.ts";
import { systemRetryClock } from "../../../../shared/google/http/retry.ts";
import { openTransport } from "../../../../shared/google/http/transport.ts";
import { withRetries } from "../../../../shared/google/http/with-retries.ts";
import { listen, type Said } from "../../../support/listen.ts";
import { manualClock } from "../../../support/manual-clock.ts";
import { anyFolder } from "../../../support/temporary-folder.ts";

const SCOPE = "https://www.googleapis.com/auth/rcsbusinessmessaging";
const OURS = "heliograph@my-project.iam.gserviceaccount.com";
const BOT = "bot@my-project.iam.gserviceaccount.com";
const ACTING = `/v1/projects/-/serviceAccounts/${BOT}:generateAccessToken`;

/** Google's token services, which say these first, and a key for them. Calls of the library that go to Google come here instead. */
async function issuing(...first: readonly Said[]) {
  const left = [...first];
  let issued = 0;
  const { url, requests } = await listen(({ url: path }) => {
    const said = left.shift();
    if (said !== undefined) return said;
    issued += 1;
    return path === "/token"
      ? json({ access_token: `t${issued}`, token_type: "Bearer", expires_in: 3600 })
      : json({ accessToken: `bot ${issued}`, expireTime: "2126-11-20T10:15:00Z" });
  });
  const fetchImplementation: typeof fetch = (input, init) => fetch(new URL(new URL(`${input}`).pathname, url), init);
  return { requests, file: keyFile(), here: { clock: systemRetryClock, transporter: { fetchImplementation } } };
}

function json(body: object): Said {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function keyFile(): string {
  const file = join(anyFolder(), "key.json");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.export({ type: "pkcs8", format: "pem" });
  writeFileSync(file, JSON.stringify({ type: "service_account", client_email: OURS, private_key: key }));
  return file;
}

/** What the key's owner asserts to Google. */
function asserted(body: unknown): unknown {
  const { base64 } = body as { readonly base64: string };
  const form = Buffer.from(base64, "base64").toString();
  const [, claims = ""] = (new URLSearchParams(form).get("assertion") ?? "").split(".");
  return JSON.parse(Buffer.from(claims, "base64url").toString());
}

describe("accessToken()", () => {
  it("reads a key that an editor has put a byte order mark before", async () => {
    const { file, here } = await issuing();
    writeFileSync(file, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), readFileSync(file)]));
    expect(await accessToken(SCOPE, { file }, here)()).toBe("t1");
  });

  it("asks for its scope with the key in the file", async () => {
    const { file, requests, here } = await issuing();
    expect(await accessToken(SCOPE, { file }, here)()).toBe("t1");
    expect(asserted(requests[0]?.body)).toMatchObject({ iss: OURS, scope: SCOPE });
  });

  it("keeps a token while it lasts", async () => {
    const { file, here } = await issuing();
    const token = accessToken(SCOPE, { file }, here);
    expect([await token(), await token()]).toEqual(["t1", "t1"]);
  });

  it("gets a new token when the last one was refused", async () => {
    const { file, here } = await issuing();
    const token = accessToken(SCOPE, { file }, here);
    expect([await token(), await token("t1"), await token()]).toEqual(["t1", "t2", "t2"]);
  });

  it("gets no newer token when the one that was refused is an older one", async () => {
    const { file, here } = await issuing();
    const token = accessToken(SCOPE, { file }, here);
    expect([await token(), await token("t1"), await token("t1")]).toEqual(["t1", "t2", "t2"]);
  });

  it.each([
    [{}, ["/token", "/token"]],
    [{ impersonate: BOT }, ["/token", ACTING, "/token", ACTING]],
  ])("gets one new token for all callers whose token was refused, with %j", async (more, fetched) => {
    const { file, requests, here } = await issuing();
    const token = accessToken(SCOPE, { file, ...more }, here);
    const refused = await token();
    const given = await Promise.all(Array.from({ length: 16 }, () => token(refused)));
    expect(new Set(given).size).toBe(1);
    expect(requests.map(({ url }) => url)).toEqual(fetched);
  });

  it("acts as the account that it is told to", async () => {
    const { file, requests, here } = await issuing();
    expect(await accessToken(SCOPE, { file, impersonate: BOT }, here)()).toBe("bot 2");
    expect(requests[1]).toMatchObject({
      url: ACTING,
      authorization: "Bearer t1",
      body: { scope: [SCOPE] },
    });
  });

  it("names the setting when the key is refused", async () => {
    const { file, here } = await issuing(401);
    const error = await accessToken(SCOPE, { file }, here)().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnauthorisedError);
    expect(error).toHaveProperty("message", expect.stringMatching(/API_CREDENTIALS_FILE$/));
  });

  it("follows no redirect: what it sends is for Google alone", async () => {
    const { url, requests: elsewhere } = await listen(() => json({ access_token: "theirs" }));
    const { file, here } = await issuing({ status: 307, headers: { location: `${url}/token` } });
    expect(await accessToken(SCOPE, { file }, here)()).toBe("t1");
    expect(elsewhere).toEqual([]);
  });

  it("reads no more than a token can be long", async () => {
    const body = JSON.stringify({ access_token: "x".repeat(2_000_000) });
    const headers = { "content-type": "application/json", "content-length": String(body.length) };
    const { file, here } = await issuing({ status: 200, headers, body });
    await expect(accessToken(SCOPE, { file }, here)()).rejects.toThrow(UnauthorisedError);
  });

  it("names the setting when the key's file has gone", async () => {
    await expect(accessToken(SCOPE, { file: "/no/such/file" }, { clock: systemRetryClock })()).rejects.toThrow(
      /API_CREDENTIALS_FILE$/,
    );
  });

  it("remembers no failure", async () => {
    const { file, here } = await issuing();
    const credentials = { file: "/no/such/file" };
    const token = accessToken(SCOPE, credentials, here);
    await token().catch(() => undefined);
    credentials.file = file;
    expect(await token()).toBe("t1");
  });
});

describe("accessToken() whose server hangs once", () => {
  it("has a token for the second try of a signal", async () => {
    const { file, here } = await issuing("hang");
    const { url, requests } = await listen(() => 200);
    const token = accessToken(SCOPE, { file }, here);
    const call = { method: "x.get", httpMethod: "GET", url, timeoutMs: SIGNAL_CALL_MS } as const;
    await withRetries(call, { token, transport: openTransport(systemRetryClock), clock: systemRetryClock });
    expect(requests).toMatchObject([{ authorization: "Bearer t1" }]);
  });

  it("gives the next caller a token as soon as its clock says that the fetch is stuck", async () => {
    const { file, requests, here } = await issuing("hang");
    const clock = manualClock(new Date("2026-11-20T10:15:00Z"));
    const token = accessToken(SCOPE, { file }, { ...here, clock });
    void token();
    await vi.waitUntil(() => requests.length === 1);
    expect(await clock.letTimeoutPass()).toBe(800);
    expect(await token()).toBe("t1");
  });
});

describe("accountOf()", () => {
  it.each([
    [{}, "the function's service account"],
    [{ file: "/key" }, "the service account in API_CREDENTIALS_FILE"],
    [{ impersonate: BOT }, "the service account in API_IMPERSONATE"],
    [{ file: "/key", impersonate: BOT }, "the service account in API_IMPERSONATE"],
  ])("names the account of %j", (credentials, name) => expect(accountOf(credentials)).toBe(name));
});
