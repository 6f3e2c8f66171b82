import { TIMERS_PATH } from "../../functions/events/events.ts";
import { writePush } from "../../shared/envelope/push-request.ts";
import { KINDS } from "../../shared/ports/topic.ts";
import { AGENTS, fixture, readFixtures } from "./fixtures.ts";

/** One hostile connection: what is written, and whether the caller stays without ever sending the rest. */
export interface HostileRequest {
  readonly kind: string;
  readonly bytes: readonly Buffer[];
  readonly isHeld?: boolean;
}

/** From 0 up to and without 1. */
type Random = () => number;

const MIB = 1024 * 1024;
const SIGNATURE = `${"A".repeat(86)}==`;
const GENUINE = fixture("rcs", "user-text");
const RECORDED = readFixtures().filter(({ channel, signature }) => channel === "rcs" && signature !== undefined);
const OTHERS = RECORDED.filter(({ signature }) => signature !== GENUINE.signature);
const LARGE = Buffer.alloc(MIB, "x");
const ALL_LARGE = [LARGE, Buffer.alloc(MIB, "["), Buffer.alloc(MIB, "{},"), Buffer.alloc(MIB, '"')];
const ONE_BYTE_CHUNKS = Buffer.from("1\r\nx\r\n".repeat(20_000));

/** JSON that takes far more memory or time than bytes, or that says what nobody expects. */
const BODIES: readonly Buffer[] = [
  "",
  "{",
  "null",
  "[".repeat(20_000),
  '{"a":'.repeat(10_000),
  `[${"{},".repeat(60_000)}0]`,
  `{"message":{"data":"${"[".repeat(30_000)}"}}`,
  `{"message":{"data":"${Buffer.from("[".repeat(30_000)).toString("base64")}"}}`,
  `{"agent":"__proto__","message":${JSON.stringify("ж".repeat(10_000))}}`,
  '{"agent":"*"}',
  '{"agent":{"toString":1},"message":[]}',
  '{"clientToken":"guessed","secret":"1"}',
  '{"clientToken":{},"secret":"<script>"}',
  `{"clientToken":"guessed","secret":"${"x".repeat(10_000)}"}`,
  "\ud800\u0000\uffff",
  `"${"\\".repeat(20_000)}`,
].map((text) => Buffer.from(text));

const METHODS = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "QUERY", "MKCOL"];
const TARGETS = ["/rcs", "/business-messages", "/rcs/", "/", "/rcs?x=%ZZ", "/rcs/%ZZ%00", "//", "http://here/rcs", "*"];
const SIGNATURES = [
  "",
  `X-Goog-Signature: ${SIGNATURE}\r\n`,
  "X-Goog-Signature: short\r\n",
  `X-Goog-Signature: ${SIGNATURE}\r\nX-Goog-Signature: ${SIGNATURE}\r\n`,
  `X-Goog-Signature: ${SIGNATURE}, ${SIGNATURE}\r\n`,
  `X-Goog-Signature: ${SIGNATURE.replace("A", "-")}\r\n`,
  "X-Goog-Signature: \u00e9\r\n",
];

/** What no server should take, as it is written to the connection. */
const BROKEN: readonly Buffer[] = [
  "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "GET /rcs\r\n\r\n",
  "POST /rcs HTTP/1.1\r\n\r\n",
  "POST /rcs HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  "POST /rcs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
  "POST /rcs HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
  "POST /rcs HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
  "POST /rcs HTTP/1.1\r\nHost: x\r\nExpect: a-miracle\r\nContent-Length: 1\r\n\r\nx",
  "POST /rcs HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1000000\r\n\r\n",
  "GET /rcs HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
  `GET /${"a".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\n${"a: b\r\n".repeat(5_000)}\r\n`,
  "GET / HTTP/1.1\r\nHost: x\r\n__proto__: y\r\nconstructor: z\r\n\r\n",
].map((text) => Buffer.from(text, "latin1"));

const one = <T>(of: readonly T[], random: Random): T => of[Math.floor(random() * of.length)] as T;

/** A request of which the first 5,000 bytes come. */
function half(target: string, headers: string): Omit<HostileRequest, "kind"> {
  const [head = LARGE] = post(target, headers, LARGE);
  return { bytes: [Buffer.concat([head, LARGE.subarray(0, 5_000 - head.length)])], isHeld: true };
}

/** A request of which all but the last byte comes. */
function held(target: string, headers: string, body: Buffer): Omit<HostileRequest, "kind"> {
  const [head, whole] = post(target, headers, body);
  return { bytes: [head ?? body, (whole ?? body).subarray(0, -1)], isHeld: true };
}

