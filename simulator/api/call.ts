import type { AgentId, Channel } from "../../shared/base/ids.ts";
import type { NewUuid } from "../real-uuid.ts";
import type { AgentRequest } from "./agent-request.ts";
import type { Advise } from "./leniency.ts";
import type { Rules } from "./rules.ts";

/** A request to one of Google's APIs, not checked yet. */
export interface IncomingCall {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By name in lower case; repeated ones in one, with commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}

/** A valid call. Google can still refuse it: for its phone, its media, a rate, or an id that was used before. */
export interface ApiCall {
  readonly channel: Channel;
  readonly method: "POST" | "PATCH" | "GET" | "DELETE";
  /** The collection that the call addresses, or `receipt`. */
  readonly path: CallPath;
  /** `undefined` in Business Messages, where a conversation belongs to one agent. */
  readonly agent: AgentId | undefined;
  /** The phone number or the conversation; empty for a call about neither. */
  readonly address: string;
  /** The id from the caller; for a receipt, the id of the user's message. */
  readonly id: string;
  readonly act: CallAct;
  /** The body of Google's response. */
  readonly resource: Readonly<Record<string, unknown>>;
  /** The key under which Google remembers the id; `undefined` when repeats are not detected. */
  readonly idKey: string | undefined;
  /** The names of the RCS capabilities that the phone must have. */
  readonly neededCapabilities: readonly string[];
  /** The files that the call names. */
  readonly media: readonly MediaLink[];
  /** When the time to live of an undelivered message ends; RCS only. */
  readonly expiresAt: Date | undefined;
}

/** Defaults for a call: repeats are not detected, the phone needs no capability, and nothing expires. */
export const PLAIN_CALL = {
  method: "POST",
  resource: {},
  idKey: undefined,
  neededCapabilities: [],
  media: [],
  expiresAt: undefined,
} satisfies Partial<ApiCall>;

/** A file that Google fetches by URL, or that was uploaded before. */
export interface MediaLink {
  /** Such as `contentMessage.contentInfo.fileUrl`. */
  readonly field: string;
  readonly part: "file" | "thumbnail";
  readonly isUploaded: boolean;
  /** Its URL, or the name that Google gave the upload. */
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
  | "brands"
  | "agents"
  | "launch"
  | "integrations"
  | "agentPerformances"
  | "messages"
  | "events"
  | "surveys"
  | "receipt";

/** What a call does. The user notices everything except `revoke` and `service`. */
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
  /** The text, or titles and descriptions of cards; empty for a file. */
  readonly text: string;
  readonly representative?: Representative;
  /** Google's own JSON; missing for a plain text. */
  readonly content?: Readonly<Record<string, unknown>>;
  /** The text that is shown instead by a phone without the needed capabilities; Business Messages only. */
  readonly fallback?: string;
}

/** A request to RCS that sends nothing to a phone: about capabilities, reachable users, files, testers and agents. */
export type ServiceRequest =
  | { readonly about: "capabilities" }
  | { readonly about: "users"; readonly users: readonly string[] }
  | { readonly about: "file" }
  | { readonly about: "tester"; readonly step: "invite" | "get" | "delete" | "list" }
  | { readonly about: "agent"; readonly ask: AgentRequest };

/** Who speaks, as Business Messages names and shows it. */
export interface Representative {
  readonly type: "BOT" | "HUMAN";
  readonly displayName?: string;
}

/** What checking a call depends on, beside the request. */
export interface CallContext extends Rules {
  readonly at: Date;
  readonly advise: Advise;
  readonly uuid: NewUuid;
}

/** Reads and checks one kind of call. `segments` are the decoded variable parts of the path. @throws ApiError */
export type ReadCall = (request: IncomingCall, segments: readonly string[], context: CallContext) => ApiCall;
