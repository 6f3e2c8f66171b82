import type { Composed, ComposedMessage, DraftProblem } from "../../../page/composed.ts";
import type { Draft } from "../../../page/read-draft.ts";
import type { PermanentError } from "../../../shared/base/errors.ts";
import type { Channel } from "../../../shared/base/ids.ts";
import { isObject } from "../../../shared/base/json.ts";
import { present } from "../../../shared/base/present.ts";
import { renderBusinessMessages } from "../../../shared/google/business-messages/render.ts";
import { renderRcs } from "../../../shared/google/rcs/render.ts";
import { readReply } from "../../../shared/reply/read-reply.ts";
import type { Speaker } from "../../../shared/reply/speaker.ts";
import { encodeLinks } from "../../../shared/reply/uri.ts";
import { readContent } from "../../../simulator/api/content.ts";
import { adviseOnLooks } from "../../../simulator/looks/advise-on-looks.ts";
import { attempt, wordsOf } from "./draft-part.ts";
import { findRefusal } from "./find-refusal.ts";
import { judgeDraft } from "./judge-draft.ts";
import { writeBotReply } from "./write-bot-reply.ts";
import { writeRequest } from "./write-request.ts";

/** In whose name Business Messages shows it: the bot's own name stands there once it is sent. */
const SPEAKER: Speaker = { type: "bot", displayName: "The bot" };

/** Judges a draft by our builders, by Google's documented rules and by how phones differ, and makes of it what can be copied. */
export function composeReply(draft: Draft, at: Date): Composed {
  const reply = encodeLinks(draft);
  const rendered = attempt(() => renderRcs(reply, {}));
  const problems = unique([...judgeDraft(reply), ...(rendered === undefined ? [] : [wholly(rendered)])]);
  const rcs = rendered === undefined ? composedMessage("rcs", renderRcs(reply, {}), at) : undefined;
  const request = writeRequest(draft);
  // What is sent goes through this reader: whatever it refuses is told here, and not only then.
  const unread = problems.length === 0 ? attempt(() => readReply({ value: request.reply, path: "" })) : undefined;
  const all = unread === undefined ? problems : [wholly(unread)];
  return present({
    problems: all,
    channels: {
      ...present({ rcs }),
      "business-messages": composedMessage("business-messages", renderBusinessMessages(reply, SPEAKER), at),
    },
    advice: rcs === undefined ? [] : adviseOnLooks(rcs.shown).map(({ phone, advice }) => ({ phone, advice })),
    copies: all.length === 0 ? { bot: writeBotReply(reply), request } : undefined,
  });
}

function composedMessage(channel: Channel, message: object, at: Date): ComposedMessage {
  const json: ComposedMessage["json"] = { ...message };
  const { representative: _representative, fallback: _fallback, ...content } = json;
  const shown = channel === "rcs" && isObject(json.contentMessage) ? json.contentMessage : content;
  return present({ json, shown: readContent(shown), refusal: findRefusal(channel, message, at) });
}

function wholly(refused: PermanentError): DraftProblem {
  return { place: "", words: wordsOf(refused) };
}

/** The same place is told once: what comes first is what is to be mended first. */
function unique(problems: readonly DraftProblem[]): readonly DraftProblem[] {
  return problems.filter(({ place }, index) => problems.findIndex((one) => one.place === place) === index);
}
