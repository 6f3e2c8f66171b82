import { PermanentError } from "../../shared/base/errors.ts";
import type { Address } from "../../shared/base/ids.ts";
import { flag, id, list, optional, shape, text } from "../../shared/base/json.ts";
import type { Operation } from "../operation.ts";
import { openAgent } from "./open-agent.ts";

/** Which phones are invited to test an agent, or removed again. */
export interface TestersRequest {
  readonly agent?: string;
  readonly phones: readonly Address[];
  readonly isRemoved?: true;
}

/** What became of one of them. */
export type TesterFact =
  | {
      readonly type: "tester";
      readonly phone: string;
      readonly is: "accepted" | "pending" | "declined" | "unknown" | "removed";
    }
  | { readonly type: "refused"; readonly phone: string; readonly why: string };

/** Invites phones, again those that have not answered, or removes them. */
export const testers: Operation<TestersRequest, TesterFact> = {
  name: "testers",
  read: shape({ agent: optional(text), phones: list(id<Address>), isRemoved: flag }),
  async *run({ agent: named, phones, isRemoved }, operator, signal) {
    const { agent, account } = await openAgent(operator, named);
    for (const phone of phones) {
      if (signal.aborted) return;
      yield await seeTo(phone, () => (isRemoved ? removal(phone) : invitation(phone)));
    }

    async function removal(phone: Address): Promise<"removed"> {
      await account.testers.remove(agent, phone);
      return "removed";
    }

    async function invitation(phone: Address) {
      return (await account.testers.invite(agent, phone)).answer;
    }
  },
};

type Seen = Extract<TesterFact, { readonly type: "tester" }>["is"];

/** One that Google refuses keeps no other from being asked. */
async function seeTo(phone: Address, act: () => Promise<Seen>): Promise<TesterFact> {
  try {
    return { type: "tester", phone, is: await act() };
  } catch (error) {
    if (error instanceof PermanentError) return { type: "refused", phone, why: error.message };
    throw error;
  }
}
