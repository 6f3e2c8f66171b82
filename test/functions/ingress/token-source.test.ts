import { describe, expect, it } from "vitest";
import { type TokenSource, tokenSource } from "../../../functions/ingress/token-source.ts";
import { SettingsError } from "../../../shared/base/errors.ts";
import { agentId } from "../../../shared/base/ids.ts";
import { systemClock } from "../../../shared/google/clock.ts";
import { type KeyRing, readKeyRing } from "../../../shared/webhook/key-ring.ts";
import { noon } from "../../contracts/facts.ts";
import { logged } from "../../support/log-lines.ts";

const MINE = agentId("rcs", "my_agent");
const FIRST = '{"my_agent":["s3cret-first"]}';
const SECOND = '{"my_agent":["s3cret-second","s3cret-first"]}';

/** A source over a file and a clock that a test can change. */
function open(read?: () => Promise<string>) {
  const file = { text: FIRST, readings: 0 };
  const time = { seconds: 0 };
  const { log, lines } = logged();
  const readTokens = async () => {
    file.readings += 1;
    return read === undefined ? file.text : read();
  };
  const clock = { ...systemClock, now: () => noon(time.seconds * 1000) };
  const source = tokenSource({ ring: ring(FIRST), agents: new Set([MINE]) }, { readTokens, clock, log });
  return { source, file, time, lines };
}

function ring(text: string): KeyRing {
  return readKeyRing(text, [MINE], "CLIENT_TOKENS_FILE");
}

async function tryAnother(source: TokenSource): Promise<KeyRing | undefined> {
  return source.refresh(await source.current());
}

describe("tokenSource(), as time passes", () => {
  it("keeps the first ring for five minutes", async () => {
    const { source, file, time } = open();
    file.text = SECOND;
    time.seconds = 299;
    expect([await source.current(), file.readings]).toEqual([ring(FIRST), 0]);
  });

  it("has the new ring after five minutes", async () => {
    const { source, file, time } = open();
    file.text = SECOND;
    time.seconds = 300;
    expect(await source.current()).toEqual(ring(SECOND));
  });

  it("reads the file once in five minutes, however many webhooks come at once", async () => {
    const { source, file, time } = open();
    time.seconds = 300;
    await Promise.all([source.current(), source.current(), source.current()]);
    time.seconds = 599;
    await source.current();
    expect(file.readings).toBe(1);
  });

  it("gives the very same ring while the tokens are the same", async () => {
    const { source, file, time } = open();
    const before = await source.current();
    file.text = `${FIRST}\n`;
    time.seconds = 300;
    expect(await source.current()).toBe(before);
  });

  it("never reads where there is no file", async () => {
    const clock = { ...systemClock, now: () => noon() };
    const source = tokenSource({ ring: ring(FIRST), agents: new Set([MINE]) }, { clock, log: logged().log });
    expect([await source.current(), await tryAnother(source)]).toEqual([ring(FIRST), undefined]);
  });
});

describe("tokenSource(), after a signature that matched nothing", () => {
  it("has the new ring at once", async () => {
    const { source, file } = open();
    file.text = SECOND;
    expect([await tryAnother(source), await source.current()]).toEqual([ring(SECOND), ring(SECOND)]);
  });

  it("has no other ring while the file is the same", async () => {
    const { source } = open();
    expect(await tryAnother(source)).toBeUndefined();
  });

  it("reads at most once in ten seconds", async () => {
    const { source, file, time } = open();
    await tryAnother(source);
    file.text = SECOND;
    time.seconds = 9;
    const early = await tryAnother(source);
    time.seconds = 10;
    expect([early, await tryAnother(source)]).toEqual([undefined, ring(SECOND)]);
  });

  it("gives the ring that came while the other was tried, without reading again", async () => {
    const { source, file } = open();
    const tried = await source.current();
    file.text = SECOND;
    await source.refresh(tried);
    expect([await source.refresh(tried), file.readings]).toEqual([ring(SECOND), 1]);
  });

  it("lets all who ask at once wait for the same reading", async () => {
    const { source, file } = open();
    file.text = SECOND;
    expect(await Promise.all([tryAnother(source), tryAnother(source)])).toEqual([ring(SECOND), ring(SECOND)]);
  });
});

describe("tokenSource(), over an unusable file", () => {
  it.each(["", "s3cret", '{"my_agent":[]}', '{"other":["s3cret"]}'])(
    "keeps the last good ring over %j",
    async (text) => {
      const { source, file } = open();
      file.text = text;
      expect([await tryAnother(source), await source.current()]).toEqual([undefined, ring(FIRST)]);
    },
  );

  it("logs why, and no token", async () => {
    const { source, file, lines } = open();
    file.text = '{"other":["s3cret"]}';
    await tryAnother(source);
    const error = 'Cannot use CLIENT_TOKENS_FILE: agent my_agent has no token, and there is none for "*"';
    const event = { severity: "ERROR", event: "token_reload_failed", message: "token_reload_failed" };
    expect(lines).toEqual([{ ...event, reason: "unusable", error }]);
  });

  it("logs it once, however often the same is read", async () => {
    const { source, file, time, lines } = open();
    file.text = "{}";
    for (time.seconds = 0; time.seconds < 60; time.seconds += 10) await tryAnother(source);
    expect([file.readings, lines.length]).toEqual([6, 1]);
  });

  it("logs another unusable content again", async () => {
    const { source, file, time, lines } = open();
    for (const text of ["{}", "[]"]) {
      file.text = text;
      await tryAnother(source);
      time.seconds += 10;
    }
    expect(lines).toHaveLength(2);
  });

  it("takes a file that is fixed", async () => {
    const { source, file, time } = open();
    file.text = "{}";
    await tryAnother(source);
    file.text = SECOND;
    time.seconds = 10;
    expect(await tryAnother(source)).toEqual(ring(SECOND));
  });

  it("keeps the ring and logs when the file cannot be read", async () => {
    const { source, lines } = open(() => Promise.reject(new SettingsError("Cannot read CLIENT_TOKENS_FILE: gone")));
    await tryAnother(source);
    expect([await source.current(), lines]).toMatchObject([
      ring(FIRST),
      [{ event: "token_reload_failed", reason: "unreadable", error: "Cannot read CLIENT_TOKENS_FILE: gone" }],
    ]);
  });

  it("waits a bounded time for a file that never opens", async () => {
    const { source, lines } = open(() => new Promise(() => undefined));
    expect([await tryAnother(source), lines]).toMatchObject([undefined, [{ reason: "unreadable" }]]);
  });
});
