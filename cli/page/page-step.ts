import { wordsOfAct } from "../../operations/describe-act.ts";
import { deskNews } from "../../page/desk-news.ts";
import type { PageStep, SaidLine } from "../../page/page-fact.ts";
import { word } from "../../page/word.ts";
import { isObject, parseJson } from "../../shared/base/json.ts";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";
import { userLineOf } from "../../simulator/phones/user-line.ts";
import type { LocalFact, LocalFactOf } from "../facts.ts";
import { createCallSteps } from "./call-step.ts";
import { placeOfEvent } from "./event-place.ts";
import { remember } from "./remember.ts";

/** Puts each fact in the page's own words; `undefined` where the page shows nothing of it. It remembers what has begun. */
export function createPageSteps(): (fact: LocalFact) => PageStep | undefined {
  const begun = new Map<number, LocalFactOf<"webhook-arrived" | "delivery-begun">>();
  const callStep = createCallSteps();
  const end = (number: number) => {
    const fact = begun.get(number);
    begun.delete(number);
    return fact;
  };
  return (fact) => {
    if (fact.type === "webhook-arrived" || fact.type === "delivery-begun") remember(begun, fact.number, fact);
    if (fact.type === "google") return googleStep(fact, callStep);
    if (fact.type === "webhook-answered") return answerStep(fact, end(fact.webhook));
    if (fact.type === "delivery-ended") return endStep(fact, end(fact.delivery));
    return pipelineStep(fact) ?? historyStep(fact) ?? botStep(fact);
  };
}

function googleStep(
  { fact, at }: LocalFactOf<"google">,
  callStep: ReturnType<typeof createCallSteps>,
): PageStep | undefined {
  if (fact.type === "webhook-posted") {
    const { result, status, noAnswer, event } = fact;
    const { about, expired } = placeOfEvent(event);
    return {
      type: "webhook",
      tells: about === undefined ? "user" : "receipt",
      ...(expired !== undefined && { expired }),
      result,
      ...(status !== undefined && { status }),
      ...(noAnswer !== undefined && { noAnswer }),
    };
  }
  if (fact.type !== "user-acted") return callStep(fact, at);
  const { event } = fact;
  const line = userLineOf(event);
  if (line !== undefined) {
    const said = { type: line.type, text: line.text, ...fileOf(event) };
    return { type: "said", id: line.id, line: said, json: event };
  }
  const { about } = placeOfEvent(event);
  return { type: "did", what: whatOf(event), ...(about !== undefined && { about }), json: event };
}

/** RCS tells what a file is; an image of Business Messages has its URL alone. */
function fileOf({ userFile }: Readonly<Record<string, unknown>>): Pick<SaidLine, "file"> {
  if (!isObject(userFile) || !isObject(userFile.payload)) return {};
  const { mimeType, fileName } = userFile.payload;
  return { file: { name: word(fileName) ?? "A file of the user", type: word(mimeType) ?? "" } };
}

/** The phone's own words for its event: `delivered`, `read`, `typing`. */
function whatOf(event: Readonly<Record<string, unknown>>): string {
  const { eventType, userStatus, receipts, surveyResponse, authenticationResponse } = event;
  if (typeof eventType === "string")
    return eventType
      .toLowerCase()
      .replaceAll("_", " ")
      .replace(/^is typing$/, "typing");
  if (isObject(receipts)) return JSON.stringify(receipts).includes("READ") ? "read" : "delivered";
  if (isObject(userStatus)) return "requestedLiveAgent" in userStatus ? "asked for a person" : "typing";
  if (surveyResponse !== undefined) return "answered the survey";
  if (!isObject(authenticationResponse)) return "event";
  return "code" in authenticationResponse ? "signed in" : "did not sign in";
}

function answerStep(
  { status, ms }: LocalFactOf<"webhook-answered">,
  arrived: LocalFactOf<"webhook-arrived" | "delivery-begun"> | undefined,
): PageStep | undefined {
  if (arrived?.type !== "webhook-arrived") return undefined;
  return { type: "ingress", path: arrived.path, status, ms };
}

