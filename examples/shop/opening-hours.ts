import type { Answer, Turn } from "../../shared/bot/bot.ts";
import { route } from "../../shared/bot/routes.ts";
import { text } from "../../shared/reply/reply.ts";
import { type Suggestion, shareLocation, suggestReply, viewLocation } from "../../shared/reply/suggestion.ts";
import { BRANCHES, type Branch, branchAt, branchOf, nearestBranch } from "./branches.ts";
import { chip, say } from "./languages.ts";
import { menu, yesChip } from "./menu.ts";
import { dayAndTime, weekText } from "./times.ts";
import { WORDS } from "./words.ts";

/** Made when the bot opens: a name that is too long for a chip is refused then. */
const branchChips = BRANCHES.map(({ name, placeId }) => suggestReply({ text: name, postback: `branch:${placeId}` }));

/** Who types what these say has opened no map and shared no location: what the chips stand under is said again. */
const typedActions = [{ text: chip("mapChip") }, { text: chip("locationChip") }];

/** Says when a branch is open: the one the user messaged, chose or is near to. */
export const openingHoursRoutes = [
  route([{ text: WORDS.hours }, { text: chip("hoursChip") }, { postback: "hours" }, ...typedActions], (turn) => {
    const branch = branchOf(turn);
    if (branch !== undefined) return sayHours(turn, branch);
    return turn.context.nearPlaceId === undefined || wasAsked(turn) ? sayAll(turn) : askWhich(turn);
  }),
  route({ postback: /^branch:(.*)$/ }, (turn, [place]) => {
    const branch = branchAt(place);
    return branch === undefined ? askWhich(turn) : sayHours(turn, branch);
  }),
  // Neither of the places that were asked about: all are shown.
  route({ postback: "branches" }, sayAll),
  ...BRANCHES.map((branch) => route({ text: branch.name }, (turn) => sayHours(turn, branch))),
  route({ type: "location" }, (turn) => sayHours(turn, nearestBranch(turn.content))),
  // What the phone did by itself needs no answer.
  route({ postback: /^(map|location)$/ }, () => []),
];

/** Asks those who came from a list of places which one they mean, unless it is known by now. It asks once. */
export const whichBranchRoute = route(
  { type: "text", context: "nearPlaceId", when: (turn) => branchOf(turn) === undefined && !wasAsked(turn) },
  askWhich,
);

function wasAsked({ memory }: Turn): boolean {
  return memory.isBranchAsked === true;
}

function sayHours(turn: Turn, branch: Branch): readonly Answer[] {
  turn.remember({ branch: branch.placeId });
  return [text(hoursText(turn, branch), { suggestions: [mapChip(turn, branch), ...menu(turn)] })];
}

function sayAll(turn: Turn): readonly Answer[] {
  const words = BRANCHES.map((branch) => hoursText(turn, branch)).join("\n\n");
  const location = shareLocation({ text: say(turn, "locationChip"), postback: "location" });
  // Business Messages cannot share a location: there the chip would do nothing.
  const chips = turn.channel === "rcs" ? [location] : [];
  return [text(words, { suggestions: [...chips, ...branchChips] })];
}

function askWhich(turn: Turn): readonly Answer[] {
  turn.remember({ isBranchAsked: true });
  const near = branchAt(turn.context.nearPlaceId);
  if (near === undefined) return [text(say(turn, "whichBranch"), { suggestions: branchChips })];
  const no = suggestReply({ text: say(turn, "noChip"), postback: "branches" });
  const suggestions = [yesChip(turn, `branch:${near.placeId}`), no, ...branchChips];
  return [text(say(turn, "isItBranch", { branch: near.name }), { suggestions })];
}

function hoursText(turn: Turn, branch: Branch): string {
  return `${stateText(turn, branch)}\n${weekText(turn, branch.week)}`;
}

function stateText(turn: Turn, { name, week, hours }: Branch): string {
  const availability = hours(turn.at);
  if (availability.isOpen) return say(turn, "open", { branch: name });
  if (availability.opens === undefined) return name;
  return say(turn, "closed", { branch: name, opens: dayAndTime(turn, availability.opens, week.timeZone) });
}

function mapChip(turn: Turn, { name, placeId, latitude, longitude }: Branch): Suggestion {
  return viewLocation({
    text: say(turn, "mapChip"),
    postback: "map",
    place: { type: "point", latitude, longitude, label: name },
    fallbackUrl: `https://www.google.com/maps/search/?api=1&query=${latitude},${longitude}&query_place_id=${placeId}`,
  });
}
