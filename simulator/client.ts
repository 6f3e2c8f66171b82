import type { ActResult } from "./acts/perform-act.ts";
import type { FileAct, PhoneAct } from "./acts/phone-act.ts";
import { channelOfAddress, DEFAULT_ADDRESSES, type PhoneUser } from "./acts/phone-user.ts";
import type { AgentLine, Screen } from "./phones/screen.ts";

/** A phone of a simulator that runs in another process: what its user does, and what it shows. */
export interface RemotePhone {
  say(text: string): Promise<ActResult>;
  /** Taps a chip or a button. @param chip Its label, or its position from 1 as text. */
  tap(chip: string): Promise<ActResult>;
  /** Sends a file: the URL from which the simulator downloads it, or its name and its bytes. */
  file(file: string | URL | NamedBytes): Promise<ActResult>;
  /** Sends a place; RCS only. */
  place(latitude: number, longitude: number): Promise<ActResult>;
  typing(): Promise<ActResult>;
  /** Reads the newest message: sends READ for it. */
  read(): Promise<ActResult>;
  /** Opts out: by RCS's event; by a typed word when there is one, and in Business Messages. */
  stop(word?: string): Promise<ActResult>;
  /** Opts in again, as `stop` opts out. */
  start(word?: string): Promise<ActResult>;
  /** What the phone shows now. */
  screen(): Promise<OnScreen>;
  /**
   * Waits for a message of the agent that has the text in it. A second wait for the same text waits for another message.
   * @param timeoutMs In the simulator's real time, at most 60,000; 5000 when it is missing.
   * @throws Error that says what the phone shows instead.
   */
  waitFor(text: string, timeoutMs?: number): Promise<Line<AgentLine>>;
}

/** A file by its bytes. */
interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Such as `image/png`; as the name's ending says when it is missing. */
  readonly type?: string;
}

/** In JSON a time is a text. */
type Line<Of> = Of extends unknown ? Omit<Of, "at"> & { readonly at: string } : never;

/** A screen as it comes over the network. */
type OnScreen = Omit<Screen, "lines"> & { readonly lines: readonly Line<Screen["lines"][number]>[] };

/** `String.fromCharCode` takes each byte as an argument: those of a whole file would overflow the stack. */
const SLICE_BYTES = 0x8000;

/**
 * Opens a phone of a running simulator. It needs nothing but `fetch`, and nothing but the simulator's URL.
 * @param url What the simulator prints first, such as `http://127.0.0.1:4100`.
 * @param user Without an address, the first user of the channel; without a channel, that of the address, or else RCS.
 */
export function openPhone(url: string, user: Partial<PhoneUser> = {}): RemotePhone {
  const channel = user.channel ?? (user.address === undefined ? "rcs" : channelOfAddress(user.address));
  const address = user.address ?? DEFAULT_ADDRESSES[channel];
  const phone = `${url.replace(/\/$/, "")}/simulator/phones/${channel}/${encodeURIComponent(address)}`;
  const agent = user.agent === undefined ? "" : `?agent=${encodeURIComponent(user.agent)}`;
  const act = (body: PhoneAct) =>
    ask<ActResult>(`${phone}/acts${agent}`, { method: "POST", body: JSON.stringify(body) });
  const seen = new Map<string, number>();
  return {
    say: (text) => act({ do: "say", text }),
    tap: (chip) => act({ do: "tap", chip }),
    file: (file) => act(fileAct(file)),
    place: (latitude, longitude) => act({ do: "place", latitude, longitude }),
    typing: () => act({ do: "typing" }),
    read: () => act({ do: "read" }),
    stop: (word) => act({ do: "stop", ...(word !== undefined && { word }) }),
    start: (word) => act({ do: "start", ...(word !== undefined && { word }) }),
    screen: () => ask<OnScreen>(phone),
    async waitFor(text, timeoutMs) {
      const count = (seen.get(text) ?? 0) + 1;
      const query = new URLSearchParams({ text, count: String(count) });
      if (timeoutMs !== undefined) query.set("timeoutMs", String(timeoutMs));
      const message = messagesWith(text, await ask<OnScreen>(`${phone}?${query}`))[count - 1];
      if (message === undefined) throw new Error(`Cannot find the message: ${url} is no simulator that waits`);
      seen.set(text, count);
      return message;
    },
  };
}

function messagesWith(text: string, { lines }: OnScreen): readonly Line<AgentLine>[] {
  return lines.flatMap((line) =>
    line.by === "agent" && line.type === "message" && line.text.includes(text) ? [line] : [],
  );
}

function fileAct(file: string | URL | NamedBytes): FileAct {
  if (typeof file === "string" || file instanceof URL) return { do: "file", url: String(file) };
  const { name, bytes, type } = file;
  return { do: "file", name, base64: base64(bytes), ...(type !== undefined && { type }) };
}

/** Without Node's Buffer, so that a page can send a file, too. */
function base64(bytes: Uint8Array): string {
  const slices = Array.from({ length: Math.ceil(bytes.length / SLICE_BYTES) }, (_, index) =>
    String.fromCharCode(...bytes.subarray(index * SLICE_BYTES, (index + 1) * SLICE_BYTES)),
  );
  return btoa(slices.join(""));
}

/** @throws Error with the simulator's words, or that says what is at its URL instead. */
async function ask<Answer>(url: string, init: { readonly method?: string; readonly body?: string } = {}) {
  const { origin, port } = new URL(url);
  const response = await fetch(url, init).catch((cause: unknown) => {
    const wanted = `expected it to run, as by npm run simulator -- --port ${port || "80"}`;
    throw new Error(`Cannot reach the simulator at ${origin}: ${wanted}`, { cause });
  });
  const body: unknown = await response.json().catch((cause: unknown) => {
    throw new Error(`Cannot use ${origin}: expected a simulator, got ${response.status} and no JSON`, { cause });
  });
  if (response.ok) return body as Answer;
  throw new Error(isRefusal(body) ? body.error : `Cannot use ${origin}: expected a simulator, got ${response.status}`);
}

function isRefusal(body: unknown): body is { readonly error: string } {
  return typeof body === "object" && body !== null && "error" in body && typeof body.error === "string";
}
