import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Environment, readApis, readIngressConfig, readSettings, tokenReader } from "../../functions/settings.ts";
import { SettingsError } from "../../shared/base/errors.ts";
import { agentId } from "../../shared/base/ids.ts";
import { tokensFor } from "../../shared/webhook/key-ring.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const ENV: Environment = {
  GOOGLE_CLOUD_PROJECT: "my-project",
  AGENTS: '[{"channel":"rcs","agent":"bank"}]',
};
const BANK = { channel: "rcs", agent: agentId("rcs", "bank") } as const;
const TOKENS = '{"bank":["t0ken"]}';
const KEY = { CONVERSATION_KEY: "a long secret" };

/** The tokens that ingress trusts for the bank. */
function tokensOf(env: Environment): readonly string[] {
  return [...tokensFor(readIngressConfig({ ...KEY, ...env }, [BANK]).ring, BANK.agent)].map(({ token }) => token);
}

function file(text: string): string {
  const path = join(anyFolder(), "tokens.json");
  writeFileSync(path, text);
  return path;
}

describe("readSettings()", () => {
  it("needs only project and agents", () => {
    expect(readSettings(ENV)).toEqual({
      project: "my-project",
      agents: [BANK],
      topicPrefix: "heliograph",
      firestoreDatabase: "(default)",
      historyDays: 90,
      pubsubEmulator: undefined,
      firestoreEmulator: undefined,
    });
  });

  it("reads every optional variable", () => {
    const env = {
      ...ENV,
      TOPIC_PREFIX: "staging",
      FIRESTORE_DATABASE: "history",
      HISTORY_DAYS: "400",
      PUBSUB_EMULATOR_HOST: "localhost:1",
      FIRESTORE_EMULATOR_HOST: "localhost:2",
    };
    expect(readSettings(env)).toMatchObject({
      topicPrefix: "staging",
      firestoreDatabase: "history",
      historyDays: 400,
      pubsubEmulator: "localhost:1",
      firestoreEmulator: "localhost:2",
    });
  });

  it("trims what a shell or a secret store added", () => {
    expect(readSettings({ ...ENV, TOPIC_PREFIX: " staging\n" }).topicPrefix).toBe("staging");
  });

  it("takes a blank optional variable for a missing one", () => {
    expect(readSettings({ ...ENV, TOPIC_PREFIX: " " }).topicPrefix).toBe("heliograph");
  });

  it("remembers at least as long as a webhook may be repeated and a topic replayed", () => {
    expect(readSettings({ ...ENV, HISTORY_DAYS: "38" }).historyDays).toBe(38);
  });

  it.each(["37", "0", "-90", "90.5", "3 months", "Infinity"])("names HISTORY_DAYS when it is %j", (value) =>
    expect(() => readSettings({ ...ENV, HISTORY_DAYS: value })).toThrow(
      new SettingsError("Cannot read HISTORY_DAYS: expected a whole number, 38 or more"),
    ),
  );

  it("reads where Google's APIs are, where that is told", () => {
    const env = { RCS_API: "http://localhost:3", BUSINESS_MESSAGES_API: "" };
    expect(readApis(env)).toMatchObject({ rcs: "http://localhost:3", "business-messages": undefined });
  });

  it.each(
    ["GOOGLE_CLOUD_PROJECT", "AGENTS"].flatMap((name) => [
      [name, undefined],
      [name, " \n"],
    ]),
  )("names %s when it is %j", (name = "", value) =>
    expect(() => readSettings({ ...ENV, [name]: value })).toThrow(name),
  );

  it("reads whose account calls Google's APIs", () => {
    const key = file('{"type":"service_account"}');
    const impersonate = "bot@my-project.iam.gserviceaccount.com";
    const { credentials } = readApis({ API_CREDENTIALS_FILE: key, API_IMPERSONATE: impersonate });
    expect(credentials).toEqual({ file: key, impersonate });
  });

  it.each([
    ["API_CREDENTIALS_FILE", "/no/such/file"],
    ["API_CREDENTIALS_FILE", import.meta.filename],
    ["API_IMPERSONATE", "bot"],
    ["API_IMPERSONATE", "bot@example.com"],
    ["API_IMPERSONATE", "a/../bot@my-project.iam.gserviceaccount.com"],
  ])("names %s when it is %s", (name, value) => {
    const read = () => readApis({ [name]: value });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(name);
  });

  it("takes no key that chooses whom to ask for tokens", () => {
    const key = file('{"type":"external_account","token_url":"https://evil.example"}');
    expect(() => readApis({ API_CREDENTIALS_FILE: key })).toThrow("API_CREDENTIALS_FILE");
  });

  it("refuses with the error that ends a start", () => expect(() => readSettings({})).toThrow(SettingsError));
});

