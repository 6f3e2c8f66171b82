import { present } from "../base/present.ts";
import { linesSoFar, type SoFar } from "../conversation/so-far.ts";
import { turnOf } from "../conversation/turn-id.ts";
import type { History } from "../ports/history.ts";
import type { AgentDirectory } from "./agent-directory.ts";
import type { ActContext } from "./perform-acts.ts";

/** Each costs a read, and only when people are called or come. */
const MAX_TURNS = 20;

/**
 * What was said before the act at hand, in the newest turns. Of its own turn, history does not know yet what was sent: what
 * stands before the act was.
 */
export async function conversationSoFar(
  { id, fact, state }: Pick<ActContext, "id" | "fact" | "state">,
  {
    history,
    directory,
  }: { readonly history: Pick<History, "read">; readonly directory: Pick<AgentDirectory, "agents"> },
): Promise<SoFar> {
  const { entries, older } = await history.read(fact.conversation, MAX_TURNS);
  const here = turnOf(id);
  const { lines, isCut } = linesSoFar(entries, {
    ...present({ erased: state.erased, trafficType: trafficTypeOf(fact, directory) }),
    isSending: (entry) => {
      const { turn, index } = turnOf(entry.id);
      return turn === here.turn && index < here.index;
    },
  });
  return { lines, isWhole: older === undefined && !isCut };
}

/** What an agent's messages are that say nothing of it themselves. */
function trafficTypeOf({ channel, agent }: ActContext["fact"], { agents }: Pick<AgentDirectory, "agents">) {
  return agents.find((one) => one.channel === channel && one.agent === agent)?.trafficType;
}
