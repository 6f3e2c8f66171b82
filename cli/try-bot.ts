import { SettingsError } from "../shared/base/errors.ts";
import type { ConversationId } from "../shared/base/ids.ts";
import type { Bot, OpenBot, ReadSetting, Recipient } from "../shared/bot/bot.ts";
import type { Notice, People } from "../shared/bot/people.ts";
import { checkReply } from "../shared/reply/reply.ts";
import { checkSpeaker } from "../shared/reply/speaker.ts";
import { RCS_AGENT } from "./demo-agents.ts";

const TODAY = new Date("2027-01-01T08:00:00Z");
const SOMEBODY: Recipient = { ...RCS_AGENT, conversation: "a-conversation" as ConversationId, memory: {} };
const ZOE = { type: "human", displayName: "Zoe" } as const;

/** Everything that a bot may be asked to find words for. */
const NOTICES: { readonly [T in Notice["type"]]: readonly (Notice & { readonly type: T })[] } = {
  waiting: [{ type: "waiting" }],
  closed: [{ type: "closed" }, { type: "closed", opens: TODAY }],
  joined: [{ type: "joined", speaker: ZOE }],
  left: [{ type: "left", speaker: ZOE }],
  "nobody-came": [{ type: "nobody-came" }],
  "person-silent": [{ type: "person-silent" }],
  unsubscribed: [{ type: "unsubscribed" }],
  subscribed: [{ type: "subscribed" }],
  "still-unsubscribed": [{ type: "still-unsubscribed" }],
  failed: [
    { type: "failed", hasPeople: false },
    { type: "failed", hasPeople: true },
  ],
};

/**
 * Opens a bot as a function does, and tries everything that needs no user: its persona, its people's hours, its notices.
 * @param bot The file that exports `openBot`.
 * @returns The setting that the bot does not open without, when it is not set; `undefined` when all is well.
 * @throws Error that says what to fix.
 */
export async function tryBot(bot: URL, read: ReadSetting): Promise<string | undefined> {
  const { openBot }: { readonly openBot?: OpenBot } = await import(bot.href);
  if (typeof openBot !== "function")
    throw new SettingsError("Cannot open the bot: expected the file to export openBot");
  const missing: string[] = [];
  try {
    check(openBot(recordMissing(read, missing)));
  } catch (error) {
    const setting = error instanceof SettingsError ? missing.find((name) => error.message.includes(name)) : undefined;
    if (setting === undefined) throw error;
    return setting;
  }
  return undefined;
}

function recordMissing(read: ReadSetting, missing: string[]): ReadSetting {
  return (name) => {
    const value = read(name);
    if (value === undefined) missing.push(name);
    return value;
  };
}

function check(bot: Bot): void {
  checkSpeaker(bot.persona);
  if (bot.people !== undefined) checkPeople(bot.people);
  const replies = Object.values(NOTICES)
    .flat()
    .flatMap((notice) => bot.sayNotice?.(notice, SOMEBODY) ?? []);
  for (const reply of replies) checkReply(reply, TODAY);
}

function checkPeople(people: People): void {
  people.hours(SOMEBODY.agent, TODAY);
  for (const name of ["waitMinutes", "silenceMinutes"] as const) {
    if (people[name] > 0) continue;
    throw new SettingsError(`Cannot use people.${name}: expected a number above 0, got ${people[name]}`);
  }
}