function endStep(
  { status, ms }: LocalFactOf<"delivery-ended">,
  begun: LocalFactOf<"webhook-arrived" | "delivery-begun"> | undefined,
): PageStep | undefined {
  if (begun?.type !== "delivery-begun") return undefined;
  return {
    type: "delivery",
    function: begun.function,
    attempt: begun.delivery.attempt ?? 1,
    step: "ended",
    status,
    ms,
  };
}

function pipelineStep(fact: LocalFact): PageStep | undefined {
  switch (fact.type) {
    case "delivery-begun":
      return { type: "delivery", function: fact.function, attempt: fact.delivery.attempt ?? 1, step: "begun" };
    case "published":
      return publishedStep(fact.topic, fact.message);
    case "publish-failed": {
      const { topic, message, error } = fact;
      return { type: "published", topic, bytes: message.bytes.length, error, json: message.attributes };
    }
    case "logged":
      return { type: "logged", severity: fact.severity, event: fact.event, json: fact.fields };
    case "clock-set":
      return { type: "clock", aheadMs: fact.now.getTime() - Date.now() };
    default:
      return undefined;
  }
}

function publishedStep(topic: string, message: QueueMessage): PageStep {
  const { bytes, attributes } = message;
  const json = parseJson(bytes.toString());
  if (topic === "handoff" && isObject(json) && isObject(json.news))
    return { type: "handoff", news: deskNews(json.news, json.soFar), json };
  if (topic === "fallback" && isObject(json))
    return { type: "fallback", text: String(json.text), reason: String(json.reason), json };
  const error = topic.endsWith("-dead") ? word(attributes.error) : undefined;
  return {
    type: "published",
    topic,
    bytes: bytes.length,
    ...(error !== undefined && { error }),
    json: { attributes, message: json },
  };
}

function historyStep(fact: LocalFact): PageStep | undefined {
  switch (fact.type) {
    case "committed": {
      const { commit, isLost } = fact;
      if (isLost) return { type: "history", what: "somebody else wrote first: it is decided anew" };
      const { consent } = commit.state;
      return {
        type: "decided",
        acts: commit.entries.map(({ act }) => wordsOfAct(act)),
        ...(consent && { isOptedOut: consent.isOptedOut }),
        json: decidedJson(fact),
      };
    }
    case "recorded":
      return { type: "history", what: `the ${fact.fact.type} is recorded`, json: fact.fact };
    case "released":
      return { type: "history", what: fact.isLost ? "the turn was taken over" : "the turn is done" };
    case "abandoned":
      return { type: "history", what: "the turn is given back, to be tried again" };
    case "outcomes-recorded":
      return { type: "history", what: "what became of the acts is recorded", json: fact.outcomes };
    case "receipts-merged":
      return {
        type: "history",
        what: `${fact.receipts.map(({ type }) => type).join(" and ")} is recorded`,
        json: fact.receipts,
      };
    case "fallback-committed":
      return { type: "history", what: "that another channel takes over is recorded", json: fact.fallback };
    default:
      return undefined;
  }
}

function decidedJson({ commit }: LocalFactOf<"committed">): unknown {
  const { fact, entries, isComplete, state } = commit;
  return { fact, acts: entries, isComplete, state };
}

function botStep(fact: LocalFact): PageStep | undefined {
  switch (fact.type) {
    case "bot-loading":
      return { type: "bot", state: { type: "loading" } };
    case "bot-loaded":
      return { type: "bot", state: { type: "loaded" } };
    case "bot-broken": {
      const { message, file, line } = fact;
      return {
        type: "bot",
        state: { type: "broken", message, ...(file !== undefined && { file }), ...(line !== undefined && { line }) },
      };
    }
    case "bot-failed":
      return { type: "logged", severity: "ERROR", event: "bot_failed", json: fact.what };
    case "bot-routed":
      return { type: "routed", route: fact.route, json: { tried: fact.tried } };
    default:
      return undefined;
  }
}
