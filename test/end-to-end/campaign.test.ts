import { describe } from "vitest";
import { campaignSuite } from "./campaign-suite.ts";
import { operatedEmbedded } from "./operated-embedded.ts";

describe("heliograph, while npm start runs,", { timeout: 180_000 }, () => {
  campaignSuite((bot) => operatedEmbedded(bot));
});
