import { once } from "node:events";
import { connect } from "node:net";

const END_OF_HEAD = "\r\n\r\n";

/** One closed loop: so many connections, each of which sends its next request when the last one was answered. */
export async function sendAll(port: number, requests: readonly Buffer[], connections: number): Promise<void> {
  let next = 0;
  const worker = async () => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    await once(socket, "connect");
    try {
      for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
        socket.write(request);
        await readAnswer(socket);
      }
    } finally {
      socket.destroy();
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

/** Reads one whole answer. @throws Error for any but 200. */
export function readAnswer(socket: ReturnType<typeof connect>): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    const settle = (error?: Error) => {
      socket.off("data", read).off("error", settle).off("close", closed);
      if (error === undefined) resolve();
      else reject(error);
    };
    const closed = () => settle(new Error("The server closed the connection"));
    const read = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (!isWhole(text)) return;
      settle(text.startsWith("HTTP/1.1 200 ") ? undefined : new Error(`Answered ${text.slice(0, 300)}`));
    };
    socket.on("data", read).on("error", settle).on("close", closed);
  });
}

function isWhole(text: string): boolean {
  const end = text.indexOf(END_OF_HEAD);
  if (end < 0) return false;
  const head = text.slice(0, end).toLowerCase();
  if (head.includes("transfer-encoding: chunked")) return text.endsWith("0\r\n\r\n");
  const length = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
  return text.length >= end + END_OF_HEAD.length + length;
}
