import type { Bot } from "../shared/bot/bot.ts";
import type { MediaPorts } from "../shared/effect/keep-media.ts";
import type { World } from "../shared/effect/perform.ts";
import type { History } from "../shared/effect/ports.ts";
import type { SubscriberPorts } from "./subscribe.ts";

/** What every function that takes turns needs of the world. */
export interface EnginePorts extends SubscriberPorts, World {
  readonly history: History;
  readonly bot: Bot;
  /** Where users' files are copied to; `undefined` leaves them where Google has them, for a while. */
  readonly media: Pick<MediaPorts, "source" | "store"> | undefined;
  /** A keyed hash of a name, in base64url: the same for ever, and known to nobody else. */
  readonly secret: (name: string) => string;
}
