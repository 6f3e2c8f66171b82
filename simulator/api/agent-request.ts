import type { INTEGRATION_CHANGE } from "./business-communications-schema.ts";
import type { Infer } from "./schema.ts";

/** What an integration is made of, or changed to. */
export type IntegrationContent = Infer<typeof INTEGRATION_CHANGE>;

/** A request about brands, agents and their webhooks: what people do in Google's console otherwise. */
export type AgentRequest =
  | { readonly of: "brands" | "performances"; readonly page: PageRequest }
  | { readonly of: "agents"; readonly brand: string; readonly page: PageRequest }
  | { readonly of: "agent" | "launch"; readonly brand: string }
  | IntegrationRequest;

/** A request about the integrations of one agent. */
export type IntegrationRequest =
  | { readonly of: "integrations"; readonly brand: string }
  | { readonly of: "new-integration"; readonly brand: string; readonly content: IntegrationContent }
  | { readonly of: "integration" | "deleted-integration"; readonly brand: string; readonly id: string }
  | {
      readonly of: "changed-integration";
      readonly brand: string;
      readonly id: string;
      readonly content: IntegrationContent;
      /** The fields that are changed; all that are named when it is missing. */
      readonly mask?: readonly string[];
    };

/** Which part of a list is asked for. */
export interface PageRequest {
  /** How many elements come before it. */
  readonly from: number;
  readonly size: number;
}
