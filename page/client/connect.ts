import type { ActAnswer, PageAct } from "../page-act.ts";
import type { PageFact } from "../page-fact.ts";
import type { Change } from "./update.ts";

/** What the server sends: facts in their order, and which run of it they are of. */
interface FactsMessage {
  readonly run: string;
  readonly facts: readonly PageFact[];
}

/** Hears all facts from the first one on, and again after the server was away. `EventSource` tries again by itself. */
export function hearFacts(token: string, change: (change: Change) => void): void {
  let run: string | undefined;
  const source = new EventSource(`facts?token=${encodeURIComponent(token)}`);
  source.addEventListener("open", () => change({ type: "link", link: "open" }));
  source.addEventListener("error", () => change({ type: "link", link: "lost" }));
  source.addEventListener("message", ({ data }: MessageEvent<string>) => {
    const message = JSON.parse(data) as FactsMessage;
    if (run !== undefined && run !== message.run) change({ type: "begun-anew" });
    run = message.run;
    change({ type: "facts", facts: message.facts });
  });
}

/** Asks the server to do something. */
export async function sendAct(token: string, act: PageAct): Promise<ActAnswer> {
  try {
    const response = await fetch("acts", {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(act),
    });
    return (await response.json()) as ActAnswer;
  } catch {
    return { isDone: false, error: "npm start does not answer: is it still running?" };
  }
}
