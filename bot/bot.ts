/** The bot that is deployed, and that `npm start` runs. */
export { openBot } from "../examples/shop/bot.ts";
