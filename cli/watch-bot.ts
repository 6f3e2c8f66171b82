import type { Answer, Answers, Bot, Turn } from "../shared/bot/bot.ts";
import type { BotFact } from "./bot-fact.ts";
import { explainError } from "./explain-error.ts";
import { watchRoutes } from "./watch-routes.ts";

/** Tells a person what failed, in full. */
type Tell = (what: string) => void;

/**
 * A bot that tells its errors in full, and which route answers. Only for the developer's own machine: a log in production tells no
 * message of an error that is not ours, because it may quote a customer.
 */
export function watchBot(bot: Bot, hear: (fact: BotFact) => void): Bot {
  const { people, sayNotice: say } = bot;
  const tell: Tell = (what) => hear({ type: "bot-failed", what });
  const answer: Bot["answer"] = (turn) =>
    bot.answer(watchRoutes(turn, (chosen) => hear({ type: "bot-routed", ...chosen })));
  return {
    ...bot,
    answer: (turn) => watchAnswers(turn, answer, tell),
    ...(say === undefined ? {} : { sayNotice: (...given) => attempt("say()", () => say.apply(bot, given), tell) }),
    ...(people === undefined
      ? {}
      : { people: { ...people, hours: (...given) => attempt("people.hours()", () => people.hours(...given), tell) } }),
  };
}

function watchAnswers(turn: Turn, answer: Bot["answer"], tell: Tell): Answers {
  // What a turn gives up when its time is up is no mistake of the bot's.
  const tellMistake: Tell = (what) => {
    if (!turn.signal.aborted) tell(what);
  };
  const answers = attempt("answer()", () => answer(turn), tellMistake);
  if (Symbol.asyncIterator in answers) return watchStream(answers, tellMistake);
  return watchPromise(answers, tellMistake);
}

async function watchPromise(answers: Exclude<Answers, AsyncIterable<Answer>>, tell: Tell): Promise<readonly Answer[]> {
  try {
    return await answers;
  } catch (error) {
    return fail("answer()", error, tell);
  }
}

async function* watchStream(answers: AsyncIterable<Answer>, tell: Tell): AsyncIterable<Answer> {
  try {
    yield* answers;
  } catch (error) {
    fail("answer()", error, tell);
  }
}

function attempt<T>(what: string, call: () => T, tell: Tell): T {
  try {
    return call();
  } catch (error) {
    return fail(what, error, tell);
  }
}

function fail(what: string, error: unknown, tell: Tell): never {
  tell(`the bot's ${what} failed: ${explainError(error)}`);
  throw error;
}
