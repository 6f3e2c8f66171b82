import { describe } from "vitest";
import { operatedEmbedded } from "./operated-embedded.ts";
import { reportSuite } from "./report-suite.ts";

describe("heliograph, while npm start runs,", { timeout: 180_000 }, () => {
  reportSuite((bot) => operatedEmbedded(bot));
});
