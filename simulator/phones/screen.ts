import type { PhoneView } from "../state/phone.ts";
import type { PhoneAddress, PlatformState, UserLine } from "../state/platform-state.ts";
import { subscriberAt, viewOf } from "../state/subscriber.ts";
import { type Bubble, bubbleOf, tappableSuggestions } from "./bubble.ts";

/** What is on the screen of a phone: both sides of the conversation. */
export interface Screen {
  readonly channel: PhoneAddress["channel"];
  /** The phone number or the conversation. */
  readonly address: string;
  /** In the order shown. */
  readonly lines: readonly ScreenLine[];
  /** What can be tapped now, the newest message's first. */
  readonly chips: readonly string[];
  /** Whether the agent types. */
  readonly isTyping: boolean;
}

/** One line of a conversation: the agent's, or the user's own with whether the agent has marked it read. */
type ScreenLine =
  | AgentLine
  | ({ readonly by: "user"; readonly isRead: boolean } & Pick<UserLine, "at" | "id" | "type" | "text">);

/** Something of the agent's. */
export type AgentLine = Bubble & {
  readonly by: "agent";
  readonly at: Date;
  /** Of the call that showed it. */
  readonly id: string;
  /** Google's JSON of a message; missing for a plain text. */
  readonly content?: Readonly<Record<string, unknown>>;
};

/** What the phone at an address shows now. */
export function screenOf(state: PlatformState, { channel, address }: PhoneAddress): Screen {
  const view = viewOf(state, { channel, address });
  const { said = [] } = subscriberAt(state, { channel, address });
  return {
    channel,
    address,
    lines: linesOf(view, said),
    chips: tappableSuggestions(view).map(({ label }) => label),
    isTyping: view.isTyping,
  };
}

/** What the user said stands before everything that the phone showed after it. */
function linesOf({ timeline, read }: PhoneView, said: readonly UserLine[]): readonly ScreenLine[] {
  const byPlace = Map.groupBy(said, ({ shownBefore }) => shownBefore);
  const saidAt = (place: number): readonly ScreenLine[] =>
    (byPlace.get(place) ?? []).map(({ shownBefore: _, ...line }) => ({
      by: "user",
      ...line,
      isRead: read.includes(line.id),
    }));
  return [...timeline.flatMap((entry, place) => [...saidAt(place), ...agentLine(entry)]), ...saidAt(timeline.length)];
}

function agentLine(entry: PhoneView["timeline"][number]): readonly AgentLine[] {
  const { at, id, act } = entry;
  const content = act.type === "message" && act.content !== undefined ? { content: act.content } : {};
  return bubbleOf(entry).map((bubble) => ({ by: "agent", ...bubble, at, id, ...content }));
}
