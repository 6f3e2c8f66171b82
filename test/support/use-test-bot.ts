import { registerHooks } from "node:module";

/** For `node --import`: functions open the test bot in place of `bot/bot.ts`. */
const BOT = new URL("../../bot/bot.ts", import.meta.url).href;
const TEST_BOT = new URL("test-bot.ts", import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return found.url === BOT ? { ...found, url: TEST_BOT } : found;
  },
});
