import { type Json, text } from "../../base/json.ts";
import { lenient, lenientEnum, lenientNumber, optionalMember } from "../../base/lenient.ts";
import { present } from "../../base/present.ts";
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
  const readText = (key: string) => optionalMember(json, key, text);
  return {
    type: "survey",
    kind: lenientEnum(json, "questionType", KINDS) ?? "unknown",
    trigger: lenientEnum(json, "surveyTriggerSource", TRIGGERS) ?? "unknown",
    ...present({
      survey: readText("survey")?.split("/").at(-1),
      question: readText("surveyQuestionId"),
      text: readText("questionResponseText"),
      postback: readText("questionResponsePostbackData"),
      index: lenient(json, "questionIndex", lenientNumber),
      count: lenient(json, "totalQuestionCount", lenientNumber),
      rating: lenientEnum(json, "rating", RATINGS),
      feedback: readText("feedback"),
    }),
  };
}
