import { describe } from "vitest";
import { operatedEmbedded } from "./operated-embedded.ts";
import { pauseSuite } from "./pause-suite.ts";

describe("heliograph pause, while npm start runs,", { timeout: 180_000 }, () => {
  pauseSuite((bot) => operatedEmbedded(bot, { hasOwnTime: true }));
});
