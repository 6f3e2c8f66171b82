import type { Bot, ReadSetting } from "../../shared/bot/bot.ts";
import { route, routes } from "../../shared/bot/routes.ts";
import { text } from "../../shared/reply/reply.ts";
import { languageRoutes, say, speaks } from "./languages.ts";
import { help, humanChip } from "./menu.ts";
import { openingHoursRoutes, whichBranchRoute } from "./opening-hours.ts";
import { noOrderRoute, orderRoutes, thanksRoute } from "./order-status.ts";
import { openOrders } from "./orders.ts";
import { people, sayNotice } from "./people.ts";
import { personRoutes } from "./person.ts";
import { readSignIn, signInRoutes } from "./sign-in.ts";

/**
 * Your bot: who it is, what it answers, and who takes over from it. The first route that matches answers.
 * @throws SettingsError naming the setting to fix.
 */
export function openBot(read: ReadSetting): Bot {
  return {
    persona: { displayName: "Heliograph" },
    people,
    sayNotice,
    answer: routes(
      [
        ...languageRoutes,
        // Somebody whose language the bot lacks is better off with a person.
        route({ type: "text", when: (turn) => !speaks(turn) && people.hours(turn.agent, turn.at).isOpen }, () => [
          { type: "handOver" },
        ]),
        ...personRoutes,
        ...openingHoursRoutes,
        ...orderRoutes(openOrders(read("ORDERS_API"))),
        ...signInRoutes(readSignIn(read)),
        thanksRoute,
        noOrderRoute,
        whichBranchRoute,
        route({ type: "file" }, (turn) => [text(say(turn, "file"), { suggestions: [humanChip(turn)] })]),
        route({ type: "survey" }, () => []),
      ],
      help,
    ),
  };
}
