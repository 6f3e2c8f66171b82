import { refusal } from "./refusals.ts";
import { SOURCES } from "./sources.ts";

/**
 * `documented`: Google's contract to the letter, for whoever wants to send nothing else. `observed`: what Google's front end was
 * seen to take, or its published parser takes, with advice to whoever sent it.
 */
export type Contract = "documented" | "observed";

/** Something that Google takes, though a careful client would not send it. */
interface Leniency {
  /** What is taken. */
  readonly what: string;
  /** What to send instead. */
  readonly advice: string;
  /** Where it can be seen that Google takes it. */
  readonly source: string;
  /** What the contract `documented` does with it. */
  readonly documented: "taken" | "refused";
}

/** Everything that is taken with advice. */
export const LENIENCIES = {
  "trailing-comma": {
    what: "a comma before a closing bracket",
    advice: "JSON has no comma before a closing bracket: leave it out",
    source: SOURCES.jsonParser,
    documented: "refused",
  },
  "single-quotes": {
    what: "a text in single quotes",
    advice: "JSON has double quotes only",
    source: SOURCES.jsonParser,
    documented: "refused",
  },
  "bare-key": {
    what: "a key without quotes",
    advice: "JSON has keys in double quotes only",
    source: SOURCES.jsonParser,
    documented: "refused",
  },
  "line-break-in-text": {
    what: "a line break or another control character inside of a text",
    advice: "JSON writes it as an escape, such as \\n",
    source: SOURCES.jsonParser,
    documented: "refused",
  },
  "odd-escape": {
    what: "a backslash before a character that needs none",
    advice: "JSON does not know this escape: leave the backslash out",
    source: SOURCES.jsonParser,
    documented: "refused",
  },
  "boolean-as-text": {
    what: 'a boolean as text, such as `"false"`',
    advice: "write true or false without quotes",
    source: SOURCES.dataPiece,
    documented: "refused",
  },
  "number-as-text": {
    what: 'a number as text, such as `"51.5"`',
    advice: "write the number without quotes",
    source: SOURCES.protoJson,
    documented: "taken",
  },
  "enum-as-number": {
    what: "the number of an enum's value, such as `2` for `VERTICAL`",
    advice: "write the name of the value: a reader does not know what a number means",
    source: SOURCES.protoJson,
    documented: "taken",
  },
  "default-value": {
    what: "an empty text, and of an enum 0 or the value that ends in `_UNSPECIFIED`",
    advice: "it means the same as no field: leave the field out",
    source: SOURCES.protoJson,
    documented: "taken",
  },
  "id-without-uuid-form": {
    what: "an id of the agent's that is no UUID",
    advice: "the reference asks for a UUID: make one for each message or event",
    source: SOURCES.rcsSend,
    documented: "refused",
  },
  "missing-id": {
    what: "an event or a survey without an id",
    advice: "with an id of your own, a call that you repeat has its effect once",
    source: SOURCES.businessMessagesDiscovery,
    documented: "refused",
  },
  "ignored-parameter": {
    what: "`alt` other than `json`, `fields` and `callback` in the query",
    advice: "Google answers as it says; the simulator always answers with the whole JSON",
    source: SOURCES.systemParameters,
    documented: "taken",
  },
  "alignment-of-vertical-card": {
    what: "`thumbnailImageAlignment` on a vertical card",
    advice: "only a horizontal card shows its picture to one side: leave the field out",
    source: SOURCES.rcsSend,
    documented: "taken",
  },
  "live-agent-request-of-person": {
    what: "`liveAgentRequest` beside the words of a HUMAN",
    advice: "the user talks to a person already: offer it with words of the BOT",
    source: SOURCES.businessMessagesCodelab,
    documented: "taken",
  },
  "live-agent-request-on-card": {
    what: "`liveAgentRequest` on a card",
    advice: "offer it beside the card, with the message: only Google's samples say so, and no page",
    source: SOURCES.businessMessagesDiscovery,
    documented: "taken",
  },
  "expired-already": {
    what: "an `expireTime` that is over",
    advice: "the message expires before it leaves: name a time to come",
    source: SOURCES.rcsMessages,
    documented: "taken",
  },
  "half-a-place": {
    what: "a place without its latitude or its longitude",
    advice: "what is missing counts as 0: write both",
    source: SOURCES.protoJson,
    documented: "taken",
  },
  "empty-card": {
    what: "a card of Business Messages with nothing on it",
    advice: "give it a title, a description or media",
    source: SOURCES.businessMessagesDiscovery,
    documented: "taken",
  },
} as const satisfies Readonly<Record<string, Leniency>>;

/** The name of something that is taken with advice. */
export type LeniencyName = keyof typeof LENIENCIES;

/**
 * Notes that a call needed a leniency.
 * @param place Where, such as a field or a line and a column.
 * @throws ApiError 400 when the contract refuses it.
 */
export type Advise = (leniency: LeniencyName, place: string) => void;

/** Collects in `lines` what to tell the caller, one line a leniency and place. */
export function adviser(contract: Contract, lines: string[]): Advise {
  return (name, place) => {
    const { documented, advice } = LENIENCIES[name];
    if (contract === "documented" && documented === "refused") throw refusal("not-documented", { place, advice });
    const line = `${place}: ${advice}`;
    if (!lines.includes(line)) lines.push(line);
  };
}
