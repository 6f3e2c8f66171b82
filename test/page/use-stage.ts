import type { Browser, BrowserContextOptions, Locator, Page, Response } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { FAULTS } from "../../page/faults.ts";
import type { PageAct } from "../../page/page-act.ts";
import type { PageHost } from "../../page/server/page-host.ts";
import type { Bot } from "../../shared/bot/bot.ts";
import { launchBrowser, type PagedStack, startPaged, visit } from "./open-test-page.ts";

/** What the tests of a file share: a browser, and a running `npm start`. */
export interface PageStage {
  readonly browser: Browser;
  readonly stack: PagedStack;
  /** Opens the page in a context of the test's own, with a new user of RCS. */
  open(options?: BrowserContextOptions): Promise<Visitor>;
}

/** A person in front of the page. */
export interface Visitor {
  readonly page: Page;
  /** A phone by its name; the Android first. */
  phone(name?: "Android" | "iPhone" | "Business Messages"): Locator;
  /** Writes to the bot, and sends it. */
  say(text: string): Promise<void>;
  /** Does what the server is asked to do, and waits until it has answered: what is done next comes after it. */
  acted(act: PageAct["act"], deed: () => Promise<unknown>): Promise<void>;
  /** Becomes a new user of Business Messages. */
  useBusinessMessages(): Promise<void>;
  /** Opens what stands beside the phones. */
  tab(name: "Way" | "Messages" | "Desk" | "Faults" | "Write first" | "Compose" | "History"): Promise<Locator>;
}

/**
 * Starts the stage before the tests of a file. A test during which something goes wrong in the page fails, and none leaves a fault or
 * another time behind.
 */
export function useStage(bot: Bot): () => PageStage {
  let stage: PageStage | undefined;
  const mistakes: (readonly string[])[] = [];
  beforeAll(async () => {
    const [browser, stack] = await Promise.all([launchBrowser(), startPaged(bot)]);
    const open = async (options?: BrowserContextOptions) => {
      const visited = await visit(browser, stack.url, options);
      mistakes.push(visited.mistakes);
      await visited.page.getByRole("button", { name: "New RCS user" }).click();
      return visitorOf(visited.page);
    };
    stage = { browser, stack, open };
  });
  afterEach(async () => {
    await Promise.all((stage?.browser.contexts() ?? []).map((context) => context.close()));
    if (stage !== undefined) await putRight(stage.stack.host);
    expect(mistakes.splice(0).flat()).toEqual([]);
  });
  afterAll(async () => {
    await stage?.browser.close();
    await stage?.stack[Symbol.asyncDispose]();
  });
  return () => {
    if (stage === undefined) throw new Error("Cannot use the stage: it opens before the first test");
    return stage;
  };
}

async function putRight(host: PageHost): Promise<void> {
  for (const { name } of FAULTS) await host.perform({ act: "fault", fault: name, isOn: false });
  await host.perform({ act: "set-clock" });
}

function visitorOf(page: Page): Visitor {
  return {
    page,
    phone: (name = "Android") => page.getByRole("article", { name }),
    async say(text) {
      await page.getByLabel("Message to the bot").fill(text);
      await page.keyboard.press("Enter");
    },
    async acted(act, deed) {
      const isAnswer = (response: Response) =>
        response.url().endsWith("/acts") && response.request().postDataJSON().act === act;
      await Promise.all([page.waitForResponse(isAnswer), deed()]);
    },
    async useBusinessMessages() {
      await page.getByRole("button", { name: "New Business Messages user" }).click();
      await page.getByRole("article", { name: "Business Messages" }).waitFor();
    },
    async tab(name) {
      await page.getByRole("tab", { name }).click();
      return page.getByRole("tabpanel");
    },
  };
}
