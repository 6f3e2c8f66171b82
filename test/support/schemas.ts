import { readFileSync } from "node:fs";
import type { AnySchemaObject } from "ajv/dist/2020.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { QueueMessage } from "../../shared/envelope/push-request.ts";

const NAMES = ["reply", "outbound", "handoff"] as const;

const opened = open();

/** What is wrong in the data of a message to `outbound`, by its schema; nothing when it is right. */
export function wrongInOutbound(data: unknown): readonly string[] {
  return wrongIn("outbound.schema.json", data);
}

/** What is wrong in a reply, by its schema. */
export function wrongInReply(reply: unknown): readonly string[] {
  return wrongIn("reply.schema.json", reply);
}

/** What is wrong in the data of a message from `handoff`, and in its attributes, by their schemas and nothing beside them. */
export function wrongInHandoff({ bytes, attributes }: QueueMessage): readonly string[] {
  return [
    ...wrongIn("handoff.schema.json", JSON.parse(bytes.toString())),
    ...wrongIn("handoff.schema.json#/$defs/attributes", attributes),
  ];
}

function wrongIn(schema: string, value: unknown): readonly string[] {
  const isRight = opened.validate(schema, value);
  return isRight ? [] : (opened.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

function open(): Ajv2020 {
  // Conditions name members that stand elsewhere: that is no mistake.
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  for (const name of NAMES) ajv.addSchema(name === "handoff" ? closed(readSchema(name)) : readSchema(name));
  return ajv;
}

function readSchema(name: (typeof NAMES)[number]): AnySchemaObject {
  return JSON.parse(readFileSync(new URL(`../../docs/schemas/${name}.schema.json`, import.meta.url), "utf8"));
}

/**
 * The schema of what we publish is open, for readers who outlive this version. Here it is closed: what we publish and the page does
 * not name is a mistake.
 */
function closed({ properties, $defs, ...rest }: AnySchemaObject): AnySchemaObject {
  const close = (schemas: AnySchemaObject, names: readonly string[]) =>
    Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [
        name,
        names.includes(name) ? { ...schema, unevaluatedProperties: false } : schema,
      ]),
    );
  return {
    ...rest,
    properties: close(properties, ["news", "soFar"]),
    $defs: close($defs, ["line", "content", "file", "attributes"]),
    unevaluatedProperties: false,
  };
}
