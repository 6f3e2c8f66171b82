import { runStory, type StoryResult } from "./run-story.ts";
import type { PromiseName } from "./seen-so-far.ts";
import type { Story } from "./story.ts";

/** How a story is shortened. */
export interface ShrinkOptions {
  /** The shorter story must break this promise, too. */
  readonly promise: PromiseName;
  readonly isOver: () => boolean;
  readonly onShorter: (acts: number) => void;
}

/** The shortest story found that still breaks the promise: acts are left out in halves, then in smaller and smaller parts. */
export async function shrinkStory(story: Story, { promise, isOver, onShorter }: ShrinkOptions): Promise<Story> {
  let shortest = story;
  for (let parts = 2; parts <= 2 * shortest.acts.length && !isOver(); ) {
    const shorter = await leaveOutOne(shortest, { parts, promise, isOver });
    if (shorter === undefined) parts *= 2;
    else {
      shortest = shorter;
      parts = Math.max(2, parts - 1);
      onShorter(shortest.acts.length);
    }
  }
  return shortest;
}

async function leaveOutOne(
  story: Story,
  { parts, promise, isOver }: Pick<ShrinkOptions, "promise" | "isOver"> & { readonly parts: number },
): Promise<Story | undefined> {
  const size = Math.ceil(story.acts.length / parts);
  for (let from = 0; from < story.acts.length && !isOver(); from += size) {
    const shorter = { ...story, acts: [...story.acts.slice(0, from), ...story.acts.slice(from + size)] };
    if (breaks(await runStory(shorter), promise)) return shorter;
  }
  return undefined;
}

function breaks({ violations }: StoryResult, promise: PromiseName): boolean {
  return violations.some((one) => one.promise === promise);
}
