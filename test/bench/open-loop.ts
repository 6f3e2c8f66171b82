import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { readAnswer } from "./load.ts";

/**
 * Sends requests at a fixed rate, whether the server keeps up or not, each over a connection that is free, or a new one.
 * @returns How many milliseconds each took, from when it was due: what waits for the server, waits in the figure.
 */
export async function sendAtRate(
  port: number,
  requests: readonly Buffer[],
  perSecond: number,
): Promise<readonly number[]> {
  const free: Socket[] = [];
  const begun = performance.now();
  const send = async (request: Buffer, due: number): Promise<number> => {
    const socket = free.pop() ?? (await open(port));
    socket.write(request);
    await readAnswer(socket);
    free.push(socket);
    return performance.now() - due;
  };
  const sent: Promise<number>[] = [];
  for (const [index, request] of requests.entries()) {
    const due = begun + (index / perSecond) * 1000;
    // Timers may come late: whatever is due by then is sent at once.
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    const one = send(request, due);
    // Told by whoever waits for all of them.
    one.catch(() => undefined);
    sent.push(one);
  }
  const took = await Promise.all(sent);
  for (const socket of free) socket.destroy();
  return took;
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  return socket;
}
