import { type HttpFunction, type HttpRequest, header } from "../shared/base/http.ts";
import { isObject, parseJson } from "../shared/base/json.ts";
import { readPush } from "../shared/envelope/push-request.ts";
import type { Facts } from "./facts.ts";
import type { LocalFunction } from "./stack.ts";

/** The headers that say what a webhook is. Others may hold what opens something. */
const TOLD_HEADERS = ["content-type", "x-goog-signature", "x-goog-webhook-type", "user-agent", "traceparent"];

/** What the queue is answered for a function that was killed. */
const REJECTED = 500;

/** A function whose requests are told: of ingress as webhooks, of the others as deliveries. */
export function watchFunction(name: LocalFunction, fn: HttpFunction, facts: Facts): HttpFunction {
  return name === "ingress" ? watchIngress(fn, facts) : watchSubscriber(name, fn, facts);
}

function watchIngress(ingress: HttpFunction, facts: Facts): HttpFunction {
  return async (request) => {
    const { method, path, body } = request;
    const webhook = facts.emit({
      type: "webhook-arrived",
      method,
      path,
      headers: toldHeaders(request),
      body: isHandshake(body) ? undefined : body,
      bodyBytes: body?.length ?? 0,
    });
    const { answer, ms } = await timed(() => facts.within(webhook, () => ingress(request)));
    facts.emit({ type: "webhook-answered", webhook, status: answer.status, ms });
    return answer;
  };
}

function watchSubscriber(name: LocalFunction, fn: HttpFunction, facts: Facts): HttpFunction {
  return async (request) => {
    const pushed = readPush(request.body);
    if (pushed === undefined) return fn(request);
    const delivery = facts.emit({ type: "delivery-begun", function: name, delivery: pushed });
    const begunMs = performance.now();
    const end = (status: number) =>
      facts.emit({ type: "delivery-ended", delivery, status, ms: performance.now() - begunMs });
    try {
      const answer = await facts.within(delivery, () => fn(request));
      end(answer.status);
      return answer;
    } catch (error) {
      end(REJECTED);
      throw error;
    }
  };
}

function toldHeaders(request: HttpRequest): Readonly<Record<string, string>> {
  const told = TOLD_HEADERS.map((name) => [name, header(request, name)] as const);
  return Object.fromEntries(told.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

function isHandshake(body: Buffer | undefined): boolean {
  const json = body === undefined ? undefined : parseJson(body.toString());
  return isObject(json) && "clientToken" in json;
}

async function timed<T>(run: () => Promise<T>): Promise<{ readonly answer: T; readonly ms: number }> {
  const begunMs = performance.now();
  const answer = await run();
  return { answer, ms: performance.now() - begunMs };
}
