import { parentPort } from "node:worker_threads";
import { runStory, type StoryResult } from "./run-story.ts";
import { drawStory } from "./story.ts";

/** A part of a long run: a story in a world of its own. */
export interface Part {
  readonly seed: number;
  readonly turns: number;
}

/** What came of it. */
export interface ToldPart extends Part, StoryResult {}

/** Tells a part in this thread. */
export async function tellPart({ seed, turns }: Part, trace?: (line: string) => void): Promise<ToldPart> {
  return { seed, turns, ...(await runStory(drawStory({ seed, turns }), trace)) };
}

// As a thread of its own: one part after the other.
parentPort?.on("message", async (part: Part) => parentPort?.postMessage(await tellPart(part)));
