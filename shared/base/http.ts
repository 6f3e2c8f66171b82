/** A request as our functions get it from any server. Header names are in lower case. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The exact bytes; `undefined` when the request had no body. */
  readonly body: Buffer | undefined;
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
