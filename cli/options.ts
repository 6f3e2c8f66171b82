import { parseArgs } from "node:util";
import { DEFAULT_DATA } from "./target.ts";

/** What `npm start` was asked to do. */
export interface Options {
  readonly isHelp: boolean;
  readonly isOnce: boolean;
  /** Tells each step in place of each turn. */
  readonly isVerbose: boolean;
  readonly withEmulators: boolean;
  /** `undefined`: 8080, or any free one when that is taken. */
  readonly port: number | undefined;
  /** Of the page; `undefined`: 8081, or any free one when that is taken. */
  readonly pagePort: number | undefined;
  /** Opens the page in the browser. */
  readonly opensPage: boolean;
  readonly data: string;
  /** The folder that users' files are copied to; `undefined` copies none. */
  readonly media: string | undefined;
  /** In place of the demonstration, an agent at Google. */
  readonly own: OwnOptions | undefined;
}

/** An agent of one's own. */
export interface OwnOptions {
  readonly agent: string;
  readonly url: string;
  readonly key: string | undefined;
  readonly phone: string | undefined;
  readonly region: string | undefined;
}

/** The database of a process that keeps nothing, and that no other process can reach. */
export const IN_MEMORY = ":memory:";

export const USAGE = `Runs the whole bot on this machine: the real functions, an embedded queue and history, and a simulator
as Google. It opens a page with a phone on which you talk to the bot, and shows everything that happens. In the
terminal it plays a short conversation on both channels, one line a turn, and then takes what you type. A bot that is
edited meanwhile answers the next message.

Usage: npm start -- [options]

  --once         end after the conversation; the exit code is 1 if anything in it went wrong
  --verbose      tell each step, what looks otherwise on other phones, and what other systems would send
  --emulators    start the official Pub/Sub and Firestore emulators, and run over them
  --port <n>     where ingress listens (default: 8080, or a free port when that is taken)
  --page-port <n>
                 where the page listens (default: 8081, or a free port when that is taken)
  --no-open      do not open the page in the browser
  --data <file>  the embedded database (default: ${DEFAULT_DATA}); delete it to start afresh.
                 One npm start at a time has it
  --media <dir>  copy the files that users send to this folder (default: copy none)
  --help         this text

As an agent of your own, with Google itself, before anything is deployed:

  --agent <id>   its id at Google, such as my_agent
  --url <url>    the https URL of a tunnel to ingress, by which Google reaches this machine
  --key <file>   the key of a service account that may call for the agent (default: whoever is logged in with gcloud)
  --phone <n>    your phone, such as +447700900123: it is invited as a tester, and written to first
  --region <r>   us, europe or asia: where the agent is hosted, unless nowhere in particular

With PUBSUB_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST set it runs over those emulators.
`;

/** Reads the command line. @throws Error that says which option to fix. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", short: "h", default: false },
      once: { type: "boolean", default: false },
      verbose: { type: "boolean", short: "v", default: false },
      emulators: { type: "boolean", default: false },
      port: { type: "string" },
      "page-port": { type: "string" },
      "no-open": { type: "boolean", default: false },
      data: { type: "string", default: DEFAULT_DATA },
      media: { type: "string" },
      agent: { type: "string" },
      url: { type: "string" },
      key: { type: "string" },
      phone: { type: "string" },
      region: { type: "string" },
    },
  });
  return {
    isHelp: values.help,
    isOnce: values.once,
    isVerbose: values.verbose,
    withEmulators: values.emulators,
    port: readPort("--port", values.port),
    pagePort: readPort("--page-port", values["page-port"]),
    opensPage: !values["no-open"],
    data: readData(values.data),
    media: values.media,
    own: readOwn(values),
  };
}

/** A variable of the shell that is not set leaves it empty. @throws Error */
function readData(data: string): string {
  if (data !== "") return data;
  throw new Error("Cannot use an empty --data: name a file, or leave it out");
}

type OwnValues = Partial<OwnOptions> & { readonly once: boolean; readonly emulators: boolean };

/** @throws Error when one without the other, or beside it, makes no sense. */
function readOwn({ agent, url, key, phone, region, once, emulators }: OwnValues): OwnOptions | undefined {
  if (agent !== undefined && (once || emulators))
    throw new Error(
      `Cannot use --${once ? "once" : "emulators"} with --agent: it runs until Ctrl-C, over the embedded database`,
    );
  if (agent !== undefined && url !== undefined) return { agent, url, key, phone, region };
  if (agent !== undefined) throw new Error("Cannot use --agent without --url: Google must reach this machine");
  const other = Object.entries({ url, key, phone, region }).find(([, value]) => value !== undefined);
  if (other === undefined) return undefined;
  throw new Error(`Cannot use --${other[0]} without --agent: name the agent that it is about`);
}

/** A port of the command line. @throws Error that names the option. */
export function readPort(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`Cannot use ${name} ${value}: expected a number from 0 to 65535`);
}
