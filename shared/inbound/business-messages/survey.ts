import { present } from "../../base/present.ts";
import * as read from "../../base/read.ts";
import { type Json, member } from "../../base/read.ts";
import type { QuestionKind, Rating, SurveyAnswer } from "../survey.ts";

const KINDS: Readonly<Record<string, QuestionKind>> = {
  GOOGLE_STANDARD_QUESTION: "standard",
  GOOGLE_TEMPLATE_QUESTION: "template",
  PARTNER_CUSTOM_QUESTION: "custom",
};

const TRIGGERS = { PARTNER: "partner", GOOGLE: "google" } as const;

const RATINGS: Readonly<Record<string, Rating>> = {
  VERY_DISSATISFIED: "very-dissatisfied",
  SOMEWHAT_DISSATISFIED: "somewhat-dissatisfied",
  NEITHER_SATISFIED_NOR_DISSATISFIED: "neither",
  SOMEWHAT_SATISFIED: "somewhat-satisfied",
  VERY_SATISFIED: "very-satisfied",
};

/**
 * Reads `surveyResponse`, in the newer form (a question and its answer) and in the older one (a rating).
 * @throws PermanentError when what was asked or answered is of another type than documented.
 * @see https://developers.google.com/business-communications/business-messages/reference/rest/v1/UserMessage#SurveyResponse
 */
export function readSurvey(json: Json): SurveyAnswer {
  const optional = (key: string) => read.optionalText(member(json, key));
  return {
    type: "survey",
    kind: read.word(member(json, "questionType"), KINDS) ?? "unknown",
    trigger: read.word(member(json, "surveyTriggerSource"), TRIGGERS) ?? "unknown",
    ...present({
      survey: optional("survey")?.split("/").at(-1),
      question: optional("surveyQuestionId"),
      text: optional("questionResponseText"),
      postback: optional("questionResponsePostbackData"),
      index: read.lenient(json, "questionIndex", read.number),
      count: read.lenient(json, "totalQuestionCount", read.number),
      rating: read.word(member(json, "rating"), RATINGS),
      feedback: optional("feedback"),
    }),
  };
}
