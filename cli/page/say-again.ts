import type { ActAnswer, PageAct, UserDeed } from "../../page/page-act.ts";
import type { PageFact, PageFactOf } from "../../page/page-fact.ts";
import { isObject } from "../../shared/base/json.ts";
import { untilHandled } from "./until-handled.ts";

/** What saying it again needs. */
interface SayAgainOptions {
  readonly facts: () => readonly PageFact[];
  readonly say: (phone: string, does: UserDeed) => Promise<unknown>;
}

type Done = Extract<ActAnswer, { readonly isDone: true }>;
type Said = PageFactOf<"said">;

/**
 * Says to a new user's phone all that the old one said, up to and with a message, each when the one before it was handled.
 * @throws Error when the message is not known any more.
 */
export async function sayAgain(
  { phone, way, to }: Extract<PageAct, { act: "start-here" }>,
  { facts, say }: SayAgainOptions,
): Promise<Done> {
  const said = facts().filter((fact): fact is Said => fact.type === "said" && fact.phone === phone);
  const unique = said.filter(({ id }, index) => said.findIndex((one) => one.id === id) === index);
  const last = unique.findIndex((fact) => fact.way === way);
  if (last < 0) throw new Error("Cannot start here: expected a message of the user's own that is still known");
  for (const fact of unique.slice(0, last + 1)) {
    const after = facts().at(-1)?.seq ?? 0;
    await say(to, deedOf(fact));
    await untilHandled(facts, ({ phone: whose, seq }) => whose === to && seq > after);
  }
  return { isDone: true, note: "A new user has said all that, up to here" };
}

function deedOf({ line: { type, text }, json }: Said): UserDeed {
  switch (type) {
    case "text":
      return { do: "say", text };
    case "file":
      return { do: "file", url: text };
    case "tap":
      return { do: "tap", chip: text, ...postbackOf(json) };
    case "place": {
      const [latitude = 0, longitude = 0] = text.split(",").map(Number);
      return { do: "place", latitude, longitude };
    }
    case "unsubscribed":
      return { do: "stop" };
    case "subscribed":
      return { do: "start" };
  }
}

/** Several chips may have the same words. */
function postbackOf(event: unknown): { readonly postback?: string } {
  const response = isObject(event) ? event.suggestionResponse : undefined;
  return isObject(response) && typeof response.postbackData === "string" ? { postback: response.postbackData } : {};
}
