/** What of a request is known before its body is read. Header names are in lower case. */
export interface RequestHead {
  readonly method: string;
  /** Without its query, still percent-encoded. */
  readonly path: string;
  /** A header that came more than once is a list: joined, it would be a value that nobody sent. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** A request as our functions get it from any server. */
export interface HttpRequest extends RequestHead {
  /** The exact bytes, cut one byte after the limit of this request; `undefined` when it had no body, or none was to be read. */
  readonly body: Buffer | undefined;
}

/** How much of strangers' bodies is kept in memory. */
export interface BodyLimits {
  /** The longest body that is taken, in bytes. One more is read, which shows that a body is longer. */
  readonly largest: number;
  /** How many bodies of more than 64 KiB there may be at once, each until its response. One more is answered 429. */
  readonly largeAtOnce: number;
  /** How much is read of a request with this head, at most `largest`; 0 is nothing. `largest` unless it is set. */
  readonly bytesToRead?: (head: RequestHead) => number;
}

/** What a function responds. */
export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One deployed function: a request in, a response out. It never rejects. */
export type HttpFunction = (request: HttpRequest) => Promise<HttpResponse>;

/** The header's only value; `undefined` when it is missing or was sent more than once. */
export function header({ headers }: HttpRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}
