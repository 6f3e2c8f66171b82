import { describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../../../shared/base/errors.ts";
import { type ApiRequest, openApi } from "../../../../shared/google/http/api.ts";
import { listen, type Said } from "../../../support/listen.ts";
import { fakeRetryClock, worldOf } from "../../../support/retry-clock.ts";

/** Makes one call to a server that says this to every try. */
async function ask(said: Said, more: Partial<ApiRequest> = {}) {
  const { url } = await listen(() => said);
  const api = openApi(url, { scope: "scope", setting: "RCS_API" }, { world: worldOf(fakeRetryClock()) });
  const [result] = await Promise.allSettled([api.request({ method: "x.create", url, timeoutMs: 5_000, ...more })]);
  return { result, error: result.status === "rejected" ? result.reason : undefined };
}

describe("openApi(), answered,", () => {
  it("takes a call for done that Google has under its id", async () => {
    expect((await ask(409, { carriesId: true })).result).toEqual({ status: "fulfilled", value: undefined });
  });

  it("takes no 409 for done of a call without an id of ours", async () => {
    expect((await ask(409)).error).toBeInstanceOf(TransientError);
  });

  it.each([{ error: { status: "ABORTED" } }, { error: {} }, "<html>Conflict</html>", ""])(
    "takes no 409 for done that says %j",
    async (body) => {
      expect((await ask({ status: 409, body }, { carriesId: true })).error).toBeInstanceOf(TransientError);
    },
  );

  it.each([
    { status: 200, body: "" },
    { status: 200, body: "<html>Down for maintenance</html>" },
    { status: 200, body: "[]" },
    { status: 200, body: "null" },
    { status: 201, body: "{}" },
    { status: 202, body: "{}" },
    { status: 204, body: "" },
  ])("does not believe that Google has what was answered %j, and names the setting to fix", async (said) => {
    const { error } = await ask(said);
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toHaveProperty("message", expect.stringContaining("RCS_API"));
  });

  it("gives what the answer says", async () => {
    const { result } = await ask({ status: 200, body: '{"features":["RICHCARD_STANDALONE"]}' });
    expect(result).toEqual({ status: "fulfilled", value: { features: ["RICHCARD_STANDALONE"] } });
  });

  it.each([307, 401, 408, 429, 500, 502, 503, 504])("hopes for another delivery after %i", async (status) => {
    expect((await ask(status)).error).toBeInstanceOf(TransientError);
  });

  it.each([400, 403, 404, 413])("gives up for ever after %i", async (status) => {
    expect((await ask(status)).error).toBeInstanceOf(PermanentError);
  });
});
