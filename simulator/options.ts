import { parseArgs } from "node:util";

/** What the simulator was started to do. */
interface Options {
  readonly isHelp: boolean;
  /** 0 for any free one. */
  readonly port: number;
  readonly seed: number;
  readonly webhook: IngressTarget | undefined;
  /** An ingress whose webhooks are to be verified, instead of anything else. */
  readonly verify: IngressTarget | undefined;
}

/** An ingress, and the token of both of its channels. */
export interface IngressTarget {
  readonly url: string;
  readonly token: string;
}

/** What `--help` prints. */
export const USAGE = `Stands in for Google: both APIs and the users' phones, on the loopback interface, until Ctrl-C.

Usage: npm run simulator -- [options]

  --port <n>       where the APIs listen (default: 0, any free port)
  --webhook <url>  where receipts of every phone are posted, without the channel's path (default: nowhere)
  --token <text>   the client token that signs them or is verified (default: simulator-token)
  --verify <url>   does nothing but the handshake of both channels there; ends with 0 when it was answered right, else 1
  --seed <n>       of all chance (default: 1)
  --help           this text
`;

const MAX_PORT = 65_535;
const MAX_SEED = 2 ** 32 - 1;

/** Reads the command line. @throws Error that says which option to mend. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", short: "h", default: false },
      port: { type: "string", default: "0" },
      seed: { type: "string", default: "1" },
      token: { type: "string", default: "simulator-token" },
      verify: { type: "string" },
      webhook: { type: "string" },
    },
  });
  return {
    isHelp: values.help,
    port: readNumber("port", values.port, MAX_PORT),
    seed: readNumber("seed", values.seed, MAX_SEED),
    webhook: readTarget("webhook", values.webhook, values.token),
    verify: readTarget("verify", values.verify, values.token),
  };
}

function readNumber(name: string, value: string, max: number): number {
  if (/^\d+$/.test(value) && Number(value) <= max) return Number(value);
  throw new Error(`Cannot use --${name} ${value}: expected a number from 0 to ${max}`);
}

function readTarget(name: string, url: string | undefined, token: string): IngressTarget | undefined {
  return url === undefined ? undefined : { url: readUrl(name, url), token: readToken(token) };
}

function readUrl(name: string, value: string): string {
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return value;
  throw new Error(`Cannot use --${name} ${value}: expected a URL with http or https`);
}

function readToken(value: string): string {
  if (value !== "") return value;
  throw new Error("Cannot use --token: expected a text that is not empty");
}
