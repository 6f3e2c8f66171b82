import fc, { type Arbitrary } from "fast-check";
import { ENTRY_POINTS } from "../../shared/inbound/context.ts";
import type { AutoResponse, FaqAnswer } from "../../shared/inbound/dialogflow.ts";
import type { SignInError } from "../../shared/inbound/inbound.ts";
import type { Rating, SurveyAnswer } from "../../shared/inbound/survey.ts";
import { count, decimal, events, id, receipts, record, suggestion, text, textContent, word } from "./fact-parts.ts";

const businessMessagesEvent = fc.constantFrom(
  { type: "typing", isTyping: true },
  { type: "typing", isTyping: false },
  { type: "live-agent-requested" },
  { type: "live-agent-withdrawn" },
);

const locale = fc.constantFrom("en", "pt-BR", "sr-Latn-RS", "he-IL", "en-GB-u-hc-h12");

const context = fc
  .record(
    {
      locale,
      deviceLocale: locale,
      entryPoint: fc.constantFrom(...ENTRY_POINTS),
      placeId: text,
      nearPlaceId: text,
      displayName: text,
      customContext: text,
      widgetUrl: text,
      widgetContext: text,
      deflectedPhoneNumber: text,
    },
    { requiredKeys: [] },
  )
  .map((told) => (told.deviceLocale === undefined ? told : { locale: told.deviceLocale, ...told }));

const fulfillment = fc.oneof(
  fc.record({ type: fc.constant("text"), text }),
  fc.record({ type: fc.constant("json"), json: fc.json().filter((json) => json !== "") }),
  fc.record({ type: fc.constant("live-agent"), metadata: fc.dictionary(fc.string(), fc.integer()) }),
  record({ type: fc.constant("failed") }, { code: count, message: text }),
  fc.constant({ type: "unknown" }),
);

const source = word<AutoResponse["source"]>({ faq: true, "faq-follow-up": true, intent: true, unknown: true });

const autoResponse = fc
  .tuple(source, record({}, { messageId: id, text }))
  .map(([source, { messageId, text: said }]) => ({
    source,
    ...(messageId === undefined ? {} : { message: messageId }),
    ...(said === undefined ? {} : { text: said }),
    json: JSON.stringify({ messageId, text: said }),
  }));

const few = <T>(of: Arbitrary<T>) => fc.array(of, { maxLength: 3 });

const faqAnswer = record(
  { confidence: word<FaqAnswer["confidence"]>({ low: true, medium: true, high: true, unknown: true }) },
  { question: text, answer: text, score: decimal },
);

const dialogflow = record(
  {
    intents: few(record({ fulfillments: few(fulfillment) }, { name: text, displayName: text, score: decimal })),
    isAutoResponded: fc.boolean(),
    autoResponses: few(autoResponse),
  },
  { query: text, faq: record({ answers: few(faqAnswer) }, { question: text }) },
);

const image = id.map((name) => ({
  type: "file",
  file: {
    url: `https://storage.googleapis.com/business-messages-us/1/${encodeURIComponent(name)}?x-goog-expires=604800&x-goog-signature=a`,
  },
}));

const businessMessagesMessage = fc
  .tuple(record({ type: fc.constant("message"), content: fc.oneof(textContent, image) }, { context, dialogflow }), id)
  .map(([told, name]) => ({ ...told, id: name, message: name }));

const survey = record(
  {
    type: fc.constant("survey"),
    kind: word<SurveyAnswer["kind"]>({ standard: true, template: true, custom: true, unknown: true }),
    trigger: word<SurveyAnswer["trigger"]>({ partner: true, google: true, unknown: true }),
  },
  {
    survey: id,
    question: text,
    text,
    postback: text,
    index: count,
    count,
    rating: word<Rating>({
      "very-dissatisfied": true,
      "somewhat-dissatisfied": true,
      neither: true,
      "somewhat-satisfied": true,
      "very-satisfied": true,
      unknown: true,
    }),
    feedback: text,
  },
);

const signInError = word<SignInError>({
  "invalid-request": true,
  "access-denied": true,
  "unauthorized-client": true,
  "unsupported-response-type": true,
  "invalid-scope": true,
  "server-error": true,
  "temporarily-unavailable": true,
  unknown: true,
});

const response = record(
  {
    type: fc.constant("message"),
    id,
    content: fc.oneof(
      record(suggestion, { postback: text, text, to: id }),
      record({ type: fc.constant("authentication"), code: text }, { redirectUri: text }),
      record({ type: fc.constant("authentication-failed"), error: signInError }, { description: text }),
      survey,
    ),
  },
  { context },
);

/** Everything that Business Messages can tell. */
export const businessMessages = fc.oneof(businessMessagesMessage, response, receipts(4), events(businessMessagesEvent));
