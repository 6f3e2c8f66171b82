/** What becomes of the bot while it is edited. */
export type BotFact =
  /** Its sources have changed; they are checked, and then opened. */
  | { readonly type: "bot-loading" }
  /** It answers from now on. */
  | { readonly type: "bot-loaded"; readonly ms: number }
  /** It cannot be used; the last good one goes on. */
  | ({ readonly type: "bot-broken" } & BotMistake)
  /** It threw while it was asked. `what` names the call and where it failed. */
  | { readonly type: "bot-failed"; readonly what: string }
  /** Its `routes()` has chosen who answers. */
  | ({ readonly type: "bot-routed" } & ChosenRoute);

/** Which route answers a message, and what those before it did not find in it. */
export interface ChosenRoute {
  /** Such as `route 3 of 5: text /hours/i`. */
  readonly route: string;
  /** From 1; missing where no route matches. */
  readonly place?: number;
  /** A line for each pattern that was tried in vain. */
  readonly tried: readonly string[];
}

/** What is wrong with a bot, and where as far as that is known. */
export interface BotMistake {
  /** All that the check printed. */
  readonly message: string;
  /** From the project's root. */
  readonly file?: string;
  readonly line?: number;
}
