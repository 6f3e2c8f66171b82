import { describe, expect, test } from "vitest";
import type { AgentId, ConversationId } from "../../shared/base/ids.ts";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { ReceiptType } from "../../shared/inbound/inbound.ts";
import type { History } from "../../shared/ports/history.ts";
import { type DayReport, reportDay, type Statistics } from "../../shared/store/statistics.ts";
import { BYE, commitNow, HELLO } from "./committing.ts";
import { anyConversation, messageFact, messageId, noon, receipt } from "./facts.ts";

/** A history, and what is counted from it. */
export interface OpenStatistics {
  readonly history: History;
  readonly statistics: Statistics;
  close(): Promise<void>;
}

const TODAY = noon(0);
const TOMORROW = noon(86_400_000);

/** What every Statistics must tell. Each test opens one of its own, because a day is everybody's. */
export function statisticsContract(name: string, open: () => Promise<OpenStatistics>): void {
  const over = async (claim: (opened: OpenStatistics) => Promise<void>) => {
    const opened = await open();
    await claim(opened).finally(() => opened.close());
  };
  const report = ({ statistics }: OpenStatistics, at = TODAY): Promise<DayReport> => {
    const { channel, agent } = messageFact();
    return reportDay(statistics.sentBy({ channel, agent }, at));
  };

  describe(name, () => {
    test("sentBy() tells of no message where none was sent", () =>
      over(async (opened) => {
        expect(await report(opened)).toMatchObject({ messages: 0, delivered: 0, untilDelivered: undefined });
      }));

    test("sentBy() tells of each message of the day once, however many a turn has", () =>
      over(async (opened) => {
        await commitNow(opened.history, messageFact(), { acts: [HELLO, BYE] });
        await commitNow(opened.history, messageFact(), { acts: [HELLO] });
        expect(await report(opened)).toMatchObject({ messages: 3, byStatus: { sent: 3 } });
      }));

    test("sentBy() leaves out what is no message, another day and another agent", () =>
      over(async (opened) => {
        await commitNow(opened.history, messageFact(), { acts: [{ do: "survey" }] });
        await commitNow(opened.history, messageFact(), { acts: [HELLO], at: TOMORROW });
        expect((await report(opened)).messages).toBe(0);
        const others = opened.statistics.sentBy({ channel: "rcs", agent: "another" as AgentId }, TOMORROW);
        expect((await reportDay(others)).messages).toBe(0);
      }));

    test("sentBy() tells what receipts told", () =>
      over(async (opened) => {
        const conversation = anyConversation();
        await say(opened.history, conversation, ["delivered", "read"]);
        await say(opened.history, conversation, ["delivered"]);
        await say(opened.history, anyConversation(), ["delivered"]);
        await say(opened.history, anyConversation(), ["expired", "revoked"]);
        expect(await report(opened)).toEqual({
          messages: 4,
          byStatus: { unknown: 0, sent: 0, delivered: 2, read: 1, expired: 1, failed: 0 },
          delivered: 3,
          revoked: 1,
          fellBack: 0,
          readShare: 1 / 2,
          untilDelivered: { p50: 95, p90: 95, p99: 95 },
          untilRead: { p50: 95, p90: 95, p99: 95 },
        });
      }));
  });
}

/** A message that was decided 5 ms after noon, and its receipts 95 ms later. */
async function say(history: History, conversation: ConversationId, steps: readonly ReceiptType[]): Promise<void> {
  const fact = messageFact({ conversation });
  await commitNow(history, fact, { acts: [HELLO] });
  const message = messageId(outgoingId(turnId(fact), 0));
  const receipts = steps.map((step) => receipt(message, step, noon(100)));
  await history.mergeReceipts({ conversation, received: noon() }, message, receipts);
}