describe("readIngressConfig()", () => {
  it("reads the key that conversations are named under, trimmed", () => {
    const env = { CLIENT_TOKENS: TOKENS, CONVERSATION_KEY: " a long secret\n" };
    expect(readIngressConfig(env, [BANK]).conversationKey).toBe("a long secret");
  });

  it.each([undefined, " \n"])("names CONVERSATION_KEY when it is %j", (value) => {
    expect(() => readIngressConfig({ CLIENT_TOKENS: TOKENS, CONVERSATION_KEY: value }, [BANK])).toThrow(
      "CONVERSATION_KEY",
    );
  });

  it("knows the agents", () => {
    expect(readIngressConfig({ ...KEY, CLIENT_TOKENS: TOKENS }, [BANK]).agents).toEqual(new Set([BANK.agent]));
  });

  it("reads CLIENT_TOKENS", () => {
    expect(tokensOf({ CLIENT_TOKENS: TOKENS })).toEqual(["t0ken"]);
  });

  it("reads the file that CLIENT_TOKENS_FILE names", () => {
    expect(tokensOf({ CLIENT_TOKENS_FILE: file(`${TOKENS}\n`) })).toEqual(["t0ken"]);
  });

  it.each([
    ["both", { CLIENT_TOKENS: TOKENS, CLIENT_TOKENS_FILE: "/tokens.json" }],
    ["neither", {}],
    ["neither", { CLIENT_TOKENS: " ", CLIENT_TOKENS_FILE: "" }],
  ])("refuses %s of the two", (met, env) => {
    const message = `Cannot choose the client tokens: expected CLIENT_TOKENS or CLIENT_TOKENS_FILE, got ${met}`;
    expect(() => tokensOf(env)).toThrow(new SettingsError(message));
  });

  it("names CLIENT_TOKENS when its text makes no ring", () => {
    expect(() => tokensOf({ CLIENT_TOKENS: "t0ken" })).toThrow(/CLIENT_TOKENS:/);
  });

  it("names CLIENT_TOKENS_FILE when the file's text makes no ring", () => {
    const path = file("t0ken");
    expect(() => tokensOf({ CLIENT_TOKENS_FILE: path })).toThrow(/CLIENT_TOKENS_FILE:/);
  });

  it("names CLIENT_TOKENS_FILE when there is no such file", () => {
    const path = join(anyFolder(), "missing.json");
    expect(() => tokensOf({ CLIENT_TOKENS_FILE: path })).toThrow(
      "Cannot read CLIENT_TOKENS_FILE: the file cannot be opened",
    );
  });

  it("never quotes a token", () => {
    const tokens = '{"other":["s3cret"],"bank":[]}';
    expect(() => tokensOf({ CLIENT_TOKENS: tokens })).toThrow(/^(?!.*s3cret)/);
  });
});

describe("tokenReader()", () => {
  it("reads what the file holds now", async () => {
    const path = file(TOKENS);
    const read = tokenReader({ CLIENT_TOKENS_FILE: path });
    writeFileSync(path, "changed");
    expect(await read?.()).toBe("changed");
  });

  it("names CLIENT_TOKENS_FILE when the file is gone", async () => {
    const read = tokenReader({ CLIENT_TOKENS_FILE: join(anyFolder(), "missing.json") });
    await expect(read?.()).rejects.toThrow("Cannot read CLIENT_TOKENS_FILE: the file cannot be opened");
  });

  it("has nothing to read again where the tokens came in CLIENT_TOKENS", () => {
    expect(tokenReader({ CLIENT_TOKENS: TOKENS })).toBeUndefined();
  });
});
