import { parseArgs } from "node:util";

/** What `npm start` was asked to do. */
export interface Options {
  readonly isHelp: boolean;
  readonly isOnce: boolean;
  readonly withEmulators: boolean;
  /** `undefined`: 8080, or any free one when that is taken. */
  readonly port: number | undefined;
  readonly data: string;
  /** The folder that users' files are copied to; `undefined` copies none. */
  readonly media: string | undefined;
}

export const USAGE = `Runs the whole bot on this machine: the real functions, an embedded queue and history, and a simulator
as Google. It plays a short conversation on both channels, shows every step, and then takes what you send it.

Usage: npm start -- [options]

  --once         end after the conversation; the exit code is 1 if anything in it went wrong
  --emulators    start the official Pub/Sub and Firestore emulators, and run over them
  --port <n>     where ingress listens (default: 8080, or a free port when that is taken)
  --data <file>  the embedded database (default: .heliograph/local.sqlite); delete it to start afresh
  --media <dir>  copy the files that users send to this folder (default: copy none)
  --help         this text

With PUBSUB_EMULATOR_HOST and FIRESTORE_EMULATOR_HOST set it runs over those emulators.
`;

/** Reads the command line. @throws Error that says which option to fix. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", short: "h", default: false },
      once: { type: "boolean", default: false },
      emulators: { type: "boolean", default: false },
      port: { type: "string" },
      data: { type: "string", default: ".heliograph/local.sqlite" },
      media: { type: "string" },
    },
  });
  return {
    isHelp: values.help,
    isOnce: values.once,
    withEmulators: values.emulators,
    port: values.port === undefined ? undefined : readPort(values.port),
    data: values.data,
    media: values.media,
  };
}

function readPort(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`Cannot use --port ${value}: expected a number from 0 to 65535`);
}
