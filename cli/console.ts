import { createInterface } from "node:readline";
import { escapeControls } from "./escape-controls.ts";

/** What a command ends with. */
export const EXIT = { done: 0, failed: 1, notUnderstood: 2, stopped: 130 } as const;

/** What a command says to, and hears from, whoever runs it. */
export interface Console {
  /** A result: lines of standard output. What a terminal would obey is written as an escape. */
  print(lines: string): void;
  /** What is no result: lines of standard error. */
  warn(lines: string): void;
  /** How far long work is, in one line of a terminal that the next one replaces; nothing where nobody looks. */
  progress(line: string): void;
  /** From now until its end tells each second that there is work, with how far it is, where somebody looks. */
  working(): Disposable;
  /** Asks yes or no. @throws Error where nobody can be asked, that names `--yes`. */
  confirm(question: string): Promise<boolean>;
  /** Aborts with Ctrl-C, or when nobody reads what is printed any more. */
  readonly signal: AbortSignal;
  isStopped(): boolean;
}

/** What shows progress sooner than this would only flicker. */
const PROGRESS_AFTER_MS = 1000;
const PROGRESS_EVERY_MS = 100;
const TICK_MS = 1000;
const CLEAR_LINE = "\r\u001b[K";

/** The console of a process. The first Ctrl-C stops what runs in an orderly way, the second at once. */
export function openConsole({ stdin, stdout, stderr }: Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">): Console {
  const stopped = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stopped.abort());
  // Whoever read the lines, such as head, has gone: nobody is left to work for.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    stopped.abort();
  });
  const line = progressLine(stderr);
  return {
    signal: stopped.signal,
    isStopped: () => stopped.signal.aborted,
    print(text) {
      line.clear();
      stdout.write(escapeLines(text));
    },
    warn(text) {
      line.clear();
      stderr.write(escapeLines(text));
    },
    progress: line.show,
    working: line.tick,
    async confirm(question) {
      if (!stdin.isTTY) throw new Error(`Cannot ask "${question}" without a terminal: add --yes`);
      line.clear();
      const asked = createInterface({ input: stdin, output: stderr, signal: stopped.signal });
      // While a line is read, a terminal hands Ctrl-C to whoever reads it, and Ctrl-D ends the reading.
      asked.once("SIGINT", () => stopped.abort());
      const answered = new Promise<string>((resolve) => {
        asked.once("line", resolve).once("close", () => resolve(""));
      });
      asked.setPrompt(`${escapeControls(question)} [y/N] `);
      asked.prompt();
      const answer = await answered;
      asked.close();
      return /^y(es)?$/i.test(answer.trim());
    },
  };
}

function escapeLines(text: string): string {
  return `${text.split("\n").map(escapeControls).join("\n")}\n`;
}

/** A line of a terminal that is written again and again, with the time that it has taken so far. */
function progressLine(stderr: NodeJS.WriteStream) {
  const begunMs = performance.now();
  let shownMs = 0;
  let isShown = false;
  let newest = "Working";
  const show = (text: string): void => {
    const now = performance.now();
    newest = text;
    if (!stderr.isTTY || now - begunMs < PROGRESS_AFTER_MS || now - shownMs < PROGRESS_EVERY_MS) return;
    shownMs = now;
    isShown = true;
    const line = `${text}  (${Math.floor((now - begunMs) / 1000)} s)`;
    stderr.write(`${CLEAR_LINE}${escapeControls(line).slice(0, stderr.columns - 1)}`);
  };
  const clear = (): void => {
    if (isShown) stderr.write(CLEAR_LINE);
    isShown = false;
  };
  return {
    show,
    clear,
    tick(): Disposable {
      const timer = setInterval(() => show(newest), TICK_MS);
      return {
        [Symbol.dispose]() {
          clearInterval(timer);
          clear();
        },
      };
    },
  };
}
