import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { BOT, clock, conversation, ID, ID2, PHONE, rcsPath, rcsPhone } from "../../support/api-client.ts";
import { executeAsJava, postAsJava, uploadDirectly, uploadInChunks } from "../../support/java-client.ts";

const FILM = { type: "video/mp4", bytes: Buffer.from("\r\n--film--\r\n".repeat(50)) };

describe.each(["observed", "documented"] as const)(
  "platform, a client of Google's in Java, contract as %s",
  (contract) => {
    const start = () => startPlatform({ clock, contract });

    test("sends a message of RCS in a compressed body, and reads a compressed response", async () => {
      await using platform = await start();
      const url = `${platform.url}${rcsPath(`agentMessages?messageId=${ID}&agentId=bank&alt=json&prettyPrint=false`)}`;
      const { status, headers, text } = await postAsJava(url, { contentMessage: { text: "Dzień dobry" } });
      expect({ status, encoding: headers["content-encoding"] }).toEqual({ status: 200, encoding: "gzip" });
      expect(text).toMatch(/^\{"contentMessage":\{"text":"Dzień dobry"\},/);
      expect(headers).not.toHaveProperty("x-simulator-advice");
      expect(rcsPhone(platform).messages).toMatchObject([{ text: "Dzień dobry" }]);
    });

    test("sends a message of Business Messages", async () => {
      await using platform = await start();
      const body = { messageId: ID, representative: BOT, text: "Hello" };
      expect(await postAsJava(`${platform.url}/v1/conversations/c1/messages`, body)).toMatchObject({ status: 200 });
      expect(conversation(platform).messages).toMatchObject([{ text: "Hello" }]);
    });

    test("marks a message read with a PATCH that goes as POST", async () => {
      await using platform = await start();
      const url = `${platform.url}/v1/conversations/c1/messages/M1/receipt`;
      expect(await postAsJava(url, { receiptType: "READ" }, "PATCH")).toMatchObject({ status: 200 });
      expect(conversation(platform).read).toEqual(["M1"]);
    });

    test("revokes a message", async () => {
      await using platform = await start();
      await platform.setPhone("rcs", PHONE, { reach: "offline" });
      const path = (method: string) => `${platform.url}${rcsPath(`agentMessages${method}`)}`;
      await postAsJava(path(`?messageId=${ID}&agentId=bank`), { contentMessage: { text: "Hello" } });
      const revoked = await executeAsJava({ method: "DELETE", url: path(`/${ID}?agentId=bank`) });
      expect(revoked).toMatchObject({ status: 200, text: "{}" });
    });

    test("checks capabilities with a GET so long that it goes as a form", async () => {
      await using platform = await start();
      const query = `requestId=${ID}&agentId=bank&quotaUser=${"x".repeat(2048)}`;
      const url = `${platform.url}${rcsPath(`capabilities?${query}`)}`;
      const { status, text } = await executeAsJava({ method: "GET", url });
      expect({ status, body: JSON.parse(text) }).toMatchObject({
        status: 200,
        body: { features: expect.arrayContaining(["ACTION_DIAL"]) },
      });
    });

    test("uploads a file in one body with what is said about it", async () => {
      await using platform = await start();
      const upload = await uploadDirectly(`${platform.url}/upload/v1/files?alt=json`, { agentId: "bank" }, FILM);
      expect(upload.status).toBe(200);
      const contentMessage = { uploadedRbmFile: { fileName: JSON.parse(upload.text).name } };
      const url = `${platform.url}${rcsPath(`agentMessages?messageId=${ID}&agentId=bank`)}`;
      expect(await postAsJava(url, { contentMessage })).toMatchObject({ status: 200 });
    });

    test("uploads a file in chunks", async () => {
      await using platform = await start();
      const responses = await uploadInChunks(`${platform.url}/upload/v1/files?agentId=bank`, FILM, 256);
      expect(responses.map(({ status, headers }) => [status, headers.range])).toEqual([
        [200, undefined],
        [308, "bytes=0-255"],
        [308, "bytes=0-511"],
        [200, undefined],
      ]);
      const contentMessage = { uploadedRbmFile: { fileName: JSON.parse(responses.at(-1)?.text ?? "").name } };
      const url = `${platform.url}${rcsPath(`agentMessages?messageId=${ID2}&agentId=bank`)}`;
      expect(await postAsJava(url, { contentMessage })).toMatchObject({ status: 200 });
    });
  },
);
