import { startEmbeddedSystem } from "../support/embedded.ts";
import { endToEnd } from "./suite.ts";

endToEnd("the embedded system", startEmbeddedSystem);
