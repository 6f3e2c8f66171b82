import type { CallDeed, PageStep } from "../../page/page-fact.ts";
import type { ApiCall, CallAct } from "../../simulator/api/call.ts";
import type { PlatformFact } from "../../simulator/state/platform-fact.ts";

/** Puts what the simulator tells of calls in the page's words. It remembers when each call came. */
export function createCallSteps(): (fact: PlatformFact, at: Date) => PageStep | undefined {
  const arrivals = new WeakMap<ApiCall, Date>();
  return (fact, at) => {
    switch (fact.type) {
      case "call-arrived":
        arrivals.set(fact.call, at);
        return { type: "call", step: "arrived", call: pageCall(fact.call), json: jsonOf(fact.call) };
      case "call-queued":
        return { type: "call", step: "queued", call: pageCall(fact.call) };
      case "call-accepted":
        return { type: "call", step: "shown", call: pageCall(fact.call) };
      case "call-answered": {
        const ms = at.getTime() - (arrivals.get(fact.call) ?? at).getTime();
        return { type: "answered", call: pageCall(fact.call), status: fact.status, ms };
      }
      case "call-refused": {
        const { method, path, status, message } = fact;
        return { type: "refused", method, path, status, message };
      }
      case "call-advised":
        return { type: "advised", advice: fact.advice };
    }
  };
}

function pageCall({ id, act }: ApiCall): { readonly id: string; readonly does: CallDeed } {
  return { id, does: deedOf(act) };
}

function deedOf(act: CallAct): CallDeed {
  switch (act.type) {
    case "message": {
      const { text, content, representative: speaker } = act;
      const bytes = Buffer.byteLength(JSON.stringify(content ?? { text }));
      return { type: "message", text, bytes, ...(content && { content }), ...(speaker && { speaker }) };
    }
    case "read":
    case "revoke":
      return { type: act.type, message: act.message };
    case "representative-joined":
    case "representative-left": {
      const type = act.type === "representative-joined" ? "joined" : "left";
      const name = act.representative?.displayName;
      return { type, ...(name !== undefined && { name }) };
    }
    case "typing":
    case "typing-stopped":
    case "survey":
    case "service":
      return { type: act.type };
  }
}

function jsonOf({ method, path, agent, address, id, act, resource, expiresAt }: ApiCall): unknown {
  return { method, path, agent, address, id, act, expiresAt, resource };
}
