import { describe, expect, it } from "vitest";
import { UnauthorisedError } from "../../../../shared/base/errors.ts";
import { accessToken } from "../../../../shared/google/http/access-token.ts";
import { worldBeside } from "../../../../shared/google/http/world.ts";
import { listen, type Said } from "../../../support/listen.ts";

const SCOPE = "https://www.googleapis.com/auth/pubsub";

/** A metadata server that says these first, and then gives token after token. */
async function beside(seconds: number, ...first: readonly Said[]) {
  const left = [...first];
  let issued = 0;
  const asked: unknown[] = [];
  const { host, requests } = await listen((_taken, { headers }) => {
    asked.push(headers["metadata-flavor"]);
    issued += 1;
    const body = { access_token: `t${issued}`, expires_in: seconds, token_type: "Bearer" };
    return left.shift() ?? { status: 200, body };
  });
  return { world: worldBeside(host), requests, asked };
}

describe("accessToken() beside a metadata server", () => {
  it("asks it for its scope, as the metadata server wants to be asked", async () => {
    const { world, requests, asked } = await beside(3600);
    expect(await accessToken(SCOPE, {}, world)()).toBe("t1");
    expect(requests[0]).toMatchObject({
      method: "GET",
      url: `/computeMetadata/v1/instance/service-accounts/default/token?scopes=${encodeURIComponent(SCOPE)}`,
    });
    expect(asked).toEqual(["Google"]);
  });

  it("asks before anybody needs the token, and once for all who do", async () => {
    const { world, requests } = await beside(3600);
    const token = accessToken(SCOPE, {}, world);
    await expect.poll(() => requests).toHaveLength(1);
    expect(await Promise.all([token(), token(), token()])).toEqual(["t1", "t1", "t1"]);
    expect(requests).toHaveLength(1);
  });

  it("asks again when the token has less than four minutes left", async () => {
    const { world } = await beside(200);
    const token = accessToken(SCOPE, {}, world);
    expect([await token(), await token()]).toEqual(["t1", "t2"]);
  });

  it("asks again when the token was refused", async () => {
    const { world } = await beside(3600);
    const token = accessToken(SCOPE, {}, world);
    expect([await token(), await token("t1"), await token()]).toEqual(["t1", "t2", "t2"]);
  });

  it("asks again after a failure that passes", async () => {
    const { world } = await beside(3600, 503);
    expect(await accessToken(SCOPE, {}, world)()).toBe("t2");
  });

  it.each<readonly [string, Said]>([
    ["says that there is no account", 404],
    ["is none", { status: 200, body: "<html>Welcome to this network</html>" }],
  ])("names the function's account when what it asked %s, and remembers no failure", async (_claim, said) => {
    const { world } = await beside(3600, said, said);
    const token = accessToken(SCOPE, {}, world);
    const [error] = await Promise.all([token().catch((thrown: unknown) => thrown)]);
    expect(error).toBeInstanceOf(UnauthorisedError);
    expect(error).toHaveProperty("message", "Cannot get an access token: check the function's service account");
    await token().catch(() => undefined);
    expect(await token()).toMatch(/^t/);
  });

  it("leaves other accounts to Google's library", async () => {
    const { world, requests } = await beside(3600);
    const token = accessToken(SCOPE, { file: "/no/such/file" }, world);
    await expect(token()).rejects.toThrow(/API_CREDENTIALS_FILE$/);
    expect(requests).toEqual([]);
  });
});
