import type { AgentId, Channel } from "../shared/base/ids.ts";

/** A request to one of Google's two APIs, before anything in it is checked. */
export interface ApiRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** A call that Google would take, unless its id was used before. */
export interface Call {
  readonly channel: Channel;
  readonly method: "POST" | "PATCH";
  /** The collection that the call adds to, or `receipt`. */
  readonly path: "agentMessages" | "agentEvents" | "messages" | "events" | "receipt";
  /** Business Messages does not say: a conversation belongs to one agent. */
  readonly agent: AgentId | undefined;
  /** The phone number, or the conversation. */
  readonly address: string;
  /** The id that the caller gave; for a receipt, the user's message. */
  readonly id: string;
  readonly act: Act;
  /** What Google answers. */
  readonly resource: Readonly<Record<string, unknown>>;
  /** Where Google remembers the id; `undefined` for a call that may be repeated at will. */
  readonly idKey: string | undefined;
}

/** What the user notices. */
export type Act =
  | { readonly type: "message"; readonly text: string; readonly representative?: Representative }
  | { readonly type: "read"; readonly message: string }
  | { readonly type: "typing" }
  | { readonly type: "typing-stopped" }
  | { readonly type: "representative-joined" }
  | { readonly type: "representative-left" };

/** Who speaks, where the channel shows it. */
export interface Representative {
  readonly type: "BOT" | "HUMAN";
  readonly displayName?: string;
}

/** Reads one kind of call. `segments` are the decoded variable parts of the path. @throws ApiError */
export type ReadCall = (request: ApiRequest, segments: readonly string[], at: Date) => Call;
