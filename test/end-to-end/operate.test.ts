import { describe } from "vitest";
import { operateSuite } from "./operate-suite.ts";
import { operatedEmbedded } from "./operated-embedded.ts";

describe("heliograph, while npm start runs,", { timeout: 180_000 }, () => {
  operateSuite((bot) => operatedEmbedded(bot));
});
