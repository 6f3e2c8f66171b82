import type { JSX } from "preact";
import type { ViewProps } from "../desktop.ts";

/** Says that the bot's sources are wrong, and where; nothing while all is well. */
export function BotBar({ state: { bot } }: ViewProps): JSX.Element | null {
  if (bot.type === "loaded") return null;
  if (bot.type === "loading")
    return (
      <p class="bar" role="status">
        The bot's sources have changed: checking them …
      </p>
    );
  const place = bot.file === undefined ? "" : `${bot.file}${bot.line === undefined ? "" : `:${bot.line}`}`;
  return (
    <div class="bar trouble" role="alert">
      <p>
        <strong>The bot's sources are wrong{place === "" ? "" : ` in ${place}`}.</strong> The last good bot keeps
        answering.
      </p>
      <pre>{bot.message}</pre>
    </div>
  );
}
