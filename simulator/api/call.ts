import type { AgentId, Channel } from "../../shared/base/ids.ts";
import type { Rules } from "./rules.ts";

/** A request to one of Google's APIs, before anything in it is checked. */
export interface IncomingCall {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/** A call that Google would take, unless its id was used before or the phone is one that cannot be reached. */
export interface ApiCall {
  readonly channel: Channel;
  readonly method: "POST" | "PATCH" | "GET" | "DELETE";
  /** The collection that the call is about, or `receipt`. */
  readonly path: CallPath;
  /** Business Messages does not say: a conversation belongs to one agent. */
  readonly agent: AgentId | undefined;
  /** The phone number, or the conversation; empty for a call that is about neither. */
  readonly address: string;
  /** The id that the caller gave; for a receipt, the user's message. */
  readonly id: string;
  readonly act: CallAct;
  /** What Google answers. */
  readonly resource: Readonly<Record<string, unknown>>;
  /** Where Google remembers the id; `undefined` for a call that may be repeated at will. */
  readonly idKey: string | undefined;
  /** What the phone must be able to show, in the words of RCS capabilities. */
  readonly neededCapabilities: readonly string[];
  /** The files that it names. */
  readonly media: readonly MediaLink[];
  /** When the message is to be taken back if it is not delivered; RCS only. */
  readonly expiresAt: Date | undefined;
}

/** What most calls are: they may be repeated at will, ask nothing of the phone, and do not expire. */
export const PLAIN_CALL = {
  method: "POST",
  resource: {},
  idKey: undefined,
  neededCapabilities: [],
  media: [],
  expiresAt: undefined,
} satisfies Partial<ApiCall>;

/** A file that Google fetches, or one that it was given before. */
export interface MediaLink {
  /** Such as `contentMessage.contentInfo.fileUrl`. */
  readonly field: string;
  readonly part: "file" | "thumbnail";
  readonly isUploaded: boolean;
  /** Its URL, or the name that Google gave it. */
  readonly source: string;
}

/** The last fixed part of a call's path. */
export type CallPath =
  | "agentMessages"
  | "agentEvents"
  | "capabilities"
  | "users"
  | "files"
  | "testers"
  | "messages"
  | "events"
  | "surveys"
  | "receipt";

/** What a call does; the user notices all but the last two. */
export type CallAct =
  | MessageAct
  | { readonly type: "read"; readonly message: string }
  | { readonly type: "typing" }
  | { readonly type: "typing-stopped" }
  | { readonly type: "representative-joined" | "representative-left"; readonly representative?: Representative }
  | { readonly type: "survey" }
  | { readonly type: "revoke"; readonly message: string }
  | { readonly type: "service"; readonly request: ServiceRequest };

/** A message of any kind. */
export interface MessageAct {
  readonly type: "message";
  /** The text, or the words of a card; empty for a file. */
  readonly text: string;
  readonly representative?: Representative;
  /** Google's own JSON of all but a plain text. */
  readonly content?: Readonly<Record<string, unknown>>;
  /** Shown instead by a phone that lacks what the message needs; Business Messages only. */
  readonly fallback?: string;
}

/** What Google is asked, and answers from what it knows about phones. */
export type ServiceRequest =
  | { readonly about: "capabilities" }
  | { readonly about: "users"; readonly users: readonly string[] }
  | { readonly about: "file" }
  | { readonly about: "tester"; readonly step: "invite" | "get" | "delete" | "list" };

/** Who speaks, where the channel shows it. */
export interface Representative {
  readonly type: "BOT" | "HUMAN";
  readonly displayName?: string;
}

/** What the checks of a call depend on beside the request. */
export interface CallContext extends Rules {
  readonly at: Date;
}

/** Reads one kind of call. `segments` are the decoded variable parts of the path. @throws ApiError */
export type ReadCall = (request: IncomingCall, segments: readonly string[], context: CallContext) => ApiCall;
