import { type PhoneAct, readPhoneAct } from "../acts/phone-act.ts";
import { channelOfAddress, type PhoneUser } from "../acts/phone-user.ts";

/** What a line of the terminal asks for. */
export type Command =
  | { readonly do: "act"; readonly act: PhoneAct }
  /** A file of this machine, whose bytes are read when it is sent. */
  | { readonly do: "send-path"; readonly path: string }
  /** `locale`: the language of the user's phone, which Business Messages tells the bot. */
  | { readonly do: "become"; readonly user: PhoneUser; readonly locale?: string }
  /** Without a time, the real one. */
  | { readonly do: "set-clock"; readonly to?: Date }
  | { readonly do: "screen" }
  | { readonly do: "help" };

/** What `/help` prints. */
export const COMMANDS = `TEXT               writes TEXT; /say TEXT writes one that begins with a slash
/tap CHIP|N        taps a chip or a button, by its label or its number
/file PATH|URL     sends a file of this machine, or one that is downloaded from a URL
/place LAT,LON     sends a place, such as 51.5,-0.12; RCS only
/typing            begins to type
/read              reads the newest message
/stop [WORD]       opts out: by RCS's event; by WORD where it is given, as phones without that event do; by STOP in Business Messages
/start [WORD]      opts in again: by RCS's event, by WORD, or by START in Business Messages
/person            asks for a person by the phone's own button; this and the next two are of Business Messages only
/sign-in [no]      ends a sign-in that the agent asked for; with no, the user has cancelled it
/survey TEXT       answers the newest survey
/as USER [AGENT]   goes on as another user: a phone number is one of RCS, any other name a conversation of Business Messages
/as LANGUAGE       goes on as a user of Business Messages whose phone is in that language, such as he or pt-BR: RCS tells no language
/now [TIME]        sets the bot's clock, such as 2026-12-05T22:00, where it runs in this process; without TIME, the real time
/screen            shows the phone
/help              shows this. Ctrl-C ends it
`;

const PLACE = /^(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)$/;

/** A language with its script or region, and no name that somebody would give a conversation. */
const LANGUAGE = /^[a-z]{2}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$/;

type Parse = (rest: string) => Command;

const PARSERS: Readonly<Record<string, Parse>> = {
  say: (text) => act({ do: "say", text: needed(text, "say", "/say TEXT") }),
  tap: (chip) => act({ do: "tap", chip: needed(chip, "tap", "/tap CHIP") }),
  file: readFile,
  place: readPlace,
  typing: (rest) => alone(rest, "typing", act({ do: "typing" })),
  read: (rest) => alone(rest, "read", act({ do: "read" })),
  stop: (word) => act({ do: "stop", ...(word !== "" && { word }) }),
  start: (word) => act({ do: "start", ...(word !== "" && { word }) }),
  person: (rest) => alone(rest, "person", act({ do: "person" })),
  "sign-in": readSignIn,
  survey: (text) => act({ do: "survey", text: needed(text, "survey", "/survey TEXT") }),
  as: readUser,
  now: readTime,
  screen: (rest) => alone(rest, "screen", { do: "screen" }),
  help: () => ({ do: "help" }),
};

const NAMES = new Intl.ListFormat("en-GB", { type: "disjunction" }).format(
  Object.keys(PARSERS).map((name) => `/${name}`),
);

/** Reads a line that somebody has typed. @throws Error that says what was expected. */
export function readCommand(line: string): Command {
  // One pattern for the whole line would take minutes for many spaces in it.
  const typed = line.trim();
  if (!typed.startsWith("/")) return act({ do: "say", text: typed });
  const [name = ""] = typed.slice(1).split(/\s/, 1);
  const rest = typed.slice(1 + name.length).trim();
  const parse = Object.hasOwn(PARSERS, name) ? PARSERS[name] : undefined;
  if (parse === undefined)
    throw new Error(`Cannot do /${name}: expected ${NAMES}, or a text that begins with no slash`);
  return parse(rest);
}

function act(what: PhoneAct): Command {
  return { do: "act", act: what };
}

function readSignIn(rest: string): Command {
  if (rest === "" || rest === "no") return act({ do: "sign-in", isDone: rest === "" });
  throw new Error("Cannot do /sign-in: expected /sign-in, or /sign-in no");
}

function readFile(source: string): Command {
  const file = needed(source, "file", "/file PATH or /file URL");
  return /^https?:\/\//i.test(file) ? act({ do: "file", url: file }) : { do: "send-path", path: file };
}

function readPlace(rest: string): Command {
  const [, latitude, longitude] = (PLACE.exec(rest) ?? []).map(Number);
  if (latitude === undefined || longitude === undefined) {
    throw new Error("Cannot do /place: expected /place LAT,LON, such as /place 51.5,-0.12");
  }
  return act(readPhoneAct({ value: { do: "place", latitude, longitude }, path: "" }));
}

function readUser(rest: string): Command {
  const [address = "", agent, ...more] = needed(rest, "as", "/as USER or /as USER AGENT").split(/\s+/);
  if (more.length > 0) throw new Error("Cannot do /as: expected /as USER or /as USER AGENT");
  if (agent === undefined && LANGUAGE.test(address)) {
    const user = { channel: "business-messages", address: `conversation-${address}` } as const;
    return { do: "become", user, locale: address };
  }
  return { do: "become", user: { channel: channelOfAddress(address), address, agent } };
}

function readTime(rest: string): Command {
  if (rest === "") return { do: "set-clock" };
  const to = new Date(rest);
  if (!Number.isNaN(to.getTime())) return { do: "set-clock", to };
  throw new Error("Cannot do /now: expected /now TIME, such as /now 2026-12-05T22:00, or /now alone");
}

function needed(rest: string, name: string, form: string): string {
  if (rest !== "") return rest;
  throw new Error(`Cannot do /${name}: expected ${form}`);
}

function alone(rest: string, name: string, command: Command): Command {
  if (rest === "") return command;
  throw new Error(`Cannot do /${name}: expected nothing after it`);
}
