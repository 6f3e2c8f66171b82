import { member, number, refuse } from "../../shared/base/json.ts";
import { parseTime } from "../../shared/base/parse-time.ts";
import { lenientEnum } from "../../shared/base/lenient.ts";
import { callService, readServiceUrl } from "./services.ts";

/** How far an order has come; `expected` is a day, as its midnight in UTC. */
export type Order = { readonly count: number } & (
  | { readonly status: "packed" | "delivered" }
  | { readonly status: "sent"; readonly expected: Date }
);

/** What is known of an order. `unavailable`: nobody could be asked in time. */
export type Found = { readonly type: "found"; readonly order: Order } | { readonly type: "unknown" | "unavailable" };

/** Where orders are looked for. */
export interface Orders {
  /** Looking takes a while: the user is told so. */
  readonly isRemote: boolean;
  find(id: string, signal: AbortSignal): Promise<Found>;
}

const TIMEOUT_MS = 8_000;
const STATUSES = { packed: "packed", sent: "sent", delivered: "delivered" } as const;

const SAMPLES: { readonly [id in string]?: Order } = {
  "100001": { status: "packed", count: 1 },
  "100002": { status: "sent", count: 3, expected: new Date("2026-12-01") },
  "100003": { status: "delivered", count: 5 },
};

/**
 * Looks for orders with `GET {api}/orders/{id}`, which says `{"status":"packed"|"sent"|"delivered","count":3,"expected":
 * "2026-12-01"}` or 404. Without an API there are three samples, so that the bot can be tried.
 * @throws SettingsError when ORDERS_API is neither https nor on loopback.
 */
export function openOrders(api: string | undefined, timeoutMs = TIMEOUT_MS): Orders {
  if (api === undefined) return { isRemote: false, find: async (id) => found(SAMPLES[id]) };
  const base = readServiceUrl(api, "ORDERS_API");
  return {
    isRemote: true,
    find: (id, signal) => ask(new URL(`${base.replace(/\/$/, "")}/orders/${id}`), { signal, timeoutMs }),
  };
}

/** The user needs an answer whatever went wrong, so a failure is one. */
async function ask(url: URL, call: { readonly signal: AbortSignal; readonly timeoutMs: number }): Promise<Found> {
  try {
    const { status, body } = await callService(url, call);
    if (status === 404) return { type: "unknown" };
    return status === 200 ? found(readOrder(body)) : { type: "unavailable" };
  } catch {
    return { type: "unavailable" };
  }
}

function found(order: Order | undefined): Found {
  return order === undefined ? { type: "unknown" } : { type: "found", order };
}

function readOrder(body: unknown): Order {
  const json = { value: body, path: "" };
  const status = lenientEnum(json, "status", STATUSES);
  const count = number(member(json, "count"));
  if (status === "packed" || status === "delivered") return { status, count };
  if (status !== "sent") return refuse(member(json, "status"), "packed, sent or delivered");
  const expected = member(json, "expected");
  const day = parseTime(`${expected.value}T00:00:00Z`);
  return day === undefined ? refuse(expected, "a day such as 2026-12-01") : { status, count, expected: day };
}
