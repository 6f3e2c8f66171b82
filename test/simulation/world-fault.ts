import type { Channel } from "../../shared/base/ids.ts";

/** A function of ours. Each instance of it has its own memory and its own clock. */
export type FunctionName = "ingress" | "messages" | "events" | "receipts" | "outbound";

/** What instances talk to over the cut. `google` is both channels' API. */
export type Service = "google" | "firestore" | "pubsub" | "tasks" | "gateway";

/** What may go wrong over the cut. */
export interface WorldFault {
  /** For `end-fault`, the trace and the counts. */
  readonly name: string;
  readonly service: Service;
  readonly mode: FaultMode;
  /** How likely it is for each exchange; 1 when it is missing. */
  readonly probability?: number;
  readonly forMs?: number;
  /** Only exchanges with this method, as observations name it, as the API itself names it: `phones.agentMessages.create`, `commit`, `topics.publish`. */
  readonly method?: string;
  /** Only exchanges of this function. */
  readonly function?: FunctionName;
  /** Only exchanges about this user: calls to Google and to a gateway name one. */
  readonly user?: UserKey;
  /** How many exchanges it meets at most. */
  readonly times?: number;
}

/** What happens to an exchange. `status` of Firestore: 503 is UNAVAILABLE, 429 RESOURCE_EXHAUSTED, 409 ABORTED, 504 DEADLINE_EXCEEDED. */
export type FaultMode =
  | { readonly type: "status"; readonly status: number; readonly retryAfterSeconds?: number }
  /** Never answered; nothing happens at the service. */
  | { readonly type: "hang" }
  /** The connection breaks before anything happens at the service. */
  | { readonly type: "reset" }
  /** The service does it, and the connection breaks before the answer. */
  | { readonly type: "lost-answer" }
  /** The service does it, and never answers. */
  | { readonly type: "hung-answer" }
  /** The service does it after `ms`; the request is on its way that long. */
  | { readonly type: "slow-request"; readonly ms: number }
  /** The service does it at once, and the answer takes `ms` longer. */
  | { readonly type: "slow-answer"; readonly ms: number }
  /** The instance dies just before this exchange begins, or just after its effect. */
  | { readonly type: "crash-before" }
  | { readonly type: "crash-after" };

/** A user's channel and address: the phone number with its plus, or the conversation of Business Messages. */
export interface UserKey {
  readonly channel: Channel;
  readonly address: string;
}
