import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Rehearsal, RehearsalOptions, RehearsedTurn } from "../operations/rehearsal.ts";
import type { DocumentStore } from "../shared/store/document-store.ts";
import type { AgentDirectory } from "../shared/turn/agent-directory.ts";
import type { RehearsalStart } from "./rehearse.ts";

const PROCESS = fileURLToPath(new URL("./rehearse.ts", import.meta.url));
const BLOCK_CALLS = new URL("./block-calls.mjs", import.meta.url).href;
const BOT = fileURLToPath(new URL("../bot/bot.ts", import.meta.url));

/** What a rehearsal reads, and whose agents it is for. */
interface RehearsalPorts {
  readonly documents: Pick<DocumentStore, "get" | "query">;
  readonly directory: AgentDirectory;
}

/** What the process says. */
type Said =
  | { readonly type: "ready" }
  | { readonly type: "taken"; readonly turn: Omit<RehearsedTurn, "blocked"> }
  | { readonly type: "failed"; readonly why: string }
  | { readonly type: "blocked"; readonly to: string }
  | { readonly type: "read"; readonly id: number; readonly method: "get" | "query"; readonly args: readonly never[] };

/**
 * Rehearses a bot in a process of its own, which has no connection to anybody, unless `allowsCalls`: what the bot calls is blocked,
 * and told. Reading is done for it.
 * @throws Error in words for whoever asked, when the bot cannot be opened.
 */
export async function openRehearsal(
  { over, bot = BOT, allowsCalls }: RehearsalOptions,
  { documents, directory }: RehearsalPorts,
): Promise<Rehearsal> {
  const guard = allowsCalls ? [] : ["--permission", "--allow-fs-read=*", "--import", BLOCK_CALLS];
  const execArgv = [...guard, "--disable-warning=SecurityWarning", "--disable-warning=ExperimentalWarning"];
  const child = fork(PROCESS, { execArgv, serialization: "advanced", stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const heard = listen(child, documents);
  const start: RehearsalStart = { over, directory, bot: pathToFileURL(resolve(bot)).href };
  try {
    await heard.ask({ type: "start", ...start });
  } catch (error) {
    // Nothing else ends it, and this process would wait for it.
    await end(child);
    throw error;
  }
  return {
    async take(fact) {
      const said = await heard.ask({ type: "take", fact });
      if (said.type !== "taken") throw new Error("The rehearsal lost count: ask again");
      return { ...said.turn, blocked: heard.blocked() };
    },
    [Symbol.asyncDispose]: () => end(child),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

/** Asks one thing at a time, and answers what the process reads. */
function listen(child: ChildProcess, documents: RehearsalPorts["documents"]) {
  let blocked: string[] = [];
  let answer = Promise.withResolvers<Said>();
  child.on("exit", () => answer.reject(new Error("The process in which the bot is rehearsed has ended: see above")));
  child.on("message", (said: Said) => {
    if (said.type === "blocked") blocked.push(said.to);
    else if (said.type === "failed") answer.reject(new Error(`Cannot rehearse the bot: ${said.why}`));
    else if (said.type !== "read") answer.resolve(said);
    else read(said, documents).then((value) => child.send({ type: "read", id: said.id, value }), answer.reject);
  });
  return {
    async ask(message: object): Promise<Said> {
      blocked = [];
      answer = Promise.withResolvers();
      child.send(message);
      return answer.promise;
    },
    blocked: () => [...new Set(blocked)],
  };
}

async function read({ method, args }: Extract<Said, { type: "read" }>, documents: RehearsalPorts["documents"]) {
  const [first] = args;
  if (first === undefined) throw new Error("The rehearsal asked for nothing");
  return method === "get" ? documents.get(first) : documents.query(first);
}
