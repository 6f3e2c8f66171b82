import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { BOT, call, clock, conversation, ID, refused } from "../../support/api-client.ts";

const MESSAGES = ["POST", "/v1/conversations/c1/messages"] as const;
const FORCED = ["POST", "/v1/conversations/c1/messages?forceFallback=true"] as const;
const contentInfo = { fileUrl: "https://example.com/a.jpg" };
const reply = { reply: { text: "Yes", postbackData: "yes" } };
const message = (content: object) => ({ messageId: ID, representative: BOT, ...content });
const text = (more: object) => message({ text: "Hi", ...more });
const rich = (words: string) => text({ text: words, containsRichText: true });
const card = (cardContent: object) => message({ richCard: { standaloneCard: { cardContent } } });
const carousel = (cardContents: readonly object[], cardWidth = "SMALL") =>
  message({ richCard: { carouselCard: { cardWidth, cardContents } } });
const login = (oauth: object) => text({ suggestions: [{ authenticationRequest: { oauth } }] });

describe("platform, limits of Business Messages", () => {
  test.each([
    ["thirteen suggestions", text({ suggestions: Array(13).fill(reply) })],
    [
      "a number with dashes",
      text({
        suggestions: [{ action: { text: "Call", postbackData: "c", dialAction: { phoneNumber: "+1-201-555-0123" } } }],
      }),
    ],
    ["italic in bold", rich("**bold and *italic* words** and [a link](https://example.com/)")],
    ["escaped marks", rich(String.raw`2 \* 3 \[sic\] \(so\)`)],
    ["marks in a text that is not rich", text({ text: "2 ** 3 *" })],
    ["ten cards", carousel(Array(10).fill({ title: "T" }))],
  ])("takes %s", async (_name, body) => {
    await using platform = await startPlatform({ clock });
    expect(await call(platform, MESSAGES, body)).toMatchObject({ status: 200 });
  });

  test.each([
    ["two contents", text({ image: { contentInfo } })],
    ["fourteen suggestions", text({ suggestions: Array(14).fill(reply) })],
    ["two members in a suggestion", text({ suggestions: [{ ...reply, liveAgentRequest: {} }] })],
    ["a long label", text({ suggestions: [{ reply: { text: "x".repeat(26), postbackData: "y" } }] })],
    ["an action that does nothing", text({ suggestions: [{ action: { text: "Do", postbackData: "do" } }] })],
    ["a login without scopes", login({ clientId: "id", codeChallenge: "c" })],
    [
      "a challenge of no known method",
      login({ clientId: "id", codeChallenge: "c", scopes: ["s"], codeChallengeMethod: "S1" }),
    ],
    ["bold that does not end", rich("**bold")],
    ["bold that ends after a space", rich("**bold **x")],
    ["italic that does not end", rich("*italic")],
    ["a link to a script", rich("[label](javascript:alert)")],
    ["one card in a carousel", carousel([{ title: "T" }])],
    ["TALL media on SMALL cards", carousel(Array(2).fill({ media: { height: "TALL", contentInfo } }))],
    ["a long fallback", text({ fallback: "x".repeat(3073) })],
    ["an image without a file", message({ image: {} })],
  ])("refuses %s", async (_name, body) => {
    await using platform = await startPlatform({ clock });
    expect(await call(platform, MESSAGES, body)).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });

  test("forces the fallback", async () => {
    await using platform = await startPlatform({ clock });
    await call(platform, FORCED, { ...card({ title: "T" }), fallback: "In words" });
    expect(conversation(platform).messages).toMatchObject([{ text: "In words" }]);
  });

  test("refuses to force a fallback that is not there", async () => {
    await using platform = await startPlatform({ clock });
    expect(await call(platform, FORCED, card({ title: "T" }))).toMatchObject(refused(400, "INVALID_ARGUMENT"));
  });

  test("shows a card with its title, its description and its JSON", async () => {
    await using platform = await startPlatform({ clock });
    const body = card({ title: "Cake", description: "Carrot" });
    await call(platform, MESSAGES, body);
    expect(conversation(platform).messages).toMatchObject([{ text: "Cake\nCarrot", content: { richCard: {} } }]);
  });

  test("takes one survey a day, each id once", async () => {
    await using platform = await startPlatform({ clock });
    const survey = (id: string) => call(platform, ["POST", `/v1/conversations/c1/surveys?surveyId=${id}`]);
    expect([await survey("1"), await survey("1"), await survey("2")]).toMatchObject([
      { status: 200 },
      refused(409, "ALREADY_EXISTS"),
      refused(429, "RESOURCE_EXHAUSTED"),
    ]);
    expect(conversation(platform).surveys).toBe(1);
  });

  test("takes 60 messages a minute", async () => {
    await using platform = await startPlatform({ clock });
    const ids = Array.from({ length: 61 }, (_, index) => ({ ...text({}), messageId: `m${index}` }));
    const statuses = [];
    for (const body of ids) statuses.push((await call(platform, MESSAGES, body)).status);
    expect([statuses.filter((status) => status === 200).length, statuses.at(-1)]).toEqual([60, 429]);
  });
});
