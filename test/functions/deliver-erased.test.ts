import { describe, expect, it, onTestFinished } from "vitest";
import { subscriber } from "../../functions/deliver.ts";
import { parseAs } from "../../functions/parse-as.ts";
import { PermanentError } from "../../shared/base/errors.ts";
import type { AgentId, ConversationId } from "../../shared/base/ids.ts";
import { openDatabase } from "../../shared/local/database.ts";
import { localDocuments } from "../../shared/local/documents.ts";
import { localHistory } from "../../shared/local/history.ts";
import { markErased } from "../../shared/store/erase-conversation.ts";
import { fixture } from "../support/fixtures.ts";
import { logged } from "../support/log-lines.ts";
import { manualClock } from "../support/manual-clock.ts";
import { pushOf } from "../support/open-ports.ts";
import { RECEIVED, sealed } from "../support/sealed.ts";

const MESSAGE = sealed(fixture("rcs", "user-text"));
const HOUR_MS = 60 * 60_000;
const LATER = new Date(RECEIVED.getTime() + HOUR_MS);
const EARLIER = new Date(RECEIVED.getTime() - HOUR_MS);

/** What becomes of a message that no function will ever take, of a person who was erased. */
async function refuse(erased: Date, reason = "unreadable") {
  const db = openDatabase(":memory:");
  onTestFinished(() => db.close());
  const conversation = MESSAGE.attributes.conversation as ConversationId;
  await markErased(localDocuments(db), { channel: "rcs", agent: "my_agent" as AgentId, conversation }, erased);
  const letters: string[] = [];
  const { log, lines } = logged();
  const publisher = { publish: async (topic: string) => void letters.push(topic) };
  const ports = { publisher, history: localHistory(db), clock: manualClock(LATER), log };
  const handle = () => Promise.reject(new PermanentError(reason, "Cannot read it"));
  const fn = subscriber({ kind: "message", read: parseAs("message"), handle }, ports);
  const { status } = await fn({ method: "POST", path: "/", headers: {}, body: pushOf(MESSAGE).body });
  return { status, letters, lines };
}

describe("subscriber(), for somebody who was erased", () => {
  it("makes no dead letter again of what was published before", async () => {
    const { status, letters, lines } = await refuse(LATER);
    expect([status, letters]).toEqual([200, []]);
    expect(lines).toEqual([expect.objectContaining({ event: "erased_ignored", kind: "message" })]);
  });

  it("makes a dead letter of what was published since", async () => {
    expect(await refuse(EARLIER)).toMatchObject({ status: 200, letters: ["message-dead"] });
  });

  it("makes a dead letter, without asking, where what it needs was away", async () => {
    expect(await refuse(LATER, "away-too-long")).toMatchObject({ letters: ["message-dead"] });
  });
});
