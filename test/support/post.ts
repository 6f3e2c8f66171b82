import type { Fixture } from "./fixtures.ts";

/** What ingress answered. */
export interface PostResponse {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

/** Posts a recorded webhook as Google did. */
export async function post(
  url: string,
  { channel, body, signature }: Pick<Fixture, "channel" | "body" | "signature">,
  headers: Readonly<Record<string, string>> = {},
): Promise<PostResponse> {
  const signed = signature === undefined ? {} : { "x-goog-signature": signature };
  const answer = await fetch(`${url}/${channel}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...signed, ...headers },
    body: new Uint8Array(body),
  });
  return { status: answer.status, body: await answer.text(), headers: answer.headers };
}
