import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { endings } from "../../operations/retained-places.ts";
import { RETENTION_DAYS } from "../../shared/store/retentions.ts";

const DAY_SECONDS = 86_400;

const page = readFileSync("docs/privacy.md", "utf8");
const rows = [...page.matchAll(/^\| (?!what \||-)(.+?) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, what = "", where = "", long = ""]) => ({ what, where, long }),
);
const terraform = (file: string) => readFileSync(`terraform/${file}.tf`, "utf8");
const allTerraform = globSync("terraform/**/*.tf").map((file) => readFileSync(file, "utf8"));

/** How many days the page says that the row whose place begins like this lasts. */
function days(where: string | RegExp): number {
  const found = rows.filter((row) => (typeof where === "string" ? row.where === where : where.test(row.where)));
  expect(found).toHaveLength(1);
  return Number.parseInt(found[0]?.long ?? "", 10);
}

function kindDays(kind: string): number {
  return Number(new RegExp(`^ +${kind} += \\{.*retention_days = (\\d+)`, "m").exec(terraform("pubsub"))?.[1]);
}

describe("docs/privacy.md", () => {
  it.each([
    ["topics `message`, `event`, `outbound`", ["message", "event", "outbound"], RETENTION_DAYS.topics],
    ["topic `deadline`", ["deadline"], RETENTION_DAYS.topics],
    ["topic `receipt`", ["receipt"], RETENTION_DAYS.receipts],
    ["topic `handoff`", ["handoff"], RETENTION_DAYS.handoff],
    ["topic `fallback`", ["fallback"], RETENTION_DAYS.fallback],
  ])("says of %s what Terraform sets, and the receipt of an erasure", (where, kinds, told) => {
    expect([days(where), told]).toEqual([told, kindDays(kinds[0] ?? "")]);
    expect(new Set(kinds.map(kindDays))).toEqual(new Set([told]));
  });

  it("says of dead letters what Terraform sets", () => {
    const [, seconds] = /message_retention_duration = "(\d+)s"\n/.exec(terraform("pubsub")) ?? [];
    expect([days(/^`-dead` topics/), RETENTION_DAYS.waiting]).toEqual([31, Number(seconds) / DAY_SECONDS]);
  });

  it("says of history and of files what Terraform's variable is", () => {
    const [, told] = /variable "history_days" \{[^}]*?default += (\d+)/.exec(terraform("variables")) ?? [];
    const long = rows.filter(({ long }) => long.startsWith("90 days")).map(({ where }) => where);
    expect([Number(told), long]).toEqual([
      90,
      ["Firestore, `conversations`", "Firestore, `turns`", "bucket `<project>-<prefix>-media`"],
    ]);
    expect(terraform("media")).toContain("age = var.history_days");
  });

  it("has each collection that Terraform lets end, with the days for which it is kept", () => {
    const ending = [...terraform("firestore-fields").matchAll(/collection = "(\w+)"\n +field += +"expireAt"/g)];
    const places = rows.flatMap(({ where }) => /^Firestore, `(\w+)`$/.exec(where)?.[1] ?? []);
    const missing = ending.map(([, name]) => name).filter((name = "") => !places.includes(name));
    expect([ending.length, missing]).toEqual([5, []]);
    const kept = (file: string) => Number(/KEEP_MS = (\d+) \* 86_400_000/.exec(readFileSync(file, "utf8"))?.[1]);
    expect([days("Firestore, `campaigns`"), days("Firestore, `replays`")]).toEqual([
      kept("operations/campaign/campaign-record.ts"),
      kept("operations/replay-run.ts"),
    ]);
  });

  it("says of files that were deleted what Terraform sets", () => {
    const [, seconds] = /retention_duration_seconds = (\d+)/.exec(terraform("media")) ?? [];
    expect([days("the same bucket, soft-deleted"), RETENTION_DAYS.softDeleted]).toEqual([
      7,
      Number(seconds) / DAY_SECONDS,
    ]);
  });

  it("says of logs and of the database's past what Google's own numbers are, which Terraform leaves alone", () => {
    expect([days("Cloud Logging"), days("Firestore, point-in-time recovery")]).toEqual([
      RETENTION_DAYS.logs,
      RETENTION_DAYS.pointInTime,
    ]);
    // The buckets that Google makes are called _Default and _Required.
    expect(allTerraform.filter((text) => /bucket_id\s*=\s*"_/.test(text))).toEqual([]);
  });

  it("says of backups what Terraform's variable is", () => {
    const [, told] = /variable "backup_days" \{[^}]*?default += (\d+)/.exec(terraform("variables")) ?? [];
    expect(days("Firestore, backups")).toBe(Number(told));
    expect(terraform("backup")).toContain("var.backup_days");
  });

  it("says how long a mark stays: longer than what it keeps away", () => {
    const { mark, topics, waiting } = RETENTION_DAYS;
    const told = rows.find(({ what }) => what.startsWith("that somebody was erased"));
    expect([told?.long, mark]).toEqual([`${mark} days`, topics + waiting + topics]);
  });
});

describe("the receipt of an erasure", () => {
  const at = new Date("2026-12-01T12:00:00Z");

  it("names what waits out its retention, with the day it ends", () => {
    const told = endings({ type: "deployed", name: "p" }, at).map(({ place, until }) => [place.split(",")[0], until]);
    expect(told).toEqual([
      ["topics", "2026-12-08T12:00:00.000Z"],
      ["topic of receipts", "2026-12-02T12:00:00.000Z"],
      ["topic handoff", "2026-12-08T12:00:00.000Z"],
      ["topic fallback", "2026-12-08T12:00:00.000Z"],
      ["dead letters and parked webhooks", "2027-01-01T12:00:00.000Z"],
      ["logs", "2026-12-31T12:00:00.000Z"],
      ["the database as it was", "2026-12-08T12:00:00.000Z"],
      ["copies of users' files that were deleted", "2026-12-08T12:00:00.000Z"],
      ["daily backups of the database", undefined],
      ["contact centre", undefined],
    ]);
  });

  it("names no such place where there is none", () => {
    expect(endings({ type: "embedded", name: "local.sqlite" }, at)).toEqual([]);
  });
});
