import { describe, expect, it } from "vitest";
import { NotDurableError } from "../../../../shared/base/errors.ts";
import { googlePublisher } from "../../../../shared/google/pubsub/publisher.ts";
import type { Publisher } from "../../../../shared/ports/publisher.ts";
import { CONFIRMED, listen, type Said } from "../../../support/listen.ts";

const MESSAGE = { bytes: Buffer.from([0, 255, 10]), attributes: { kind: "message" } };
const ORDERED = { ...MESSAGE, orderingKey: "hash" };

/** Patient enough for a busy machine: a try that is late is made again. */
function publisherOf(emulator: string, timeoutMs = 5_000): Publisher {
  return googlePublisher({ project: "my-project", prefix: "heliograph", emulator, timeoutMs });
}

describe("googlePublisher()", () => {
  it("publishes bytes and attributes to the topic of the prefix", async () => {
    const { host, requests } = await listen(() => CONFIRMED);
    await publisherOf(host).publish("message-dead", MESSAGE);
    expect(requests).toEqual([
      {
        method: "POST",
        url: "/v1/projects/my-project/topics/heliograph-message-dead:publish",
        authorization: undefined,
        body: { messages: [{ data: "AP8K", attributes: { kind: "message" } }] },
      },
    ]);
  });

  it("publishes the ordering key", async () => {
    const { host, requests } = await listen(() => CONFIRMED);
    await publisherOf(host).publish("message", ORDERED);
    expect(requests).toMatchObject([{ body: { messages: [{ orderingKey: "hash" }] } }]);
  });

  it("resolves only when Pub/Sub has confirmed", async () => {
    const [arrived, confirmed] = [Promise.withResolvers<void>(), Promise.withResolvers<Said>()];
    const { host } = await listen(() => {
      arrived.resolve();
      return confirmed.promise;
    });
    const publishing = publisherOf(host).publish("message", MESSAGE);
    await arrived.promise;
    const early = await Promise.race([publishing, Promise.resolve("not yet")]);
    confirmed.resolve(CONFIRMED);
    expect([early, await publishing]).toEqual(["not yet", undefined]);
  });

  it.each<Said>([201, 204, 400, 403, 404, 409, 429, 500, 503, "hang", "reset"])(
    "knows that nothing is durable after %s",
    async (said) => {
      const { host } = await listen(() => said);
      await expect(publisherOf(host, 200).publish("message", MESSAGE)).rejects.toThrow(NotDurableError);
    },
  );

  it.each([
    "",
    "<html>Sign in to the network</html>",
    "{}",
    "[]",
    '{"messageIds":[]}',
    '{"messageIds":[""]}',
    '{"messageIds":[1]}',
    '{"messageIds":"1"}',
  ])("knows that nothing is durable after 200 with the body %j", async (body) => {
    const { host } = await listen(() => ({ status: 200, body }));
    const publishing = publisherOf(host).publish("message", MESSAGE);
    await expect(publishing).rejects.toThrow(NotDurableError);
  });

  it.each([401, 403, 408, 429, 500, 502, 503, 504])("publishes again at once after %i", async (status) => {
    const answers: Said[] = [status, CONFIRMED];
    const { host } = await listen(() => answers.shift() ?? 500);
    await expect(publisherOf(host).publish("message", MESSAGE)).resolves.toBeUndefined();
  });

  it("gives up after three busy answers", async () => {
    const { host, requests } = await listen(() => 503);
    await publisherOf(host)
      .publish("message", MESSAGE)
      .catch(() => undefined);
    expect(requests).toHaveLength(3);
  });

  it("makes the sender wait no longer than Pub/Sub may take", async () => {
    const { host, requests } = await listen(() => ({ status: 503, headers: { "retry-after": "6" } }));
    await expect(publisherOf(host).publish("message", MESSAGE)).rejects.toThrow("answered 503");
    expect(requests).toHaveLength(1);
  });

  it("tells which topic failed and how", async () => {
    const { host } = await listen(() => 404);
    const publishing = publisherOf(host).publish("parked", MESSAGE);
    const message = "Cannot publish to heliograph-parked: Pub/Sub answered 404";
    await expect(publishing).rejects.toMatchObject({ message, status: 404 });
  });

  it("names the method that got no answer, and not the URL", async () => {
    const { host } = await listen(() => "reset");
    const failure = await publisherOf(host)
      .publish("message", MESSAGE)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: "Cannot publish to heliograph-message: Pub/Sub gave no answer",
      cause: {
        message: "Cannot call topics.publish: the connection failed, unknown whether the call was taken",
      },
    });
  });

  it.each<readonly Said[][]>([[[404]], [["hang", "hang"]]])(
    "publishes the next message of a key that met %j",
    async (said) => {
      const answers: Said[] = [...said, CONFIRMED, CONFIRMED];
      const { host } = await listen(() => answers.shift() ?? 500);
      const publisher = publisherOf(host, 600);
      await publisher.publish("message", ORDERED).catch(() => undefined);
      await expect(publisher.publish("message", ORDERED)).resolves.toBeUndefined();
    },
  );

  it("publishes other keys while one hangs", async () => {
    const { host } = await listen(({ body }) => (JSON.stringify(body).includes("stuck") ? "hang" : CONFIRMED));
    const publisher = publisherOf(host);
    const stuck = publisher.publish("message", { ...MESSAGE, orderingKey: "stuck" }).catch(() => "failed later");
    const committed = await Promise.race([stuck, publisher.publish("message", ORDERED)]);
    expect(committed).toBeUndefined();
  });
});
