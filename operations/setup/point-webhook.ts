import { PermanentError } from "../../shared/base/errors.ts";
import { flag, nonEmptyText, optional, shape, text } from "../../shared/base/json.ts";
import { present } from "../../shared/base/present.ts";
import { newestTokens } from "../doctor/check-ingress.ts";
import type { Operation } from "../operation.ts";
import type { Operator } from "../operator.ts";
import { isAbsent, whyAbsent } from "../set-up.ts";
import { openAgent } from "./open-agent.ts";

/** Where an agent's webhooks shall go. */
export interface PointWebhookRequest {
  readonly agent?: string;
  /** That of our own ingress when it is missing. */
  readonly url?: string;
  /** The client token of that webhook; the agent's newest of ours when it is missing. */
  readonly token?: string;
  /** The agent gets none of its own: that of the partner counts again. */
  readonly isRemoved?: true;
}

/** What an agent's webhook was, and what it is. None is that of the partner. */
export interface WebhookFact {
  readonly type: "webhook";
  readonly agent: string;
  readonly was?: string;
  readonly is?: string;
}

/** Sets an agent's webhook and its token, or removes it. Google asks the webhook for the handshake before. */
export const pointWebhook: Operation<PointWebhookRequest, WebhookFact> = {
  name: "point-webhook",
  read: shape({ agent: optional(text), url: optional(nonEmptyText), token: optional(nonEmptyText), isRemoved: flag }),
  async *run({ agent: named, url: asked, token, isRemoved }, operator) {
    const { agent, account } = await openAgent(operator, named);
    const was = await account.registry.webhookOf(agent);
    if (isRemoved) {
      await account.registry.removeWebhook(agent);
      yield { type: "webhook", agent, ...present({ was }) };
      return;
    }
    const url = asked ?? (await ourWebhook(operator));
    const wanted = { url, token: token ?? (await ourToken(operator, agent)) };
    await account.registry.setWebhook(agent, wanted).catch(explainRefusal);
    yield { type: "webhook", agent, is: url, ...present({ was }) };
  },
};

/** The webhook of our own ingress. @throws Error where nobody knows it. */
async function ourWebhook({ setUp }: Operator): Promise<string> {
  const caller = await setUp.ingress(undefined);
  if (isAbsent(caller)) throw new Error(`Cannot tell where ingress is: ${caller.absence}; name the webhook's URL`);
  return `${caller.url}/rcs`;
}

/** @throws Error that says what Google expects of a webhook, where it has refused one: it does not say that itself. */
function explainRefusal(error: unknown): never {
  if (!(error instanceof PermanentError) || error.status !== 400) throw error;
  const expected = "expected a URL with https that answers the handshake with this token";
  throw new Error(`Google does not take the webhook: ${expected}. ${error.message}`, { cause: error });
}

async function ourToken({ setUp }: Operator, agent: string): Promise<string> {
  const ring = await setUp.clientTokens();
  if (isAbsent(ring)) throw new Error(`Cannot read the client tokens: ${whyAbsent(ring)}`);
  const tokens = newestTokens(ring);
  const owned = (owner: string) => tokens.find((one) => one.owner === owner)?.token;
  const token = owned(agent) ?? owned("*");
  if (token === undefined) throw new Error(`Cannot find a client token of ${agent}: add one to CLIENT_TOKENS`);
  return token;
}
