import { z } from "zod";
import type { Operator } from "../../operations/operator.ts";
import type { PageHost } from "../../page/server/page-host.ts";
import { checkUser } from "../../simulator/acts/check-user.ts";
import { channelOfAddress, DEFAULT_ADDRESSES, type PhoneUser } from "../../simulator/acts/phone-user.ts";
import type { LocalSystem } from "../local-system.ts";
import type { ReloadedBot } from "../reloaded-bot.ts";

/** A running system that an assistant tries a bot in. */
export interface Tried {
  readonly system: LocalSystem;
  readonly operator: Operator;
  readonly host: PageHost;
  readonly refresh: ReloadedBot["refresh"];
}

/** Whom a tool is about. */
export const USER = z
  .string()
  .default(DEFAULT_ADDRESSES.rcs)
  .describe("A phone number such as +447700900123, or the name of a conversation of Business Messages, such as ada");

/** The user at an address, on the channel whose addresses look so. @throws ActError when there can be none. */
export function userOf(address: string): PhoneUser {
  const user = { channel: channelOfAddress(address), address };
  checkUser(user);
  return user;
}

/** What a tool tells, as the protocol has it. */
export function words(text: string) {
  return { content: [{ type: "text" as const, text: text.trimEnd() }] };
}

/** Reads the bot anew. @returns What is wrong with its sources, for who gets the last good bot's answer; empty where nothing is. */
export async function mistakeLines({ refresh }: Pick<Tried, "refresh">): Promise<readonly string[]> {
  const mistake = await refresh();
  return mistake === undefined
    ? []
    : [`The bot's sources are wrong, and the last good bot goes on:\n${mistake.message}`];
}
