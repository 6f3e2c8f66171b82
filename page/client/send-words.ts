import type { ActAnswer } from "../page-act.ts";

/** Sends what stands in a field, and empties it. What could not be sent stands there again. */
export async function sendWords(field: { value: string }, send: (words: string) => Promise<ActAnswer>): Promise<void> {
  const words = field.value;
  if (words.trim() === "") return;
  field.value = "";
  const { isDone } = await send(words);
  // What was begun meanwhile is not overwritten.
  if (!isDone && field.value === "") field.value = words;
}
