import { route } from "../../shared/bot/routes.ts";
import { text } from "../../shared/reply/reply.ts";
import { chip, say } from "./languages.ts";
import { menu, noChip, yesChip } from "./menu.ts";
import { WORDS } from "./words.ts";

/** Calls a person who is plainly called. Where somebody is only spoken of, the user is asked whether they want one. */
export const personRoutes = [
  route([{ text: WORDS.callPerson }, { text: chip("humanChip") }, { postback: "human" }], () => [{ type: "handOver" }]),
  route({ text: WORDS.person }, (turn) => [
    text(say(turn, "askPerson"), { suggestions: [yesChip(turn, "human"), noChip(turn), ...menu(turn)] }),
  ]),
];
