import type { AgentId } from "../../shared/base/ids.ts";
import type { Answer, Turn } from "../../shared/bot/bot.ts";
import { route } from "../../shared/bot/routes.ts";
import { translator } from "../../shared/bot/translator.ts";
import { plainWordsOf } from "../../shared/inbound/peoples-words.ts";
import { text } from "../../shared/reply/reply.ts";
import { suggestReply } from "../../shared/reply/suggestion.ts";
import { en } from "./texts/en.ts";
import { he } from "./texts/he.ts";
import { pl } from "./texts/pl.ts";
import { pt } from "./texts/pt.ts";
import { ru } from "./texts/ru.ts";
import { tr } from "./texts/tr.ts";
import { WORDS } from "./words.ts";

/** Every language of the bot. One more is a file in texts/ and its name here. */
export const TEXTS = { en, pl, ru, he, tr, pt } as const;
type Language = keyof typeof TEXTS;

/** What is spoken to those who have told no language, which is everybody on RCS: by agent, and `*` for all others. */
const DEFAULT_LANGUAGES: { readonly [agent in string]?: Language } & { readonly "*": Language } = { "*": "en" };

const languages = translator({
  source: en,
  texts: TEXTS,
  defaultLanguage: ({ agent }: { readonly agent: AgentId }) => DEFAULT_LANGUAGES[agent] ?? DEFAULT_LANGUAGES["*"],
});

export const { say, localeOf, speaks } = languages;

/** For a route: the text of a chip in any language, typed by somebody who cannot or does not tap it. */
export function chip(key: keyof typeof en & `${string}Chip`): (words: string) => boolean {
  return (words) => Object.values(TEXTS).some((texts) => isSame(texts[key], words));
}

/** Asks which language the user speaks, and remembers it. */
export const languageRoutes = [
  route([{ text: WORDS.language }, { text: chip("languageChip") }, { postback: "language" }], ask),
  route({ postback: /^language:(.*)$/ }, (turn, [language]) => choose(turn, language)),
  route({ text: (words) => named(words) !== undefined }, (turn) => choose(turn, named(turn.content.text))),
];

function ask(turn: Turn): readonly Answer[] {
  const chips = Object.entries(TEXTS).map(([language, { languageName }]) =>
    suggestReply({ text: languageName, postback: `language:${language}` }),
  );
  return [text(say(turn, "chooseLanguage"), { suggestions: chips })];
}

function choose(turn: Turn, language: string | undefined): readonly Answer[] {
  if (!languages.isLanguage(language)) return ask(turn);
  turn.remember({ language });
  return [text(TEXTS[language].languageChosen)];
}

/** The language whose own name these words are. */
function named(words: string): string | undefined {
  return Object.entries(TEXTS).find(([, { languageName }]) => isSame(languageName, words))?.[0];
}

function isSame(one: string, other: string): boolean {
  return plainWordsOf(one) === plainWordsOf(other);
}
