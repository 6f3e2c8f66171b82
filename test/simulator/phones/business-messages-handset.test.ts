import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { BOT, call, clock, eventInConversation, sayInConversation } from "../../support/api-client.ts";
import { type PlatformSetup, setUpPlatform } from "../../support/platform-setup.ts";

const SEAT = { conversation: "c1", agent: "brands/b/agents/a" };
const CAFE = { type: "BOT", displayName: "Harbour Cafe" };
const events = ({ receiver }: PlatformSetup) => receiver.received.map((received) => received.event);
const offer = ({ platform }: PlatformSetup, suggestion: unknown) =>
  call(platform, ["POST", "/v1/conversations/c1/messages"], {
    messageId: "m1",
    representative: BOT,
    text: "Well?",
    suggestions: [suggestion],
  });

describe("handset of Business Messages", () => {
  test("shows who speaks, who joins and leaves, and surveys", async () => {
    await using platform = await startPlatform({ clock });
    const maya = platform.businessMessagesHandset(SEAT);
    await sayInConversation(platform, "m1");
    await eventInConversation(platform, "e1", "REPRESENTATIVE_JOINED");
    await eventInConversation(platform, "e2", "REPRESENTATIVE_LEFT");
    await call(platform, ["POST", "/v1/conversations/c1/events?eventId=e3"], { eventType: "REPRESENTATIVE_JOINED" });
    await call(platform, ["POST", "/v1/conversations/c1/surveys?surveyId=s1"]);
    expect(maya.bubbles()).toEqual([
      { type: "message", text: "Hello", from: CAFE },
      { type: "joined", from: CAFE },
      { type: "left", from: CAFE },
      { type: "joined" },
      { type: "survey" },
    ]);
  });

  test("types and stops, asks for a person and takes that back", async () => {
    await using setup = await setUpPlatform();
    const maya = setup.platform.businessMessagesHandset({ ...SEAT, context: { resolvedLocale: "pl" } });
    await maya.types();
    await maya.stopsTyping();
    await maya.asksForPerson();
    await maya.asksForPerson(false);
    expect(events(setup)).toMatchObject([
      { userStatus: { isTyping: true }, context: { resolvedLocale: "pl" }, agent: SEAT.agent },
      { userStatus: { isTyping: false } },
      { userStatus: { requestedLiveAgent: true } },
      { userStatus: { requestedLiveAgent: false } },
    ]);
  });

  test("taps a reply, which names its message", async () => {
    await using setup = await setUpPlatform();
    await offer(setup, { reply: { text: "Yes", postbackData: "yes" } });
    await setup.platform.businessMessagesHandset(SEAT).taps(1);
    expect(events(setup)).toMatchObject([
      { suggestionResponse: { message: "conversations/c1/messages/m1", postbackData: "yes", type: "REPLY" } },
    ]);
  });

  test("asks for a person by tapping the suggestion", async () => {
    await using setup = await setUpPlatform();
    await offer(setup, { liveAgentRequest: {} });
    await setup.platform.businessMessagesHandset(SEAT).taps("liveAgentRequest");
    expect(events(setup)).toMatchObject([{ userStatus: { requestedLiveAgent: true } }]);
  });

  test("ends a sign-in instead of tapping it", async () => {
    await using setup = await setUpPlatform();
    const maya = setup.platform.businessMessagesHandset(SEAT);
    const oauth = { clientId: "id", codeChallenge: "abc", codeChallengeMethod: "S256", scopes: ["profile"] };
    await offer(setup, { authenticationRequest: { oauth } });
    await expect(maya.taps("authenticationRequest")).rejects.toThrow("call signsIn()");
    await maya.signsIn({ type: "authentication", code: "4/abc", redirectUri: "https://example.com" });
    await maya.signsIn({ type: "authentication-failed", error: "access-denied" });
    expect(events(setup)).toMatchObject([
      { authenticationResponse: { code: "4/abc", redirectUri: "https://example.com" } },
      { authenticationResponse: { errorDetails: { error: "ACCESS_DENIED" } } },
    ]);
  });

  test("answers the newest survey, or else Google's own", async () => {
    await using setup = await setUpPlatform();
    const maya = setup.platform.businessMessagesHandset(SEAT);
    await maya.answersSurvey({ postback: "no" });
    await call(setup.platform, ["POST", "/v1/conversations/c1/surveys?surveyId=s1"]);
    await maya.answersSurvey({ kind: "custom", question: "q1", text: "Fast", index: 2, count: 3 });
    expect(events(setup).map(({ surveyResponse }) => surveyResponse)).toMatchObject([
      { questionType: "GOOGLE_STANDARD_QUESTION", surveyTriggerSource: "GOOGLE", questionResponsePostbackData: "no" },
      {
        survey: "conversations/c1/surveys/s1",
        surveyQuestionId: "q1",
        questionType: "PARTNER_CUSTOM_QUESTION",
        surveyTriggerSource: "PARTNER",
        questionIndex: 2,
        totalQuestionCount: 3,
      },
    ]);
  });

  test("sends an image as a signed URL of Google, and the platform serves its path", async () => {
    await using platform = await startPlatform({ clock });
    const image = { bytes: Buffer.from("a picture"), type: "image/jpeg" };
    const { message } = await platform.businessMessagesHandset(SEAT).sendsImage(image);
    const { text } = message as { readonly text: string };
    expect(text).toMatch(/^https:\/\/storage\.googleapis\.com\/business-messages-us\/.*x-goog-expires=604800/);
    const answer = await fetch(text.replace("https://storage.googleapis.com", platform.url));
    expect([answer.headers.get("content-type"), await answer.text()]).toEqual(["image/jpeg", "a picture"]);
  });

  test("sends receipts that name the agent it talks to", async () => {
    await using setup = await setUpPlatform();
    const maya = setup.platform.businessMessagesHandset(SEAT);
    await maya.becomes({ autoReceipts: { deliveredAfterMs: 0 } });
    await maya.says("Hi");
    await sayInConversation(setup.platform, "m1");
    await setup.platform.idle();
    expect(events(setup)).toMatchObject([{ message: { text: "Hi" } }, { agent: SEAT.agent, receipts: {} }]);
  });
});
