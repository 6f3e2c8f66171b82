const PROJECT = "projects/bench";
const TOPIC = `${PROJECT}/topics/heliograph-message`;
const SUBSCRIPTION = `${PROJECT}/subscriptions/bench`;

/** Google's own emulator, for Google's own client, which speaks no REST. */
export interface PubsubEmulator {
  /** `host:port`. */
  readonly host: string;
  /** What was published since it was asked last, in base64. */
  take(): Promise<readonly string[]>;
  /** Pushes what comes to a topic, which is made where it is not there, to a server on loopback. */
  pushFrom(topic: string, port: number): Promise<void>;
  publish(topic: string, text: string): Promise<void>;
}

/** Makes the topic there, and a subscription that keeps what comes. */
export async function openPubsub(host: string): Promise<PubsubEmulator> {
  const call = async (method: string, path: string, body: object): Promise<Record<string, unknown>> => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`http://${host}/v1/${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`The Pub/Sub emulator answered ${response.status} to ${path}`);
    return (await response.json()) as Record<string, unknown>;
  };
  await call("PUT", TOPIC, {});
  await call("PUT", SUBSCRIPTION, { topic: TOPIC });
  return {
    host,
    async take() {
      const { receivedMessages = [] } = await call("POST", `${SUBSCRIPTION}:pull`, { maxMessages: 100 });
      const received = receivedMessages as readonly { ackId: string; message: { data: string } }[];
      const ackIds = received.map(({ ackId }) => ackId);
      if (ackIds.length > 0) await call("POST", `${SUBSCRIPTION}:acknowledge`, { ackIds });
      return received.map(({ message }) => message.data);
    },
    async pushFrom(name, port) {
      const topic = `${PROJECT}/topics/${name}`;
      if (topic !== TOPIC) await call("PUT", topic, {});
      const pushConfig = { pushEndpoint: `http://127.0.0.1:${port}/` };
      await call("PUT", `${PROJECT}/subscriptions/${name}`, { topic, pushConfig, enableMessageOrdering: true });
    },
    async publish(name, text) {
      const messages = [{ data: Buffer.from(text).toString("base64") }];
      await call("POST", `${PROJECT}/topics/${name}:publish`, { messages });
    },
  };
}
