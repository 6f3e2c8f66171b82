import type { PhoneAct } from "../../simulator/acts/phone-act.ts";
import type { PhoneUser } from "../../simulator/acts/phone-user.ts";
import { writeScreen } from "../../simulator/terminal/write-screen.ts";
import { placeOfEvent } from "../page/event-place.ts";
import { untilHandled } from "../page/until-handled.ts";
import { mistakeLines, type Tried } from "./tried.ts";

/**
 * Does what a user does, by the newest good bot, and waits until a function has handled it.
 * @returns What the phone shows anew, and what went wrong.
 * @throws ActError when the user cannot do that now.
 */
export async function actAndWait(tried: Tried, user: PhoneUser, act: PhoneAct): Promise<string> {
  const { system, host } = tried;
  const told = [...(await mistakeLines(tried))];
  const before = system.platform.screen(user).lines.length;
  const { event, webhook, status } = await system.platform.act(user, act);
  const { id, about } = placeOfEvent(event);
  if (webhook !== "acknowledged") told.push(`Ingress has not taken it (${webhook}, ${status ?? "no answer"}).`);
  else if (about === undefined && !(await untilHandled(host.facts, ({ way }) => way === id)))
    told.push("It was not handled within a minute: `way` tells what happened.");
  const screen = system.platform.screen(user);
  return [...told, writeScreen({ ...screen, lines: screen.lines.slice(before) })].join("\n");
}
