import { freshUrl, type IncomingResponse, type OutgoingRequest } from "../../shared/google/http/exchange.ts";
import type { Transport } from "../../shared/google/http/transport.ts";
import type { Cut } from "./cut.ts";
import type { Instance } from "./instance.ts";
import type { Service, UserKey } from "./world-fault.ts";

/** A request as a service gets it. */
interface ServiceRequest {
  readonly method: string;
  /** The path with its query. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  readonly from: Pick<Instance, "function">;
}

/** A service that is called over HTTP. */
export interface HttpService {
  readonly name: Service;
  readonly answer: (request: ServiceRequest) => IncomingResponse | Promise<IncomingResponse>;
  /** Whom and what a request is about, as far as it says so. */
  readonly about?: (request: OutgoingRequest, path: string) => RequestAbout;
}

/** What a request says it is about. */
export interface RequestAbout {
  readonly user?: UserKey | undefined;
  readonly id?: string | undefined;
}

/** Services by the origin of their URLs. */
export type ServiceMap = Readonly<Record<string, HttpService>>;

/** What a connection breaks with. */
class ConnectionReset extends Error {
  override readonly name = "ConnectionReset";
  readonly code = "ECONNRESET";
}

/** The exchanges of an instance: each goes over the cut to the service that its URL names. */
export function instanceTransport(instance: Instance, cut: Cut, services: ServiceMap): Transport {
  return {
    renew: () => undefined,
    exchange(outgoing, { timeoutMs }) {
      const url = new URL(freshUrl(outgoing, instance.chance.next));
      const service = services[url.origin];
      if (service === undefined) throw new Error(`Cannot call ${outgoing.method}: the world has no ${url.origin}`);
      const about = service.about?.(outgoing, url.pathname) ?? {};
      const crossing = { instance, service: service.name, method: outgoing.method, patienceMs: timeoutMs, ...about };
      const request = { ...bodyOf(outgoing), method: outgoing.httpMethod ?? "POST", url, from: instance };
      outgoing.scope?.onWritten?.();
      return cut.cross(crossing, {
        serve: () => service.answer(request),
        statusOf: ({ status }) => status,
        refuse,
        broken: () => new ConnectionReset("The connection was reset"),
      });
    },
  };
}

function bodyOf({ body, headers }: OutgoingRequest): Pick<ServiceRequest, "body" | "headers"> {
  if (body === undefined) return { headers: { ...headers?.() }, body: undefined };
  const { bytes, type } =
    "json" in body ? { bytes: Buffer.from(JSON.stringify(body.json)), type: "application/json" } : body;
  return { headers: { ...headers?.(), "content-type": type }, body: bytes };
}

const GOOGLE_STATUS: Readonly<Record<number, string>> = {
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

function refuse(status: number, retryAfterSeconds: number | undefined): IncomingResponse {
  const error = { code: status, status: GOOGLE_STATUS[status] ?? "UNKNOWN", message: "A fault of the simulation" };
  return { status, retryAfter: retryAfterSeconds?.toString(), body: JSON.stringify({ error }) };
}
