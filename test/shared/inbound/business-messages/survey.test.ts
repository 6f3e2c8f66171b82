import { describe, expect, it } from "vitest";
import { readSurvey } from "../../../../shared/inbound/business-messages/survey.ts";

const UNKNOWN = { type: "survey", kind: "unknown", trigger: "unknown" };

describe("readSurvey()", () => {
  it.each([
    ["GOOGLE_STANDARD_QUESTION", "standard"],
    ["GOOGLE_TEMPLATE_QUESTION", "template"],
    ["PARTNER_CUSTOM_QUESTION", "custom"],
    ["SURVEY_QUESTION_TYPE_UNSPECIFIED", "unknown"],
    ["SOMETHING_NEW", "unknown"],
    [undefined, "unknown"],
  ])("reads the question type %s as %s", (questionType, kind) => {
    expect(read({ questionType })).toEqual({ ...UNKNOWN, kind });
  });

  it.each([
    ["PARTNER", "partner"],
    ["GOOGLE", "google"],
    ["SURVEY_TRIGGER_SOURCE_UNSPECIFIED", "unknown"],
    ["SOMETHING_NEW", "unknown"],
    [undefined, "unknown"],
  ])("reads the trigger source %s as %s", (surveyTriggerSource, trigger) => {
    expect(read({ surveyTriggerSource })).toEqual({ ...UNKNOWN, trigger });
  });

  it.each([
    ["VERY_DISSATISFIED", "very-dissatisfied"],
    ["SOMEWHAT_DISSATISFIED", "somewhat-dissatisfied"],
    ["NEITHER_SATISFIED_NOR_DISSATISFIED", "neither"],
    ["SOMEWHAT_SATISFIED", "somewhat-satisfied"],
    ["VERY_SATISFIED", "very-satisfied"],
    ["DELIGHTED", "unknown"],
  ])("reads the rating %s as %s", (rating, word) => expect(read({ rating })).toEqual({ ...UNKNOWN, rating: word }));

  it("reads the older form with its feedback", () => {
    const told = { survey: "conversations/c1/surveys/s1", rating: "VERY_SATISFIED", feedback: "Good" };
    expect(read(told)).toEqual({ ...UNKNOWN, survey: "s1", rating: "very-satisfied", feedback: "Good" });
  });

  it("reads numbers that are quoted", () => {
    expect(read({ questionIndex: "1", totalQuestionCount: "3" })).toEqual({ ...UNKNOWN, index: 1, count: 3 });
  });

  it.each(["first", {}, [1]])("passes over the odd position %j", (odd) => {
    const told = { questionIndex: odd, totalQuestionCount: odd, questionResponseText: "Yes" };
    expect(read(told)).toEqual({ ...UNKNOWN, text: "Yes" });
  });

  it("refuses an answer that is none and names the place", () => {
    expect(() => read({ questionResponseText: 7 })).toThrow("Cannot read surveyResponse.questionResponseText: ");
  });

  it("leaves out what is empty or unspecified", () => {
    const told = { survey: "", surveyQuestionId: "", questionResponseText: "", rating: "SURVEY_RATING_UNSPECIFIED" };
    expect(read(told)).toEqual(UNKNOWN);
  });
});

function read(value: unknown) {
  return readSurvey({ value, path: "surveyResponse" });
}
