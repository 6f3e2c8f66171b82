import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SettingsError } from "../../../shared/base/errors.ts";
import type { Memory } from "../../../shared/bot/memory.ts";
import { routes } from "../../../shared/bot/routes.ts";
import type { Content } from "../../../shared/inbound/inbound.ts";
import { aTurn, collect, wordsOf } from "../../../test/support/bot-turn.ts";
import { listen, type Said } from "../../../test/support/listen.ts";
import { help } from "../menu.ts";
import { readSignIn, signInRoutes } from "../sign-in.ts";

const SIGNED_IN = "Thank you, you are signed in.";
const LATE = "That sign-in has run out. Please begin again.";
const FAILED = /^I am sorry, the sign-in did not work/;
const TOKEN: Said = { status: 200, body: { access_token: "token" } };
const CODE: Content = { type: "authentication", code: "a-code", redirectUri: "https://example.com/back" };
const NOW = new Date("2026-11-24T12:00:00Z");

const answerAt = (tokenUrl: string) =>
  routes(signInRoutes({ clientId: "a-client", tokenUrl, scopes: ["openid", "email"] }), help);

/** A user on Business Messages who asks to sign in. */
async function begun(tokenUrl: string) {
  const turn = aTurn({ text: "sign in", channel: "business-messages", at: NOW });
  const answers = await collect(answerAt(tokenUrl)(turn));
  return { answers, memory: turn.remembered(), verifier: turn.secret("sign-in") };
}

/** The same user when Google brings what the sign-in led to. */
function back(memory: Memory, { content = CODE, minutes = 1 }: { content?: Content; minutes?: number } = {}) {
  return aTurn({ content, memory, channel: "business-messages", at: new Date(NOW.getTime() + minutes * 60_000) });
}

describe("signInRoutes()", () => {
  it("asks with the challenge of a verifier that it remembers", async () => {
    const { answers, memory, verifier } = await begun("https://example.com/token");
    expect(memory).toMatchObject({ signIn: { verifier } });
    const codeChallenge = createHash("sha256").update(verifier).digest("base64url");
    const chip = { type: "authentication", clientId: "a-client", codeChallenge, scopes: ["openid", "email"] };
    expect(answers).toMatchObject([{ suggestions: [chip] }]);
  });

  it("exchanges the code with the verifier", async () => {
    const { url, requests } = await listen(() => TOKEN);
    const { memory, verifier } = await begun(url);
    expect(await wordsOf(answerAt(url)(back(memory)))).toEqual([SIGNED_IN]);
    const form = new URLSearchParams({
      grant_type: "authorization_code",
      client_id: "a-client",
      code: "a-code",
      code_verifier: verifier,
      redirect_uri: "https://example.com/back",
    });
    expect(requests).toMatchObject([{ method: "POST", body: { base64: btoa(form.toString()) } }]);
  });

  it("uses a verifier once", async () => {
    const { url } = await listen(() => TOKEN);
    const first = back((await begun(url)).memory);
    await wordsOf(answerAt(url)(first));
    expect(first.remembered()).toEqual({ isSignedIn: true });
    expect(await wordsOf(answerAt(url)(back(first.remembered())))).toEqual([LATE]);
  });

  it("uses a verifier no longer than ten minutes", async () => {
    const { url, requests } = await listen(() => TOKEN);
    expect(await wordsOf(answerAt(url)(back((await begun(url)).memory, { minutes: 10 })))).toEqual([LATE]);
    expect(requests).toEqual([]);
  });

  it("takes no code that it did not ask for", async () => {
    const { url, requests } = await listen(() => TOKEN);
    expect(await wordsOf(answerAt(url)(back({})))).toEqual([LATE]);
    expect(requests).toEqual([]);
  });

  it.each<[string, Said]>([
    ["refuses", { status: 400, body: { error: "invalid_grant" } }],
    ["fails", 500],
    ["breaks off", "reset"],
    ["gives no token", { status: 200, body: {} }],
  ])("says that it did not work where the provider %s", async (_case, said) => {
    const { url } = await listen(() => said);
    const turn = back((await begun(url)).memory);
    expect(await wordsOf(answerAt(url)(turn))).toEqual([expect.stringMatching(FAILED)]);
    expect(turn.remembered()).toEqual({});
  });

  it("gives up when the turn does", async () => {
    const { url } = await listen(() => "hang");
    const { memory } = await begun(url);
    const turn = { ...back(memory), signal: AbortSignal.abort() };
    expect(await wordsOf(answerAt(url)(turn))).toEqual([expect.stringMatching(FAILED)]);
  });

  it.each<[string, Content, RegExp]>([
    ["declined", { type: "authentication-failed", error: "access-denied" }, /^You have not signed in/],
    ["was refused", { type: "authentication-failed", error: "server-error" }, FAILED],
  ])("has words for a user who %s", async (_case, content, words) => {
    const turn = back({ signIn: { verifier: "v", until: NOW.getTime() } }, { content });
    expect(await wordsOf(answerAt("https://example.com")(turn))).toEqual([expect.stringMatching(words)]);
    expect(turn.remembered()).toEqual({});
  });

  it("offers nothing on RCS, which cannot sign in", async () => {
    const turn = aTurn({ text: "sign in" });
    expect(await wordsOf(answerAt("https://example.com")(turn))).toEqual(["I am sorry, you cannot sign in here."]);
  });

  it("offers nothing where it is not set up", async () => {
    const turn = aTurn({ text: "sign in", channel: "business-messages" });
    expect(await wordsOf(routes(signInRoutes(undefined), help)(turn))).toEqual([
      "I am sorry, you cannot sign in here.",
    ]);
  });
});

describe("readSignIn()", () => {
  const from = (settings: Readonly<Record<string, string>>) => readSignIn((name) => settings[name]);

  it("is off without a client", () => expect(from({})).toBeUndefined());

  it("asks for openid unless told otherwise", () => {
    const settings = { SIGN_IN_CLIENT_ID: "a-client", SIGN_IN_TOKEN_URL: "https://example.com/token" };
    expect([from(settings)?.scopes, from({ ...settings, SIGN_IN_SCOPES: "a b" })?.scopes]).toEqual([
      ["openid"],
      ["a", "b"],
    ]);
  });

  it.each(["http://example.com/token", "file:///etc/passwd", "ftp://example.com"])(
    "refuses to send codes to %s",
    (url) => {
      expect(() => from({ SIGN_IN_CLIENT_ID: "a-client", SIGN_IN_TOKEN_URL: url })).toThrow(/SIGN_IN_TOKEN_URL: .*https/);
    },
  );

  it.each([{}, { SIGN_IN_TOKEN_URL: "example" }])("refuses a client with %j", (settings) => {
    expect(() => from({ SIGN_IN_CLIENT_ID: "a-client", ...settings })).toThrow(SettingsError);
  });
});
