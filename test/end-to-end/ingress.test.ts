import { startEmbeddedSystem } from "./embedded.ts";
import { ingressTable } from "./ingress-suite.ts";

ingressTable("embedded ingress", startEmbeddedSystem);
