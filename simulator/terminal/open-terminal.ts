import { basename } from "node:path";
import { checkUser } from "../acts/check-user.ts";
import type { ActResult } from "../acts/perform-act.ts";
import type { PhoneAct } from "../acts/phone-act.ts";
import { DEFAULT_ADDRESSES, type PhoneUser } from "../acts/phone-user.ts";
import type { Platform } from "../platform.ts";
import { COMMANDS, type Command, readCommand } from "./read-command.ts";
import { toTerminal, writeScreen, writeShown } from "./write-screen.ts";

/** What a terminal works with. */
interface TerminalOptions {
  readonly platform: Pick<Platform, "act" | "screen" | "listen">;
  readonly print: (text: string) => void;
  /** The bytes of a file of this machine. @throws Error when there is no such file. */
  readonly readFile: (path: string) => Promise<Uint8Array>;
}

/**
 * Takes what somebody types, line by line, as what a user does. It prints what is shown on the phones of those users only whom
 * somebody has typed a command for: who types nothing reads no texts and no numbers.
 */
export function openTerminal({ platform, print, readFile }: TerminalOptions): (line: string) => Promise<void> {
  let user: PhoneUser = { channel: "rcs", address: DEFAULT_ADDRESSES.rcs };
  const watched = new Set<string>();
  platform.listen((fact) => {
    if (fact.type !== "call-accepted" || !watched.has(keyOf(fact.call))) return;
    const { channel, address, act } = fact.call;
    print(writeShown(act, platform.screen({ channel, address })));
  });
  const act = async (what: PhoneAct) => print(describe(await platform.act(user, what)));
  const run = async (command: Command): Promise<void> => {
    switch (command.do) {
      case "act":
        return act(command.act);
      case "send-path":
        return act(await readPath(command.path, readFile));
      case "become":
        checkUser(command.user);
        user = command.user;
        watched.add(keyOf(user));
        return print(`you are ${user.address} on ${user.channel}\n`);
      case "screen":
        return print(writeScreen(platform.screen(user)));
      case "help":
        return print(COMMANDS);
    }
  };
  return async (line) => {
    if (line.trim() === "") return;
    watched.add(keyOf(user));
    try {
      await run(readCommand(line));
    } catch (error) {
      print(toTerminal([error instanceof Error ? error.message : String(error)]));
    }
  };
}

async function readPath(path: string, readFile: TerminalOptions["readFile"]): Promise<PhoneAct> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Error(`Cannot read ${path}: expected the path of a file, or a URL`, { cause });
  });
  if (bytes.length === 0) throw new Error(`Cannot send ${path}: expected a file that is not empty`);
  return { do: "file", name: basename(path), base64: Buffer.from(bytes).toString("base64") };
}

function keyOf({ channel, address }: Pick<PhoneUser, "channel" | "address">): string {
  return `${channel}/${address}`;
}

/** What the line about the webhook does not say already. */
function describe({ webhook }: ActResult): string {
  if (webhook === "nowhere") return "posted nowhere: start the simulator with --webhook URL --token T\n";
  return webhook === "waiting" ? "waits: a webhook before it was not answered 200, and is posted again first\n" : "";
}