function post(target: string, headers: string, body: Buffer, method = "POST"): readonly Buffer[] {
  return [
    Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: ${body.length}\r\n\r\n`),
    body,
  ];
}

/** Where Pub/Sub pushes to. */
const PUSHED_TO = ["/", TIMERS_PATH];
/** Attributes that ingress never made, and such as let the body be read. */
const ATTRIBUTES = KINDS.flatMap((kind) =>
  ["+447700900123", AGENTS[0].agent].map((agent) => ({ channel: "rcs", kind, conversation: "+447700900123", agent })),
);
const [UNSEALED = {}] = ATTRIBUTES;
const TOO_LARGE = pushOf(Buffer.alloc(2_100_000, "x"), UNSEALED);
const LARGEST = pushOf(Buffer.alloc(10_000_000, "x"), UNSEALED);

type Make = (random: Random) => Omit<HostileRequest, "kind">;

/** What strangers send to ingress, and how often of a thousand. */
const TO_INGRESS: readonly (readonly [weight: number, kind: string, make: Make])[] = [
  [300, "any body", (random) => ({ bytes: post(one(TARGETS, random), one(SIGNATURES, random), one(BODIES, random)) })],
  [
    250,
    "a genuine webhook, changed",
    (random) => {
      const { body, signature } = one(RECORDED, random);
      const changed = Buffer.from(body);
      // Within the signed part: the envelope around it is not signed.
      const at = changed.indexOf('"data"') + 12 + Math.floor(random() * 100);
      changed[at] = (changed[at] ?? 0) ^ 1;
      return { bytes: post("/rcs", `X-Goog-Signature: ${signature}\r\n`, changed) };
    },
  ],
  [
    100,
    "the signature of another webhook",
    (random) => ({
      bytes: post("/rcs", `X-Goog-Signature: ${GENUINE.signature}\r\n`, one(OTHERS, random).body),
    }),
  ],
  [150, "broken HTTP", (random) => ({ bytes: [one(BROKEN, random)], isHeld: true })],
  [
    80,
    "any method",
    (random) => ({ bytes: post(one(TARGETS, random), "", LARGE.subarray(0, 9), one(METHODS, random)) }),
  ],
  [60, "half a body", (random) => half("/rcs", one(SIGNATURES, random))],
  [8, "1 MiB", (random) => ({ bytes: post("/rcs", one(SIGNATURES, random), one(ALL_LARGE, random)) })],
  [
    8,
    "chunks of one byte",
    (random) => ({
      bytes: [
        Buffer.from(`POST /rcs HTTP/1.1\r\nHost: x\r\n${one(SIGNATURES, random)}Transfer-Encoding: chunked\r\n\r\n`),
        ONE_BYTE_CHUNKS,
      ],
      isHeld: true,
    }),
  ],
  [10, "1 MiB but a byte, held", () => held("/rcs", SIGNATURES[1] ?? "", LARGE)],
];

/** What comes to a subscriber, should somebody get so far, and how often of a thousand. */
const TO_SUBSCRIBER: typeof TO_INGRESS = [
  [400, "any body", (random) => ({ bytes: post(one(PUSHED_TO, random), "", one(BODIES, random)) })],
  [
    300,
    "a push of anything",
    (random) => ({ bytes: post(one(PUSHED_TO, random), "", pushOf(one(BODIES, random), one(ATTRIBUTES, random))) }),
  ],
  [200, "broken HTTP", (random) => ({ bytes: [one(BROKEN, random)], isHeld: true })],
  [50, "half a body", () => half("/", "")],
  [15, "2.1 MiB", (random) => ({ bytes: post(one(PUSHED_TO, random), "", TOO_LARGE) })],
  [3, "all that Pub/Sub allows", (random) => ({ bytes: post(one(PUSHED_TO, random), "", LARGEST) })],
  [5, "all but a byte, held", () => held("/", "", LARGEST)],
];

/** The next hostile request to ingress, or to a subscriber; the same ones for the same seed. */
export function hostileRequest(to: "ingress" | "subscriber", random: Random): HostileRequest {
  const kinds = to === "ingress" ? TO_INGRESS : TO_SUBSCRIBER;
  let left = random() * kinds.reduce((sum, [weight]) => sum + weight, 0);
  const found = kinds.find(([weight]) => {
    left -= weight;
    return left < 0;
  });
  const [, kind, make] = found ?? kinds[0] ?? [0, "", () => ({ bytes: [] })];
  return { kind, ...make(random) };
}

function pushOf(bytes: Buffer, attributes: Readonly<Record<string, string>>): Buffer {
  const of = { subscription: "s", messageId: "1", published: new Date("2026-11-20T10:15:15Z") };
  return Buffer.from(writePush({ message: { bytes, attributes }, attempt: 1 }, of));
}
