import { request as httpRequest } from "node:http";
import { text as readText } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { startPaged } from "./open-test-page.ts";
import { SHOWING_BOT } from "./showing-bot.ts";
import { useStage } from "./use-stage.ts";

const stage = useStage(SHOWING_BOT);

interface Answered {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Asks as a browser would that another page has sent: `fetch` does not let Host be set. */
async function ask(
  url: string | URL,
  { method = "GET", headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const asked = httpRequest(url, { method, headers }, (response) => {
    readText(response).then((read) => {
      resolve({ status: response.statusCode, headers: response.headers, body: read });
    }, reject);
  });
  asked.on("error", reject).end(body);
  return promise;
}

function at(path: string): URL {
  return new URL(path, stage().stack.url);
}

describe("the page's server", () => {
  it.each(["/", "/facts", "/acts"])(
    "answers %s only with the token, and says where the token is printed",
    async (path) => {
      const method = path === "/acts" ? "POST" : "GET";
      const { status, body } = await ask(at(path), { method });
      expect(status).toBe(401);
      expect(body).toContain("npm start");
    },
  );

  it("does not take a token of another start", async () => {
    await using other = await startPaged(SHOWING_BOT);
    const token = new URL(other.url).searchParams.get("token");
    expect((await ask(at(`/?token=${token}`))).status).toBe(401);
  });

  it("refuses a foreign host, as of a name that leads to this machine, and a foreign origin", async () => {
    const { url } = stage().stack;
    expect((await ask(url, { headers: { host: "evil.example" } })).status).toBe(421);
    expect((await ask(url, { headers: { origin: "https://evil.example" } })).status).toBe(403);
  });

  it("says what is wrong with an address that is none, and with an act that may have any length", async () => {
    const { port, searchParams } = new URL(stage().stack.url);
    const at = (path: string, headers: Record<string, string>, method = "GET") =>
      new Promise<string>((resolve, reject) => {
        const asked = httpRequest({ host: "127.0.0.1", port, path, method, headers }, (response) => {
          readText(response).then((body) => resolve(`${response.statusCode} ${body}`), reject);
        });
        asked.on("error", reject).end();
      });
    expect(await at("//[", {})).toBe("400 The address cannot be read\n");
    const chunked = { authorization: `Bearer ${searchParams.get("token")}`, "transfer-encoding": "chunked" };
    expect(await at("/acts", chunked, "POST")).toMatch(/^413 .*expected a Content-Length of at most 14 MiB/);
  });

  it("lets nothing from elsewhere be loaded, framed or guessed", async () => {
    const { headers } = await ask(stage().stack.url);
    expect(headers["content-security-policy"]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers["content-security-policy"]).not.toMatch(/unsafe|https?:|\*/);
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
  });

  it.each(["{", "[]", '{"act":"phone"}', '{"act":"phone","phone":"rcs/+44","does":{"do":"fly"}}'])(
    "says what is wrong with the act %s",
    async (body) => {
      const token = new URL(stage().stack.url).searchParams.get("token");
      const headers = { authorization: `Bearer ${token}` };
      const { status, body: answer } = await ask(at("/acts"), { method: "POST", headers, body });
      expect(status).toBe(400);
      expect(JSON.parse(answer)).toMatchObject({ isDone: false, error: expect.stringMatching(/^Cannot/) });
    },
  );

  it.each([
    ["HTML", "text/html"],
    ["SVG", "image/svg+xml"],
  ])("does not serve a user's %s, and guesses no type", async (_, type) => {
    const bytes = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
    const user = { channel: "rcs", address: "+447700900001" } as const;
    const file = { do: "file", name: "cake.png", base64: bytes.toString("base64") } as const;
    const { platform } = stage().stack;
    const path = async (declared: string) => {
      const { event } = await platform.act(user, { ...file, type: declared });
      const uri = (event as { readonly userFile: { readonly payload: { readonly fileUri: string } } }).userFile.payload;
      return `/files${new URL(uri.fileUri).pathname}`;
    };
    expect((await ask(at(await path(type)))).status).toBe(404);
    const { status, headers } = await ask(at(await path("image/png")));
    expect([status, headers["content-type"], headers["x-content-type-options"]]).toEqual([200, "image/png", "nosniff"]);
  });

  it("reaches nothing else of the simulator by the path of a picture", async () => {
    expect((await ask(at("/files/simulator/facts"))).status).toBe(404);
    expect((await ask(at("/files/user-content/../simulator/facts"))).status).toBe(404);
  });
});
