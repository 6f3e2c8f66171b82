import { parseArgs } from "node:util";
import type { Contract } from "./api/leniency.ts";
import type { WebhookForm } from "./webhooks/variant.ts";

/** The command line's options. */
interface Options {
  readonly isHelp: boolean;
  /** 0 for any free port. */
  readonly port: number;
  readonly seed: number;
  /** How strictly calls are read. */
  readonly contract: Contract;
  /** How much webhooks say. */
  readonly form: WebhookForm;
  readonly webhook: IngressTarget | undefined;
  /** An ingress to verify; then the simulator does nothing else. */
  readonly verify: IngressTarget | undefined;
}

/** An ingress, and the client token of both channels. */
export interface IngressTarget {
  readonly url: string;
  readonly token: string;
}

/** What `--help` prints. */
export const USAGE = `Imitates Google on this machine: both APIs, Cloud Tasks and the users' phones, on the loopback interface, until Ctrl-C.

Usage: npm run simulator -- [options]

  --port <n>       the port of the APIs (default: 0, any free port)
  --webhook <url>  the URL of ingress, without the channel's path, to which the receipts of all phones are posted
                   (default: nowhere)
  --token <text>   the client token that signs webhooks, or that --verify sends (default: simulator-token)
  --verify <url>   the URL of an ingress, without the channel's path: sends it the handshake of both channels and exits,
                   with code 0 when both were answered correctly, else with code 1
  --contract <c>   observed (default): takes what Google's front end takes, with a line of advice; documented: takes only what
                   Google's pages say
  --form <f>       rich (default): webhooks say what captures of Google's say; bare: what its guides show
  --seed <n>       the seed of everything random (default: 1)
  --help           print this text
`;

const MAX_PORT = 65_535;
const MAX_SEED = 2 ** 32 - 1;

/** Reads the command line. @throws Error that names the wrong option. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", short: "h", default: false },
      contract: { type: "string", default: "observed" },
      form: { type: "string", default: "rich" },
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
    contract: readWord("contract", values.contract, ["observed", "documented"]),
    form: readWord("form", values.form, ["rich", "bare"]),
    seed: readNumber("seed", values.seed, MAX_SEED),
    webhook: readTarget("webhook", values.webhook, values.token),
    verify: readTarget("verify", values.verify, values.token),
  };
}

function readNumber(name: string, value: string, max: number): number {
  if (/^\d+$/.test(value) && Number(value) <= max) return Number(value);
  throw new Error(`Cannot use --${name} ${value}: expected a number from 0 to ${max}`);
}

function readWord<Word extends string>(name: string, value: string, words: readonly [Word, Word]): Word {
  const known = words.find((word) => word === value);
  if (known !== undefined) return known;
  throw new Error(`Cannot use --${name} ${value}: expected ${words.join(" or ")}`);
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
