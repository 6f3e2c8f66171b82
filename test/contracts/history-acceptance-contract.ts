import { expect, test } from "vitest";
import { outgoingId, turnId } from "../../shared/conversation/turn-id.ts";
import type { Acceptance } from "../../shared/inbound/acceptance.ts";
import type { History } from "../../shared/ports/history.ts";
import { BYE, commitNow, HELLO, UNTIL } from "./committing.ts";
import { anyConversation, messageFact, noon } from "./facts.ts";

const RICH: Acceptance = { billing: { type: "rich", segments: 2 }, carrier: "example-us-carrier" };
const MOST = 32;

/** The claims about what Google said when it took messages. */
export function acceptanceContract(history: () => History): void {
  const acceptances = async (conversation: Parameters<History["read"]>[0]) => {
    const { entries } = await history().read(conversation, 100);
    return entries.flatMap((entry) => (entry.type === "outgoing" ? [entry.acceptance] : []));
  };
  /** A turn that says hello, and ends with what Google said about it. */
  const sayHello = async (conversation: ReturnType<typeof anyConversation>, n = 0) => {
    const fact = messageFact({ conversation, at: noon(n) });
    const snapshot = await commitNow(history(), fact, { acts: [HELLO], leaseUntil: UNTIL });
    const id = outgoingId(turnId(fact), 0);
    return history().release(snapshot, [{ id, acceptance: { ...RICH, attachmentBytes: n } }]);
  };

  test("release() keeps what Google said about a message, and ends the lease", async () => {
    const conversation = anyConversation();
    expect(await sayHello(conversation)).toBe(true);
    expect(await acceptances(conversation)).toEqual([{ ...RICH, attachmentBytes: 0 }]);
    expect((await history().load(conversation)).lease).toBeUndefined();
  });

  test("release() keeps it for the newest 32 messages", async () => {
    const conversation = anyConversation();
    for (let n = 0; n <= MOST; n += 1) await sayHello(conversation, n);
    const [oldest, ...others] = (await acceptances(conversation)).toReversed();
    expect([oldest, others.length]).toEqual([undefined, MOST]);
    expect(others.map((each) => each?.attachmentBytes)).toEqual(Array.from({ length: MOST }, (_, n) => n + 1));
  });

  test("release() with nothing that Google said leaves what is known", async () => {
    const conversation = anyConversation();
    await sayHello(conversation);
    const snapshot = await commitNow(history(), messageFact({ conversation, at: noon(9) }), { leaseUntil: UNTIL });
    await history().release(snapshot);
    expect(await acceptances(conversation)).toEqual([{ ...RICH, attachmentBytes: 0 }]);
  });

  test("recordOutcome() keeps what Google said with the message", async () => {
    const fact = messageFact();
    await commitNow(history(), fact, { acts: [HELLO, BYE], leaseUntil: UNTIL });
    await history().recordOutcome(fact.conversation, turnId(fact), [{ index: 1, acceptance: RICH }]);
    expect(await acceptances(fact.conversation)).toEqual([RICH, undefined]);
  });
}
