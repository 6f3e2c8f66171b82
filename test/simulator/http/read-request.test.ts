import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { startPlatform } from "../../../simulator/platform.ts";
import { call, clock, ID, PHONE, RULE, rcsPath, rcsPhone, refused } from "../../support/api-client.ts";

const MESSAGE = rcsPath(`agentMessages?messageId=${ID}&agentId=bank`);
const HELLO = JSON.stringify({ contentMessage: { text: "Hello" } });
const UPLOAD = "/upload/v1/files?agentId=bank";
const MEBIBYTE = 1024 * 1024;

const start = () => startPlatform({ clock });

/** The body is sent as it is, whatever the headers say. */
async function post(path: string, body: string | Buffer, headers: Readonly<Record<string, string>>) {
  await using platform = await start();
  const answer = await fetch(`${platform.url}${path}`, {
    method: "POST",
    headers,
    body: new Uint8Array(Buffer.from(body)),
  });
  return { status: answer.status, text: await answer.text(), advice: answer.headers.get("x-simulator-advice") };
}

describe("platform, requests as clients write them", () => {
  test.each([
    ["gzip", gzipSync(HELLO)],
    ["X-GZIP", gzipSync(HELLO)],
    ["deflate", deflateSync(HELLO)],
    ["identity", HELLO],
    ["gzip, identity", gzipSync(HELLO)],
    ["deflate, gzip", gzipSync(deflateSync(HELLO))],
  ])("inflates a body of Content-Encoding %s", async (encoding, body) => {
    expect(await post(MESSAGE, body, { "content-encoding": encoding })).toMatchObject({ status: 200 });
  });

  test("takes a call without a body whose client always says gzip", async () => {
    const answer = await post("/v1/conversations/c1/surveys?surveyId=s", "", { "content-encoding": "gzip" });
    expect(answer).toMatchObject({ status: 200 });
  });

  test("takes the token of a GET that came as a form", async () => {
    await using platform = await startPlatform({ clock, credentials: "required" });
    const form = `agentId=bank&requestId=${ID}&access_token=t`;
    const headers = { "x-http-method-override": "get", "content-type": "Application/x-www-form-urlencoded" };
    expect(await call(platform, ["POST", rcsPath("capabilities")], form, headers)).toMatchObject({ status: 200 });
  });

  test("takes POST for the method where no other is named", async () => {
    expect(await post(MESSAGE, HELLO, { "x-http-method-override": " " })).toMatchObject({ status: 200 });
  });

  test("revokes a message by a POST that names DELETE in lower case", async () => {
    await using platform = await start();
    await platform.setPhone("rcs", PHONE, { reach: "offline" });
    await call(platform, ["POST", MESSAGE], HELLO);
    const revocation = ["POST", rcsPath(`agentMessages/${ID}?agentId=bank`)] as const;
    expect(await call(platform, revocation, "", { "x-http-method-override": "delete" })).toMatchObject({ status: 200 });
    await platform.setPhone("rcs", PHONE, { reach: "online" });
    expect(rcsPhone(platform).messages).toEqual([]);
  });

  test("reads a query to its end, whatever is in it", async () => {
    const path = rcsPath(`agentMessages?messageId=${ID}&quotaUser=a?b&agentId=bank`);
    expect(await post(path, HELLO, {})).toMatchObject({ status: 200 });
  });

  test.each([
    ["of an unknown encoding", HELLO, "br", "expected Content-Encoding gzip, deflate or none"],
    [
      "that is compressed twice in part",
      gzipSync(HELLO),
      "br, gzip",
      "expected Content-Encoding gzip, deflate or none",
    ],
    ["that is compressed once and not twice", gzipSync(HELLO), "gzip, gzip", "expected gzip, as Content-Encoding says"],
    ["of an encoding that objects inherit", HELLO, "constructor", "expected Content-Encoding gzip, deflate or none"],
    ["that is not compressed as it says", HELLO, "gzip", "expected gzip, as Content-Encoding says"],
    ["that is cut", gzipSync(HELLO).subarray(0, 20), "gzip", "expected gzip, as Content-Encoding says"],
    ["that inflates to more than 10 MiB", gzipSync(Buffer.alloc(11 * MEBIBYTE)), "gzip", "exceeds the limit: 10485760"],
    ["of more than 10 MiB", Buffer.alloc(11 * MEBIBYTE), "identity", "exceeds the limit: 10485760 bytes"],
  ])("refuses a body %s", async (_name, body, encoding, message) => {
    const { status, text } = await post(MESSAGE, body, { "content-encoding": encoding });
    expect({ status, body: JSON.parse(text) }).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining(message), status: "INVALID_ARGUMENT", details: [RULE] } },
    });
  });

  test("tells as a fact what it could not read", async () => {
    const facts: unknown[] = [];
    await using platform = await startPlatform({ clock, onFact: (fact) => facts.push(fact) });
    await call(platform, ["POST", MESSAGE], HELLO, { "content-encoding": "gzip" });
    await call(platform, ["PUT", `${UPLOAD}&uploadType=resumable&upload_id=none`], "abc");
    expect(facts).toMatchObject([
      { type: "call-refused", method: "POST", path: MESSAGE.split("?")[0], status: 400 },
      { type: "call-refused", method: "PUT", path: "/upload/v1/files", status: 404 },
    ]);
  });

  test("takes a token from the query", async () => {
    await using platform = await startPlatform({ clock, credentials: "required" });
    expect(await call(platform, ["POST", MESSAGE], HELLO)).toMatchObject(refused(401, "UNAUTHENTICATED"));
    expect(await call(platform, ["POST", `${MESSAGE}&access_token=t`], HELLO)).toMatchObject({ status: 200 });
  });

  test.each([
    ["prettyPrint=false", /^\{"contentMessage":/],
    ["$prettyPrint=false", /^\{"contentMessage":/],
    ["prettyPrint=true", /^\{\n {2}"contentMessage":/],
  ])("answers as %s says", async (parameter, written) => {
    expect((await post(`${MESSAGE}&${parameter}`, HELLO, {})).text).toMatch(written);
  });

  test.each(["alt=proto", "$alt=media", "fields=name", "callback=show"])(
    "ignores %s, with advice",
    async (parameter) => {
      expect(await post(`${MESSAGE}&${parameter}`, HELLO, {})).toMatchObject({
        status: 200,
        advice: expect.stringContaining(`${parameter.split("=")[0]}: Google answers as it says`),
      });
    },
  );

  test("serves a request that names the whole URL", async () => {
    await using platform = await start();
    const { host, port } = new URL(platform.url);
    const socket = connect(Number(port), "127.0.0.1");
    const length = Buffer.byteLength(HELLO);
    socket.write(
      `POST http://${host}${MESSAGE} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n${HELLO}`,
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
  });

  test.each([
    ["no boundary", "multipart/related", "--x--", "a boundary in Content-Type"],
    ["no last boundary", "multipart/related; boundary=x", "--x\r\n\r\n{}\r\n--x\r\n", "a last boundary"],
    ["one part", "multipart/related; boundary=x", "--x\r\n\r\n{}\r\n--x--", "two parts"],
    ["a part without its blank line", "multipart/related; boundary=x", "--x\r\n{}\r\n--x--", "a blank line"],
  ])("refuses an upload in several parts with %s", async (_name, type, body, expected) => {
    const { status, text } = await post(`${UPLOAD}&uploadType=multipart`, body, { "content-type": type });
    expect({ status, text }).toMatchObject({ status: 400, text: expect.stringContaining(`expected ${expected}`) });
  });
});

describe("platform, uploads in pieces", () => {
  const begin = async (url: string) => {
    const headers = { "x-upload-content-type": "video/mp4" };
    const answer = await fetch(`${url}${UPLOAD}&uploadType=resumable`, { method: "POST", headers });
    return answer.headers.get("location") ?? "";
  };
  const put = async (location: string, body: string, range?: string) => {
    const headers = range === undefined ? {} : { "content-range": range };
    const { status, headers: answered } = await fetch(location, { method: "PUT", headers, body });
    return [status, answered.get("range")];
  };

  test("go on after a question what has arrived, a repeated piece and a gap", async () => {
    await using platform = await start();
    const location = await begin(platform.url);
    expect(await put(location, "", "bytes */6")).toEqual([308, null]);
    expect(await put(location, "abc", "bytes 0-2/6")).toEqual([308, "bytes=0-2"]);
    expect(await put(location, "abc", "bytes 0-2/*")).toEqual([308, "bytes=0-2"]);
    expect(await put(location, "f", "bytes 5-5/6")).toEqual([308, "bytes=0-2"]);
    expect(await put(location, "def", "bytes 3-5/6")).toEqual([200, null]);
    expect(await put(location, "def", "bytes 3-5/6")).toEqual([404, null]);
  });

  test("may be one piece without a range", async () => {
    await using platform = await start();
    expect(await put(await begin(platform.url), "abc")).toEqual([200, null]);
  });

  test("are refused for a range that is none", async () => {
    await using platform = await start();
    expect(await put(await begin(platform.url), "abc", "0-2")).toEqual([400, null]);
  });
});
