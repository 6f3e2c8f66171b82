import type { Address, AgentId, OutgoingId } from "../../base/ids.ts";
import { present } from "../../base/present.ts";
import { MESSAGE_TIMEOUT_MS } from "../http/api.ts";
import { urlOf, uuid } from "../http/path.ts";
import { phonePath, type Rcs } from "./open-rcs.ts";

/** Has the Dialogflow of an agent speak to a user. */
interface DialogflowEvents {
  /**
   * Tells Dialogflow of an event, and has Google send all that it answers.
   * @throws PermanentError when the agent has no Dialogflow; UnreachableError when the user has no RCS.
   */
  tell(to: DialogflowUser, event: DialogflowEvent): Promise<void>;
}

interface DialogflowUser {
  readonly agent: AgentId;
  readonly address: Address;
}

interface DialogflowEvent {
  /** The ids of its messages begin with it, so a repeat says nothing twice. */
  readonly id: OutgoingId;
  /** As an intent of the Dialogflow agent expects it. */
  readonly name: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Such as `en`; that of the Dialogflow agent when it is missing. */
  readonly language?: string;
}

/** @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.dialogflowMessages */
export function rcsDialogflow({ lineOf }: Rcs): DialogflowEvents {
  return {
    async tell({ agent, address }, { id, name, parameters, language }) {
      const { api } = lineOf(agent);
      const query = { messageIdPrefix: uuid(id), agentId: agent };
      const url = urlOf(api.base, `${phonePath(address)}/dialogflowMessages`, query);
      const body = { json: present({ eventName: name, parameters, languageCode: language }) };
      const what = { method: "POST", url, body, timeoutMs: MESSAGE_TIMEOUT_MS, carriesId: true } as const;
      await api.request({ ...what, agent, address });
    },
  };
}
