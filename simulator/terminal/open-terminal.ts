import { basename } from "node:path";
import { messageOf } from "../../shared/base/message-of.ts";
import { checkUser } from "../acts/check-user.ts";
import type { ActResult } from "../acts/perform-act.ts";
import type { PhoneAct } from "../acts/phone-act.ts";
import { DEFAULT_ADDRESSES, type PhoneUser } from "../acts/phone-user.ts";
import type { Platform } from "../platform.ts";
import type { PhoneProfile } from "../state/phone-profile.ts";
import { COMMANDS, type Command, readCommand } from "./read-command.ts";
import { toTerminal, writeScreen, writeShown } from "./write-screen.ts";

const RCS_USER: PhoneUser = { channel: "rcs", address: DEFAULT_ADDRESSES.rcs };

/** What a terminal works with. */
interface TerminalOptions {
  readonly platform: Pick<Platform, "act" | "screen" | "listen" | "setPhone">;
  readonly print: (text: string) => void;
  /** The bytes of a file of this machine. @throws Error when there is no such file. */
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** Who acts at first; the simulator's own RCS user when it is missing. */
  readonly first?: PhoneUser;
  /** What the phone of a user with a language does besides. */
  readonly profile?: PhoneProfile;
  /** Somebody else prints what phones show. */
  readonly isSilent?: true;
  /** Sets the bot's clock, where it runs in this process. Without a time, to the real one. */
  readonly setClock?: (to: Date | undefined) => void;
}

/**
 * Takes what somebody types, line by line, as what a user does. It prints what is shown on the phones of those users only whom
 * somebody has typed a command for: who types nothing reads no texts and no numbers.
 */
export function openTerminal(options: TerminalOptions): (line: string) => Promise<void> {
  const { platform, print, readFile, isSilent = false } = options;
  let { first: user = RCS_USER } = options;
  const watched = new Set<string>();
  platform.listen((fact) => {
    if (isSilent || fact.type !== "call-accepted" || !watched.has(keyOf(fact.call))) return;
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
        user = await become(command, options);
        watched.add(keyOf(user));
        return print(`you are ${user.address} on ${user.channel}${inWords(command.locale)}\n`);
      case "set-clock":
        return setClock(command.to, options);
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
      print(toTerminal([messageOf(error)]));
    }
  };
}

async function become(
  { user, locale }: Extract<Command, { readonly do: "become" }>,
  { platform, profile }: TerminalOptions,
): Promise<PhoneUser> {
  checkUser(user);
  if (locale !== undefined) await platform.setPhone(user.channel, user.address, { ...profile, locale });
  return user;
}

function inWords(locale: string | undefined): string {
  return locale === undefined ? "" : `, in ${locale}`;
}

function setClock(to: Date | undefined, { setClock: set, print }: TerminalOptions): void {
  if (set === undefined) throw new Error("Cannot do /now: the bot runs in another process, whose clock is not ours");
  set(to);
  print(to === undefined ? "the bot has the real time again\n" : `for the bot it is ${to.toISOString()} now\n`);
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
