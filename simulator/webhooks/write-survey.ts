import { present } from "../../shared/base/present.ts";
import type { QuestionKind, Rating, SurveyAnswer } from "../../shared/inbound/survey.ts";
import { UNKNOWN_WORD, type Variant } from "./variant.ts";
import type { WebhookEvent } from "./webhook.ts";

const KINDS: Readonly<Record<Exclude<QuestionKind, "unknown">, string>> = {
  standard: "GOOGLE_STANDARD_QUESTION",
  template: "GOOGLE_TEMPLATE_QUESTION",
  custom: "PARTNER_CUSTOM_QUESTION",
};

const RATINGS: Readonly<Record<Exclude<Rating, "unknown">, string>> = {
  "very-dissatisfied": "VERY_DISSATISFIED",
  "somewhat-dissatisfied": "SOMEWHAT_DISSATISFIED",
  neither: "NEITHER_SATISFIED_NOR_DISSATISFIED",
  "somewhat-satisfied": "SOMEWHAT_SATISFIED",
  "very-satisfied": "VERY_SATISFIED",
};

/**
 * Writes `surveyResponse` without its time.
 * @param conversation Part of the survey's name.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#SurveyResponse
 */
export function writeSurvey(answer: SurveyAnswer, conversation: string, variant: Variant): WebhookEvent {
  const { survey, question, kind, trigger, text, postback, index, count, rating, feedback } = answer;
  const { unknownWord = UNKNOWN_WORD } = variant;
  const word = (known: Rating) => (known === "unknown" ? unknownWord : RATINGS[known]);
  return present({
    survey: survey === undefined ? undefined : `conversations/${conversation}/surveys/${survey}`,
    surveyQuestionId: question,
    questionResponseText: text,
    questionResponsePostbackData: postback,
    questionType: kind === "unknown" ? unknownWord : KINDS[kind],
    questionIndex: index,
    totalQuestionCount: count,
    surveyTriggerSource: trigger === "unknown" ? unknownWord : trigger.toUpperCase(),
    rating: rating === undefined ? undefined : word(rating),
    feedback,
  });
}
