import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "./open-test-page.ts";
import { serveLongConversation } from "./serve-long-conversation.ts";

// Prints how big the page is, and how long it takes with a long conversation. Nothing fails by it: machines differ.

const MESSAGES = 5000;
const RUNS = 5;
const WORDS = "Where is my order, and when will it come?";

/** What one run has measured, in milliseconds and bytes. */
interface Measured {
  readonly bytes: number;
  readonly firstPaintMs: number;
  readonly loadedMs: number;
  readonly longestLoadingMs: number;
  readonly longestTypingMs: number;
}

/** Counts long tasks from the beginning; the browser tells of those over 50 ms alone. */
const OBSERVE = `globalThis.tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration))).observe({ type: "longtask", buffered: true });`;
const LONGEST = "Math.max(0, ...globalThis.tasks.splice(0))";
const FIRST_PAINT = `performance.getEntriesByName("first-contentful-paint")[0].startTime`;

async function measure(browser: Browser, url: string): Promise<Measured> {
  const page = await browser.newPage();
  await page.addInitScript(OBSERVE);
  let bytes = 0;
  page.on("response", (response) => {
    if (/\/(\?token=.*|page\.(js|css))$/.test(response.url()))
      void response.body().then((body) => (bytes += body.length));
  });
  const begun = performance.now();
  await page.goto(url);
  await page
    .getByText(`Where is order number ${MESSAGES - 1}?`)
    .first()
    .waitFor();
  const loadedMs = performance.now() - begun;
  const [firstPaintMs, longestLoadingMs] = [
    await page.evaluate<number>(FIRST_PAINT),
    await page.evaluate<number>(LONGEST),
  ];
  await type(page);
  const longestTypingMs = await page.evaluate<number>(LONGEST);
  await page.close();
  return { bytes, firstPaintMs, loadedMs, longestLoadingMs, longestTypingMs };
}

async function type(page: Page): Promise<void> {
  await page.getByLabel("Message to the bot").pressSequentially(WORDS, { delay: 20 });
}

function medianOf(runs: readonly Measured[], name: keyof Measured): number {
  return runs.map((run) => run[name]).toSorted((one, other) => one - other)[Math.floor(runs.length / 2)] ?? 0;
}

await using served = await serveLongConversation(MESSAGES);
const browser = await launchBrowser();
const runs: Measured[] = [];
for (let run = 0; run < RUNS; run += 1) runs.push(await measure(browser, served.url));
await browser.close();
console.log(`The page with ${MESSAGES} messages, medians of ${RUNS} runs:
  size          ${(medianOf(runs, "bytes") / 1000).toFixed(1)} kB in all
  first paint   ${medianOf(runs, "firstPaintMs").toFixed(0)} ms
  all shown     ${medianOf(runs, "loadedMs").toFixed(0)} ms
  longest task  ${medianOf(runs, "longestLoadingMs").toFixed(0)} ms while they load, ${medianOf(runs, "longestTypingMs").toFixed(0)} ms while one types (0: none over 50)`);
