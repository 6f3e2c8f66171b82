import { describe, expect, it } from "vitest";
import type { PauseScope } from "../../shared/ports/pauses.ts";
import { userAddressOf } from "../support/user-address.ts";
import { HOUR, MINUTE, SECOND } from "./durations.ts";
import { pause, resumeAt } from "./pause-acts.ts";
import { ANN, openScript, SEEDS, writes } from "./script-bench.ts";
import type { WorldFault } from "./world-fault.ts";

const BOT: PauseScope = { type: "bot" };
const USERS = Array.from({ length: 10 }, (_, n) => userAddressOf("rcs", `+44770090010${n}`));
const QUESTIONS = Array.from({ length: 240 }, (_, n) => `${["quick", "slow", "stream", "double"][n % 4]} ${n}`);
const PAUSED = 90 * SECOND;
const RESUMED = 4 * MINUTE;
/** Google is busy now and then, so that calls are under way for long. */
const BUSY: WorldFault = {
  name: "google is busy",
  service: "google",
  mode: { type: "status", status: 503 },
  probability: 0.1,
};

describe.each(SEEDS.slice(0, 1))("a pause in the middle of a flood, in world %i,", (seed) => {
  it("is silent within a minute, and each question is answered exactly once after it", async () => {
    const script = openScript({ seed, faults: [BUSY] });
    for (const [n, words] of QUESTIONS.entries()) script.at(n * 1250, writes(USERS[n % 10] ?? ANN, words));
    script.at(PAUSED, pause(BOT));
    resumeAt(script, RESUMED, BOT);
    const begun = script.world.now();
    await script.until(3 * HOUR);

    const isMeanwhile = ({ at }: { readonly at: number }) => at > begun + PAUSED + MINUTE && at < begun + RESUMED;
    const calls = script.seen("call-begun").filter(({ service }) => service === "google");
    expect([calls.filter(isMeanwhile), script.seen("shown").filter(isMeanwhile)]).toEqual([[], []]);

    const said = script.seen("shown").flatMap(({ bubble, text }) => (bubble === "message" ? [text] : []));
    const wanted = QUESTIONS.flatMap((words) => linesAbout(words));
    expect(said.toSorted()).toEqual(wanted.toSorted());
    expect(new Set(script.deadLetters())).toEqual(new Set(["message: paused"]));
    expect([await script.broken(), script.world.kept("message-dead")]).toEqual([[], []]);
  }, 120_000);
});

function linesAbout(words: string): readonly string[] {
  return /^(stream|double)/.test(words) ? [`first: ${words}`, `re: ${words}`] : [`re: ${words}`];
}
