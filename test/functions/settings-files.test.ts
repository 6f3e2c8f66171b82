import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readApis, readIngressConfig, readSettings, tokenReader } from "../../functions/settings.ts";
import { agentId } from "../../shared/base/ids.ts";
import { tokensFor } from "../../shared/webhook/key-ring.ts";
import { anyFolder } from "../support/temporary-folder.ts";

const BANK = { channel: "rcs", agent: agentId("rcs", "bank") } as const;
const TOKENS = '{"bank":["t0ken"]}';
const MARK = "\uFEFF";

/** How editors and shells write the same text: Notepad and PowerShell begin with a byte order mark. */
const WRITTEN: Readonly<Record<string, (text: string) => Buffer>> = {
  "UTF-8": (text) => Buffer.from(text),
  "UTF-8 behind EF BB BF": (text) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
  "UTF-16 behind FF FE": (text) => Buffer.from(`${MARK}${text}`, "utf16le"),
  "UTF-16 behind FE FF": (text) => Buffer.from(`${MARK}${text}`, "utf16le").swap16(),
};

function file(bytes: Buffer): string {
  const path = join(anyFolder(), "file.json");
  writeFileSync(path, bytes);
  return path;
}

/** The bank's tokens in those settings. */
function tokensOf(env: Readonly<Record<string, string>>): readonly string[] {
  const { ring } = readIngressConfig({ CONVERSATION_KEY: "a long secret", ...env }, [BANK]);
  return [...tokensFor(ring, BANK.agent)].map(({ token }) => token);
}

describe.each(Object.entries(WRITTEN))("a file in %s", (_form, write) => {
  it("holds the tokens of CLIENT_TOKENS_FILE at the start", () => {
    expect(tokensOf({ CLIENT_TOKENS_FILE: file(write(TOKENS)) })).toEqual(["t0ken"]);
  });

  it("holds the tokens of CLIENT_TOKENS_FILE when it is read again", async () => {
    expect(await tokenReader({ CLIENT_TOKENS_FILE: file(write(TOKENS)) })?.()).toBe(TOKENS);
  });

  it("holds the key of API_CREDENTIALS_FILE", () => {
    const path = file(write('{"type":"service_account"}'));
    expect(readApis({ API_CREDENTIALS_FILE: path }).credentials).toEqual({ file: path, impersonate: undefined });
  });
});

describe("a setting behind a byte order mark", () => {
  it("is read without it", () => {
    const env = { GOOGLE_CLOUD_PROJECT: `${MARK}my-project`, AGENTS: `${MARK}[{"channel":"rcs","agent":"bank"}]` };
    expect(readSettings(env)).toMatchObject({ project: "my-project", agents: [BANK] });
    expect(tokensOf({ CLIENT_TOKENS: `${MARK}{"bank":["${MARK}t0ken"]}` })).toEqual(["t0ken"]);
  });
});
