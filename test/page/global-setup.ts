import { findChromium } from "../support/find-chromium.ts";

/** Tells aloud that the page is not tested where there is no browser, and fails with `CI=true`. */
export function setup(): void {
  if (findChromium() !== undefined) return;
  const missing = "No Chromium found: install one (`apt-get install chromium`, or Chrome), or name it with CHROMIUM";
  if (process.env.CI) throw new Error(missing);
  console.warn(`\nSKIPPED: every test of the page in a real browser. ${missing}\n`);
}
