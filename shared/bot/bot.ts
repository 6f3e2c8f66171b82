import type { Channel } from "../base/ids.ts";
import type { Context } from "../inbound/context.ts";
import type { Dialogflow } from "../inbound/dialogflow.ts";
import type { Content } from "../inbound/inbound.ts";
import type { Reply } from "./reply.ts";
import type { Speaker } from "./speaker.ts";

/** What a bot is asked: one message of one user. */
export interface Turn {
  readonly channel: Channel;
  readonly content: Content;
  readonly context: Context;
  /** What Google's Dialogflow made of the text, where the agent has it and it has not answered by itself. */
  readonly dialogflow?: Dialogflow;
}

/** Who answers, as the phone shows it. RCS shows the agent's own name instead. */
export type Persona = Omit<Speaker, "type">;

/** All that Heliograph asks of a bot. */
export interface Bot {
  readonly persona: Persona;
  /** The replies in the order they are sent; none keeps silent. May be asked again about the same turn after a crash. */
  answer(turn: Turn): readonly Reply[] | Promise<readonly Reply[]>;
}
