import {
  boolean,
  id,
  type Json,
  member,
  nonEmptyText,
  number,
  oneOf,
  optional,
  type Reader,
  refuse,
  shape,
  text,
} from "../../shared/base/json.ts";

/** What a user does with their phone. */
export type PhoneAct =
  | PlainAct
  | FileAct
  | { readonly do: "place"; readonly latitude: number; readonly longitude: number }
  /** Opts out: by RCS's event, or by typing a word, as phones without that event do. The word is STOP when the channel needs one. */
  | { readonly do: "stop"; readonly word?: string }
  /** Opts in again, as `stop` opts out. The word is START when the channel needs one. */
  | { readonly do: "start"; readonly word?: string }
  /** Business Messages: asks for a person by the phone's own button. */
  | { readonly do: "person" }
  /** Business Messages: ends a sign-in that the agent asked for. */
  | { readonly do: "sign-in"; readonly isDone: boolean }
  /** Business Messages: answers the newest survey. */
  | { readonly do: "survey"; readonly text: string };

/** What is done alike on both channels. */
export type PlainAct =
  | { readonly do: "say"; readonly text: string }
  /**
   * A chip or a button by its label, or by its position from 1; of an older message, whose chips an iPhone keeps, with its id. The
   * postback tells apart those with one label, such as on each card of a carousel.
   */
  | { readonly do: "tap"; readonly chip: string; readonly message?: string; readonly postback?: string }
  | { readonly do: "typing" }
  /** Reads the newest message. */
  | { readonly do: "read" };

/** A file that the simulator downloads, or one whose bytes are here, in standard base64. */
export type FileAct =
  | { readonly do: "file"; readonly url: string }
  | {
      readonly do: "file";
      readonly name: string;
      readonly base64: string;
      /** Such as `image/png`; as the name's ending says when it is missing. */
      readonly type?: string;
    };

type Verb = PhoneAct["do"];

const NOT_BASE64 = /[^A-Za-z0-9+/]/;
const MEDIA_TYPE = /^[a-z]+\/[\w.+-]+$/i;

const READERS: { readonly [verb in Verb]: Reader<Extract<PhoneAct, { readonly do: verb }>> } = {
  say: shape({ do: oneOf(["say"]), text: nonEmptyText }),
  tap: shape({ do: oneOf(["tap"]), chip: nonEmptyText, message: optional(nonEmptyText), postback: optional(text) }),
  file: readFile,
  place: shape({ do: oneOf(["place"]), latitude: degrees(90), longitude: degrees(180) }),
  typing: shape({ do: oneOf(["typing"]) }),
  read: shape({ do: oneOf(["read"]) }),
  stop: shape({ do: oneOf(["stop"]), word: optional(nonEmptyText) }),
  start: shape({ do: oneOf(["start"]), word: optional(nonEmptyText) }),
  person: shape({ do: oneOf(["person"]) }),
  "sign-in": shape({ do: oneOf(["sign-in"]), isDone: boolean }),
  survey: shape({ do: oneOf(["survey"]), text: nonEmptyText }),
};

const VERBS = Object.keys(READERS) as readonly Verb[];
const readVerb = oneOf(VERBS);

/** Reads an act. @throws PermanentError that names the place, and what was expected there. */
export function readPhoneAct(json: Json): PhoneAct {
  return READERS[readVerb(member(json, "do"))](json);
}

function readFile(json: Json): FileAct {
  if (member(json, "url").value !== undefined) return shape({ do: oneOf(["file"]), url: httpUrl })(json);
  return shape({ do: oneOf(["file"]), name: id<string>, base64, type: optional(mediaType) })(json);
}

function httpUrl(json: Json): string {
  const value = text(json);
  return /^https?:\/\//i.test(value) && URL.canParse(value) ? value : refuse(json, "a URL with http or https");
}

function base64(json: Json): string {
  const value = text(json);
  return isBase64(value) && value !== "" ? value : refuse(json, "the file's bytes in standard base64");
}

/** One expression for all of it, which repeats a group, has no room for the millions of characters of a picture. */
function isBase64(value: string): boolean {
  return value.length % 4 === 0 && !NOT_BASE64.test(value.replace(/={1,2}$/, ""));
}

function mediaType(json: Json): string {
  const value = text(json);
  return MEDIA_TYPE.test(value) ? value : refuse(json, "a type of media, such as image/png");
}

function degrees(most: number): Reader<number> {
  return (json) => {
    const value = number(json);
    return Math.abs(value) <= most ? value : refuse(json, `a number from -${most} to ${most}`);
  };
}
