import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { BOT, call, clock, conversation, ID, RULE, rcsPath, rcsPhone, refused } from "../../support/api-client.ts";
import { listen, type Said } from "../../support/listen.ts";

const MESSAGE = ["POST", rcsPath(`agentMessages?messageId=${ID}&agentId=bank`)] as const;
const PICTURE: Said = { status: 200, headers: { "content-type": "image/png" }, body: "png" };
const MOVED: Said = { status: 302, headers: { location: "/picture" } };
const file = (fileUrl: string, more = {}) => ({ contentMessage: { contentInfo: { fileUrl, ...more } } });
const picture = (bytes: number, type = "image/png"): Said => ({
  status: 200,
  headers: { "content-type": type },
  body: "x".repeat(bytes),
});
const violation = (field: string) => ({
  error: { details: [{ fieldViolations: [{ field, description: expect.any(String) }] }, RULE] },
});

const startFetching = () => startPlatform({ clock, mediaHosts: [] });

describe("platform, media by URL", () => {
  test("are fetched and shown", async () => {
    await using platform = await startFetching();
    const { url, requests } = await listen(() => PICTURE);
    const body = file(`${url}/picture`, { thumbnailUrl: `${url}/thumbnail` });
    expect(await call(platform, MESSAGE, body)).toMatchObject({ status: 200 });
    expect(requests.map(({ url: path }) => path).sort()).toEqual(["/picture", "/thumbnail"]);
    expect(rcsPhone(platform).messages).toHaveLength(1);
  });

  test.each<[string, Said]>([
    ["an error", 404],
    ["a redirect", MOVED],
    ["a broken connection", "reset"],
    ["no type", { status: 200, body: "png" }],
    ["a type that phones cannot show", picture(1, "text/html")],
  ])("are refused for %s", async (_name, said) => {
    await using platform = await startFetching();
    const { url } = await listen(() => said);
    const answer = await call(platform, MESSAGE, file(url));
    expect(answer).toMatchObject(refused(400, "INVALID_ARGUMENT"));
    expect(answer.body).toMatchObject(violation("contentMessage.contentInfo.fileUrl"));
    expect(rcsPhone(platform).messages).toEqual([]);
  });

  test("are refused above their limit of size, and thumbnails above their own", async () => {
    await using platform = await startFetching();
    const { url } = await listen(() => picture(100_001));
    const { body } = await call(platform, MESSAGE, file(url, { thumbnailUrl: url }));
    expect(body).toMatchObject(violation("contentMessage.contentInfo.thumbnailUrl"));
  });

  test("are refused with the path of their card", async () => {
    await using platform = await startFetching();
    const { url } = await listen(() => 404);
    const card = { title: "Cake" };
    const bad = { ...card, media: { height: "TALL", contentInfo: { fileUrl: url } } };
    const richCard = { carouselCard: { cardWidth: "MEDIUM", cardContents: [card, bad] } };
    const field = "contentMessage.richCard.carouselCard.cardContents[1].media.contentInfo.fileUrl";
    expect((await call(platform, MESSAGE, { contentMessage: { richCard } })).body).toMatchObject(violation(field));
  });

  test("of Business Messages must be smaller, and pictures", async () => {
    await using platform = await startFetching();
    const { url } = await listen(({ url: path }) => (path === "/film" ? picture(1, "video/mp4") : picture(5_000_001)));
    const send = (fileUrl: string) =>
      call(platform, ["POST", "/v1/conversations/c1/messages"], {
        messageId: fileUrl,
        representative: BOT,
        image: { contentInfo: { fileUrl } },
      });
    expect([await send(`${url}/film`), await send(`${url}/large`)]).toMatchObject([{ status: 400 }, { status: 400 }]);
    expect(conversation(platform).messages).toEqual([]);
  });

  test("of files.create may redirect once", async () => {
    await using platform = await startFetching();
    const { url } = await listen(({ url: path }) => (path === "/picture" ? PICTURE : MOVED));
    const twice = await listen(() => MOVED);
    const create = (fileUrl: string) => call(platform, ["POST", "/v1/files"], { fileUrl, agentId: "bank" });
    expect([await create(url), await create(twice.url)]).toMatchObject([{ status: 200 }, { status: 400 }]);
  });

  test("of a repeated id are not fetched again", async () => {
    await using platform = await startFetching();
    const { url, requests } = await listen(() => PICTURE);
    const first = await call(platform, MESSAGE, file(url));
    expect(await call(platform, MESSAGE, file(url))).toEqual(first);
    expect(requests).toHaveLength(1);
  });

  test.each([
    ["of another host", []],
    ["by default", undefined],
  ])("are not fetched %s", async (_name, mediaHosts) => {
    await using platform = await startPlatform({ clock, ...(mediaHosts && { mediaHosts }) });
    const { url, requests } = await listen(() => 404);
    const target = mediaHosts === undefined ? url : "https://media.invalid/cake.png";
    expect(await call(platform, MESSAGE, file(target))).toMatchObject({ status: 200 });
    expect(requests).toEqual([]);
  });
});
