import type { Bot } from "../shared/bot/bot.ts";
import type { Capabilities } from "../shared/effect/channel-ports.ts";
import type { FallbackPorts } from "../shared/effect/fall-back.ts";
import type { MediaPorts } from "../shared/effect/keep-media.ts";
import type { World } from "../shared/effect/perform.ts";
import type { Timer } from "../shared/effect/ports.ts";
import type { SubscriberPorts } from "./subscribe.ts";

/** What functions take turns with. */
export interface Engine extends SubscriberPorts, World, FallbackPorts {
  readonly bot: Bot;
  readonly clock: Timer;
  readonly capabilities: Capabilities;
  /** Where users' files are copied to; `undefined` leaves them where Google has them, for a while. */
  readonly media: Pick<MediaPorts, "source" | "store"> | undefined;
  /** A keyed hash of a name, in base64url: the same for ever, and known to nobody else. */
  readonly secret: (name: string) => string;
}
