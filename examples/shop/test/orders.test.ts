import { describe, expect, it } from "vitest";
import { SettingsError } from "../../../shared/base/errors.ts";
import { listen, type Said } from "../../../test/support/listen.ts";
import { openOrders } from "../orders.ts";

const { signal: never } = new AbortController();

/** What is found of an order where the service says that. */
async function findWhere(said: Said, timeoutMs?: number) {
  const { url } = await listen(() => said);
  return openOrders(url, timeoutMs).find("123456", never);
}

describe("openOrders()", () => {
  it("asks the service for the order", async () => {
    const { url, requests } = await listen(() => ({ status: 200, body: { status: "packed", count: 2 } }));
    expect(await openOrders(`${url}/v1/`).find("123456", never)).toEqual({
      type: "found",
      order: { status: "packed", count: 2 },
    });
    expect(requests).toMatchObject([{ method: "GET", url: "/v1/orders/123456" }]);
  });

  it("reads the day on which an order is expected", async () => {
    const found = await findWhere({ status: 200, body: { status: "sent", count: 1, expected: "2026-12-01" } });
    expect(found).toMatchObject({ order: { expected: new Date("2026-12-01T00:00:00Z") } });
  });

  it("knows an order that the service does not know", async () => {
    expect(await findWhere(404)).toEqual({ type: "unknown" });
  });

  it.each<[string, Said]>([
    ["fails", 500],
    ["breaks off", "reset"],
    ["says no JSON", { status: 200, body: "<html>" }],
    ["says a status that nobody knows", { status: 200, body: { status: "lost", count: 1 } }],
    ["says no day", { status: 200, body: { status: "sent", count: 1, expected: "soon" } }],
    ["says no count", { status: 200, body: { status: "packed" } }],
  ])("has nothing to say where the service %s", async (_case, said) => {
    expect(await findWhere(said)).toEqual({ type: "unavailable" });
  });

  it("waits no longer than its time-out for a slow service", async () => {
    expect(await findWhere("hang", 30)).toEqual({ type: "unavailable" });
  });

  it("gives up when the turn does", async () => {
    const turn = new AbortController();
    const { url } = await listen(() => {
      turn.abort();
      return "hang";
    });
    expect(await openOrders(url).find("123456", turn.signal)).toEqual({ type: "unavailable" });
  });

  it("has samples without a service", async () => {
    const samples = openOrders(undefined);
    expect(await samples.find("100001", never)).toMatchObject({ type: "found", order: { status: "packed" } });
    expect(await samples.find("999999", never)).toEqual({ type: "unknown" });
  });

  it("refuses a setting that is no URL", () => {
    expect(() => openOrders("orders.example.com")).toThrow(SettingsError);
    expect(() => openOrders("orders.example.com")).toThrow(/ORDERS_API: expected an https URL/);
  });
});
