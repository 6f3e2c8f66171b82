import { startEmbeddedSystem } from "../support/embedded.ts";
import { ingressTable } from "./ingress-suite.ts";

ingressTable("embedded ingress", startEmbeddedSystem);
