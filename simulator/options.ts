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
  readonly webhook: BotTarget | undefined;
  /** Whether phones send READ by themselves. */
  readonly receipts: "auto" | "delivered";
  /** A webhook to verify; then the simulator does nothing else. */
  readonly verify: BotTarget | undefined;
}

/** The webhook of a bot, and the client token of both channels. */
export interface BotTarget {
  readonly url: string;
  readonly token: string;
}

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
      receipts: { type: "string", default: "auto" },
      token: { type: "string" },
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
    receipts: readWord("receipts", values.receipts, ["auto", "delivered"]),
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

function readTarget(name: string, url: string | undefined, token: string | undefined): BotTarget | undefined {
  return url === undefined ? undefined : { url: readUrl(name, url), token: readToken(name, token) };
}

function readUrl(name: string, value: string): string {
  const url = /^https?:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined) throw new Error(`Cannot use --${name} ${value}: expected a URL with http or https`);
  if (url.username === "" && url.password === "" && url.hash === "") return value;
  throw new Error(`Cannot use --${name}: expected a URL without a user, a password or a fragment`);
}

/** A bot refuses what is signed with any other token, so there is none that would do for all. */
function readToken(name: string, value: string | undefined): string {
  if (value === undefined) throw new Error(`Cannot use --${name} without --token: expected the bot's client token`);
  if (value !== "") return value;
  throw new Error("Cannot use --token: expected a text that is not empty");
}
