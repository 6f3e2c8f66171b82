import { MESSAGE_CALL_MS } from "../../base/budgets.ts";
import { UnreachableError } from "../../base/errors.ts";
import type { Address, AgentId } from "../../base/ids.ts";
import { id, type Json, list, member } from "../../base/json.ts";
import { lenientEnum, optionalMember } from "../../base/lenient.ts";
import type { InvitedTester, TesterList } from "../../ports/tester-list.ts";
import { type ApiRequest, openApi } from "../http/api.ts";
import { urlOf } from "../http/path.ts";
import { readResponse } from "../http/read-response.ts";
import { BUSINESS_COMMUNICATIONS, checkPhone, type RcsAccess } from "./open-rcs.ts";

const ANSWERS = { PENDING: "pending", ACCEPTED: "accepted", DECLINED: "declined" } as const;

/**
 * The testers of RCS agents, which are kept by another API of Google's than their messages.
 * @see https://developers.google.com/business-communications/rcs-business-messaging/guides/build/test
 */
export function rcsTesters({ base, credentials }: RcsAccess): TesterList {
  const { host, ...access } = BUSINESS_COMMUNICATIONS;
  const api = openApi(base ?? host, { ...access, credentials });
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

function readTester(json: Json): InvitedTester {
  return {
    phone: id<Address>(member(json, "phoneNumber")),
    answer: lenientEnum(json, "inviteStatus", ANSWERS) ?? "unknown",
  };
}

function undefinedIfUnknown(error: unknown): undefined {
  if (!(error instanceof UnreachableError)) throw error;
}
