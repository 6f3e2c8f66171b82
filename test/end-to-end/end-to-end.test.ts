import { startEmbeddedSystem } from "./embedded.ts";
import { endToEnd } from "./suite.ts";

endToEnd("the embedded system", startEmbeddedSystem);
