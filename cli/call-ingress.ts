import { present } from "../shared/base/present.ts";
import type { IngressCaller, IngressRequest } from "../shared/ports/ingress-caller.ts";

const TIMEOUT_MS = 20_000;

/** Ingress, over the network. */
export function callIngress(url: string): IngressCaller {
  const base = url.replace(/\/+$/, "").replace(/\/(rcs|business-messages)$/, "");
  return {
    url: base,
    async ask({ method, path, body, headers }: IngressRequest) {
      const response = await fetch(`${base}${path}`, {
        method,
        headers: { "content-type": "application/json", ...headers },
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...present({ body }),
      }).catch((cause: unknown) => {
        throw new Error(`no answer: ${causeOf(cause)}`, { cause });
      });
      const date = response.headers.get("date");
      const answer = { status: response.status, body: await response.text() };
      return date === null ? answer : { ...answer, at: new Date(date) };
    },
  };
}

/** Mostly the code of the network's error, such as `ECONNREFUSED`. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "an unknown error";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause === undefined ? error.message : causeOf(error.cause);
}
