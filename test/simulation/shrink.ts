import { runStory, type StoryResult } from "./run-story.ts";
import type { Story } from "./story.ts";

/** How a story is shortened. */
export interface ShrinkOptions {
  /** The shorter story must break this promise, too. */
  readonly invariant: string;
  readonly isOver: () => boolean;
  readonly onShorter: (acts: number) => void;
}

/** The shortest story found that still breaks the promise: acts are left out in halves, then in smaller and smaller parts. */
export async function shrinkStory(story: Story, { invariant, isOver, onShorter }: ShrinkOptions): Promise<Story> {
  let shortest = story;
  for (let parts = 2; parts <= 2 * shortest.acts.length && !isOver(); ) {
    const shorter = await leaveOutOne(shortest, { parts, invariant, isOver });
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
  { parts, invariant, isOver }: Pick<ShrinkOptions, "invariant" | "isOver"> & { readonly parts: number },
): Promise<Story | undefined> {
  const size = Math.ceil(story.acts.length / parts);
  for (let from = 0; from < story.acts.length && !isOver(); from += size) {
    const shorter = { ...story, acts: [...story.acts.slice(0, from), ...story.acts.slice(from + size)] };
    if (breaks(await runStory(shorter), invariant)) return shorter;
  }
  return undefined;
}

function breaks({ violations }: StoryResult, invariant: string): boolean {
  return violations.some((one) => one.invariant === invariant);
}
