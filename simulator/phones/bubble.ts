import type { Representative } from "../api/call.ts";
import { mediaOf } from "../api/content.ts";
import type { PhoneView, ShownMessage, TimelineEntry } from "../state/phone.ts";
import { type ShownSuggestion, suggestionsOf } from "./suggestion.ts";

/** One item of the agent's side of a conversation, small enough for a test to compare. A missing member is not shown. */
export type Bubble =
  | {
      readonly type: "message";
      readonly text: string;
      /** Business Messages only. */
      readonly from?: Representative;
      /** The labels of chips and buttons, on the message and on its cards. */
      readonly suggestions?: readonly string[];
      /** URLs, or the names of uploaded files. */
      readonly media?: readonly string[];
    }
  | { readonly type: "joined" | "left"; readonly from?: Representative }
  | { readonly type: "survey" };

/** A suggestion that the user can tap now, and the id of its message. */
export interface TappableSuggestion extends ShownSuggestion {
  readonly to: string;
}

/** All bubbles, in the order shown. */
export function bubblesOf({ timeline }: Pick<PhoneView, "timeline">): readonly Bubble[] {
  return timeline.flatMap(bubbleOf);
}

/** The suggestions that can be tapped, those of the newest message first. Chips disappear with the next message; buttons on cards stay. */
export function tappableSuggestions({ messages }: Pick<PhoneView, "messages">): readonly TappableSuggestion[] {
  return messages.toReversed().flatMap(({ id, content = {} }: ShownMessage, age) => {
    const { suggestions: _gone, ...cards } = content;
    return suggestionsOf(age === 0 ? content : cards).map((suggestion) => ({ ...suggestion, to: id }));
  });
}

/** The bubble of one thing that the phone showed; none of a read mark, typing and the like. */
export function bubbleOf({ act }: Pick<TimelineEntry, "act">): readonly Bubble[] {
  switch (act.type) {
    case "message": {
      const { text, representative, content } = act;
      const labels = suggestionsOf(content).map(({ label }) => label);
      const media = mediaOf(content).flatMap(({ source, part }) => (part === "file" ? [source] : []));
      return [
        {
          type: "message",
          text,
          ...from(representative),
          ...(labels.length > 0 && { suggestions: labels }),
          ...(media.length > 0 && { media }),
        },
      ];
    }
    case "representative-joined":
      return [{ type: "joined", ...from(act.representative) }];
    case "representative-left":
      return [{ type: "left", ...from(act.representative) }];
    case "survey":
      return [{ type: "survey" }];
    case "read":
    case "typing":
    case "typing-stopped":
    case "revoke":
    case "service":
      return [];
  }
}

function from(representative: Representative | undefined): { readonly from?: Representative } {
  return representative === undefined ? {} : { from: representative };
}
