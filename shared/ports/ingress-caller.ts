/** Ingress, as anybody on the network meets it. */
export interface IngressCaller {
  /** Without a path and without a slash at its end. */
  readonly url: string;
  /** @throws Error in words when there is no answer. */
  ask(request: IngressRequest): Promise<IngressAnswer>;
}

/** What ingress is sent. None of it may be a webhook that it would take: that would become a conversation. */
export interface IngressRequest {
  readonly method: "GET" | "POST";
  /** Such as `/rcs`. */
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface IngressAnswer {
  readonly status: number;
  readonly body: string;
  /** The time of whoever answered, where it is told. */
  readonly at?: Date;
}
