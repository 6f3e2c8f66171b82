import { expect } from "vitest";
import type { Contract } from "../../../simulator/api/leniency.ts";
import type { Platform, startPlatform } from "../../../simulator/platform.ts";
import type { PhoneView } from "../../../simulator/state/phone.ts";
import { BOT, ID, PHONE } from "../../support/api-client.ts";
import type { ClientResponse, GoogleRequest, MethodName } from "./google-request.ts";

type Right = Partial<Omit<ClientResponse, "error">> & { readonly error?: unknown };

/** One call of the contract, what is right, and what the phone shows then. */
export interface ContractRow {
  readonly title: string;
  readonly request: GoogleRequest;
  /** One for both contracts, or each its own. */
  readonly right: Right | { readonly observed: Right; readonly documented: Right };
  /** Calls that were made before. */
  readonly before?: readonly GoogleRequest[];
  readonly rules?: Partial<Parameters<typeof startPlatform>[0]>;
  /** Does what no call does. */
  readonly prepare?: (platform: Platform) => Promise<void> | void;
  /** About the phone of the row's channel. */
  readonly shows?: Partial<PhoneView>;
}

export function rightOf({ right }: ContractRow, contract: Contract): Right {
  return "observed" in right ? right[contract] : right;
}

export const taken = (body: unknown = {}): Right => ({ status: 200, body });

/** A refusal as google.rpc.Status has it, and as the client tells it. */
export const refusedWith = (code: number, status: string, message: RegExp): Right => ({
  status: code,
  body: {
    error: {
      code,
      status,
      message: expect.stringMatching(message),
      details: expect.arrayContaining([
        {
          "@type": "type.googleapis.com/google.rpc.Help",
          links: expect.arrayContaining([{ description: "The rule", url: expect.stringMatching(/^https:/) }]),
        },
      ]),
    },
  },
  error: expect.stringMatching(message),
});

export const phone = `phones/${PHONE}`;
export const parent = "conversations/c1";

type Params = Readonly<Record<string, string>>;

/** A call of RCS by the agent `bank`. */
export const rcs = (method: MethodName, params: Params, body?: object): GoogleRequest => ({
  method,
  params: { agentId: "bank", ...params },
  ...(body && { body }),
});

export const sendRcs = (contentMessage: object, more: object = {}, messageId: string = ID): GoogleRequest =>
  rcs("phones.agentMessages.create", { parent: phone, messageId }, { contentMessage, ...more });

export const sendInConversation = (content: object, params: Params = {}): GoogleRequest => ({
  method: "conversations.messages.create",
  params: { parent, ...params },
  body: { messageId: ID, representative: BOT, ...content },
});

export const sendEvent = (eventType: string, params: Params = { eventId: ID }): GoogleRequest => ({
  method: "conversations.events.create",
  params: { parent, ...params },
  body: { eventType, representative: BOT },
});

export const sendSurvey = (params: Params = { surveyId: ID }): GoogleRequest => ({
  method: "conversations.surveys.create",
  params: { parent, ...params },
});

export const markRead = (body: object = { receiptType: "READ" }): GoogleRequest => ({
  method: "conversations.messages.updateReceipt",
  params: { name: `${parent}/messages/M1/receipt` },
  body,
});
