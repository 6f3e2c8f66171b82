import { describe } from "vitest";
import { operatedEmbedded } from "./operated-embedded.ts";
import { stoppedSuite } from "./stopped-suite.ts";

describe("heliograph, while npm start runs,", { timeout: 300_000 }, () => {
  stoppedSuite((bot) => operatedEmbedded(bot));
});
