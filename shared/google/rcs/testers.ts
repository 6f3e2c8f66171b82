import { MESSAGE_CALL_MS } from "../../base/budgets.ts";
import { UnreachableError } from "../../base/errors.ts";
import type { Address, AgentId } from "../../base/ids.ts";
import { id, type Json, list, member } from "../../base/json.ts";
import { lenientEnum, optionalMember } from "../../base/lenient.ts";
import { type ApiRequest, openApi } from "../http/api.ts";
import { urlOf } from "../http/path.ts";
import { readResponse } from "../http/read-response.ts";
import { checkPhone, type RcsAccess } from "./open-rcs.ts";

/** The phones that an agent may write to before it is launched. */
interface Testers {
  /**
   * Invites a phone; again when it has not answered yet. One that has declined must be removed first.
   * @throws PermanentError with reason `too-many-testers` after 20 of a day, and 200 in all.
   */
  invite(agent: AgentId, phone: Address): Promise<Tester>;
  /** `undefined` when the phone was never invited. */
  find(agent: AgentId, phone: Address): Promise<Tester | undefined>;
  list(agent: AgentId): Promise<readonly Tester[]>;
  /** Also when there is no such tester. */
  remove(agent: AgentId, phone: Address): Promise<void>;
}

interface Tester {
  readonly phone: Address;
  readonly answer: "pending" | "accepted" | "declined" | "unknown";
}

const SCOPE = "https://www.googleapis.com/auth/businesscommunications";
const HOST = "https://businesscommunications.googleapis.com";
const ANSWERS = { PENDING: "pending", ACCEPTED: "accepted", DECLINED: "declined" } as const;

/**
 * The testers of RCS agents, which are kept by another API of Google's than their messages.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/test
 */
export function rcsTesters({ base, credentials }: RcsAccess): Testers {
  const api = openApi(base ?? HOST, { scope: SCOPE, setting: "RCS_API", credentials });
  const request = (agent: AgentId, call: Omit<ApiRequest, "agent" | "timeoutMs">) =>
    api.request({ ...call, agent, timeoutMs: MESSAGE_CALL_MS });
  const urlOfOne = (agent: AgentId, phone: Address) => {
    checkPhone(phone);
    return urlOf(api.base, `/v1/testers/${encodeURIComponent(phone)}`, { agentId: agent });
  };
  return {
    async invite(agent, phone) {
      checkPhone(phone);
      const body = { json: { agentId: agent, phoneNumber: phone } };
      const url = `${api.base}/v1/testers`;
      const call = { method: "testers.create", url, body, isRepeatable: false } as const;
      const response = await request(agent, { ...call, tooManyReason: "too-many-testers" });
      return readResponse(call.method, response, readTester);
    },
    async find(agent, phone) {
      const call = { method: "testers.get", httpMethod: "GET", url: urlOfOne(agent, phone) } as const;
      const response = await request(agent, call).catch(undefinedIfUnknown);
      return response === undefined ? undefined : readResponse(call.method, response, readTester);
    },
    async list(agent) {
      const url = urlOf(api.base, "/v1/testers", { agentId: agent });
      const call = { method: "testers.list", httpMethod: "GET", url } as const;
      return readResponse(
        call.method,
        await request(agent, call),
        (json) => optionalMember(json, "testers", list(readTester)) ?? [],
      );
    },
    async remove(agent, phone) {
      const call = { method: "testers.delete", httpMethod: "DELETE", url: urlOfOne(agent, phone) } as const;
      await request(agent, call).catch(undefinedIfUnknown);
    },
  };
}

function readTester(json: Json): Tester {
  return {
    phone: id<Address>(member(json, "phoneNumber")),
    answer: lenientEnum(json, "inviteStatus", ANSWERS) ?? "unknown",
  };
}

function undefinedIfUnknown(error: unknown): undefined {
  if (!(error instanceof UnreachableError)) throw error;
}
