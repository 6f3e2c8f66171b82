import { expect, onTestFinished, test } from "vitest";
import { isAcknowledged, push } from "../../../shared/local/push.ts";
import { serve } from "../../../shared/local/serve.ts";
import { message } from "../../contracts/queue-bench.ts";

const DELIVERY = { message: message("hello"), attempt: 1 };
const OPTIONS = {
  subscription: "projects/local/subscriptions/heliograph-event",
  messageId: "1",
  published: new Date(),
  ackDeadlineMs: 5_000,
};

test("push() tells the status that the endpoint answered", async () => {
  const served = await serve(async () => ({ status: 204 }), { port: 0 });
  onTestFinished(() => served.close());
  expect(await push(DELIVERY, { ...OPTIONS, endpoint: served.url })).toEqual({ status: 204 });
});

test("push() does not follow a redirect", async () => {
  const served = await serve(async () => ({ status: 307, headers: { location: "/elsewhere" } }), { port: 0 });
  onTestFinished(() => served.close());
  expect(await push(DELIVERY, { ...OPTIONS, endpoint: served.url })).toEqual({ status: 307 });
});

test("push() tells why there was no answer", async () => {
  const served = await serve(async () => ({ status: 200 }), { port: 0 });
  await served.close();
  expect(await push(DELIVERY, { ...OPTIONS, endpoint: served.url })).toMatchObject({ error: expect.any(String) });
});

test.each([
  { status: 102, expected: true },
  { status: 200, expected: true },
  { status: 203, expected: false },
  { status: 302, expected: false },
  { status: 500, expected: false },
])("isAcknowledged() is $expected for $status", ({ status, expected }) => {
  expect(isAcknowledged({ status })).toBe(expected);
});
