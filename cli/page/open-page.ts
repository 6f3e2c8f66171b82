import type { PageHost } from "../../page/server/page-host.ts";
import { servePage } from "../../page/server/serve-page.ts";
import { keepToken } from "../keep-token.ts";
import { listenNear } from "../listen-near.ts";
import type { LocalSystem } from "../local-system.ts";
import type { Options } from "../options.ts";
import { openFaultSwitches } from "./fault-switches.ts";
import { openPageHost } from "./page-host.ts";
import { openPageJournal } from "./page-journal.ts";

/** What a page is opened over. */
export type PagedSystem = Pick<LocalSystem, "facts" | "platform" | "publisher" | "mortals" | "clock" | "operator">;

/** A page that is open. */
export interface OpenedPage extends AsyncDisposable {
  /** With its token. */
  readonly url: string;
  /** What it shows and does. */
  readonly host: PageHost;
}

const DEFAULT_PORT = 8081;

/** Opens the page of this `npm start`. @throws Error when the port that was asked for is taken. */
export async function openPage(
  system: PagedSystem,
  { pagePort, data }: Pick<Options, "pagePort" | "data">,
): Promise<OpenedPage> {
  const { facts, platform, publisher, mortals, clock, operator } = system;
  const journal = openPageJournal(facts, clock.now);
  const faults = openFaultSwitches(platform, mortals.kill);
  const host = openPageHost({ platform, publisher, journal, faults, clock, facts, operator });
  const token = keepToken(data, "page-token");
  const wanted = { asked: pagePort, usual: DEFAULT_PORT, deed: "serve the page", option: "--page-port" };
  const served = await listenNear(wanted, (port) => servePage(host, { port, token }));
  return { url: served.url, host, [Symbol.asyncDispose]: () => served[Symbol.asyncDispose]() };
}
