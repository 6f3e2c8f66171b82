import type { OutgoingRequest } from "../../shared/google/http/exchange.ts";
import type { Observation } from "./observation.ts";
import type { HttpService } from "./transport.ts";
import type { UserKey } from "./world-fault.ts";

/** The gateway of another channel: it says each message once, whatever comes again under its Idempotency-Key. */
export function gatewayService(now: () => number, observe: (seen: Observation) => void): HttpService {
  const taken = new Set<string>();
  return {
    name: "gateway",
    about: ({ headers, body }) => ({ id: headers?.()["idempotency-key"], user: userIn(body) }),
    answer({ headers, body }) {
      const id = headers["idempotency-key"] ?? "";
      const { to, text } = JSON.parse(String(body)) as { readonly to: string; readonly text: string };
      observe({ type: "sms-taken", at: now(), id, to, text, isRepeat: taken.has(id) });
      taken.add(id);
      return { status: 200, retryAfter: undefined, body: "" };
    },
  };
}

function userIn(body: OutgoingRequest["body"]): UserKey | undefined {
  if (body === undefined || !("bytes" in body)) return undefined;
  const { to } = JSON.parse(String(body.bytes)) as { readonly to: string };
  return { channel: "rcs", address: to };
}
