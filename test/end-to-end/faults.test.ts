import { startEmbeddedSystem } from "../support/embedded.ts";
import { underFaults } from "./faults-suite.ts";

underFaults("the embedded system under faults", startEmbeddedSystem);
