import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { openConsole } from "../../cli/console.ts";

const PATIENCE = { timeout: 10_000 };

/** A terminal, or none, and all that was written to its standard error. */
function openScreen({ isTTY }: { readonly isTTY: boolean }) {
  const written: string[] = [];
  const stderr = { isTTY, columns: 80, write: (text: string) => written.push(text) };
  const { stdin, stdout } = process;
  return { console: openConsole({ stdin, stdout, stderr: stderr as never }), written };
}

/** A terminal at which somebody presses keys. */
function openKeyboard() {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
  const console = openConsole({ stdin: stdin as never, stdout: process.stdout, stderr: stderr as never });
  return { console, press: (keys: string) => stdin.write(keys) };
}

describe("a console", () => {
  it.each([
    ["y, Enter", "y\r", { isYes: true, isStopped: false }],
    ["Enter", "\r", { isYes: false, isStopped: false }],
    ["Ctrl-C", "\u0003", { isYes: false, isStopped: true }],
    ["Ctrl-D", "\u0004", { isYes: false, isStopped: false }],
  ])("takes %s as an answer to its question", async (_, keys, answer) => {
    const { console, press } = openKeyboard();
    const asked = console.confirm("Pause the bot?");
    press(keys);
    expect({ isYes: await asked, isStopped: console.isStopped() }).toEqual(answer);
  });

  it("tells on a terminal how far work is that lasts over a second, and for how long it has lasted", async () => {
    const { console, written } = openScreen({ isTTY: true });
    {
      using _ = console.working();
      await vi.waitFor(() => expect(written.at(-1)).toMatch(/Working {2}\(\d s\)$/), PATIENCE);
      console.progress("3 read");
      await vi.waitFor(() => expect(written.at(-1)).toMatch(/3 read {2}\(\d s\)$/), PATIENCE);
    }
    expect(written.at(-1)).toBe("\r\u001b[K");
  });

  it("stops what runs when nobody reads what it prints any more", () => {
    const stdout = new EventEmitter();
    const { stdin, stderr } = process;
    const console = openConsole({ stdin, stdout: stdout as never, stderr });
    stdout.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    expect([console.isStopped(), console.signal.aborted]).toEqual([true, true]);
  });

  it("writes no progress where nobody looks", async () => {
    const { console, written } = openScreen({ isTTY: false });
    using _ = console.working();
    const begunMs = performance.now();
    await vi.waitFor(() => expect(performance.now() - begunMs).toBeGreaterThan(1500), PATIENCE);
    console.progress("3 read");
    expect(written).toEqual([]);
  });
});
