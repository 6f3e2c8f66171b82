import { isObject } from "../../shared/base/json.ts";
import { present } from "../../shared/base/present.ts";

/** `{{name}}`, or `{{name|friend}}` with what stands for an empty value. */
const PLACEHOLDER = /\{\{\s*([^{}|]+?)\s*(?:\|([^{}]*))?\}\}/g;

/** What a template leaves open. */
export interface Placeholder {
  readonly column: string;
  /** What is said where the column is empty. */
  readonly otherwise?: string;
}

/** The placeholders in all texts of a template. */
export function placeholdersOf(template: unknown): readonly Placeholder[] {
  return textsOf(template).flatMap((text) =>
    [...text.matchAll(PLACEHOLDER)].map(([, column = "", otherwise]) => ({
      column,
      ...present({ otherwise }),
    })),
  );
}

/** True when a text has braces that look like a placeholder and are none: they would be said as they are. */
export function hasLooseBraces(template: unknown): boolean {
  return textsOf(template).some((text) => /\{\{|\}\}/.test(text.replaceAll(PLACEHOLDER, "")));
}

/** The template with each placeholder replaced by what a person's column says. */
export function fillTemplate(template: unknown, fields: Readonly<Record<string, string>>): unknown {
  if (typeof template === "string") return fillText(template, fields);
  if (Array.isArray(template)) return template.map((one: unknown) => fillTemplate(one, fields));
  if (!isObject(template)) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fillTemplate(value, fields)]));
}

function fillText(text: string, fields: Readonly<Record<string, string>>): string {
  return text.replace(PLACEHOLDER, (_, column: string, otherwise = "") => {
    const value = Object.hasOwn(fields, column) ? (fields[column] ?? "") : "";
    return value === "" ? otherwise : value;
  });
}

function textsOf(template: unknown): readonly string[] {
  if (typeof template === "string") return [template];
  if (Array.isArray(template)) return template.flatMap(textsOf);
  return isObject(template) ? Object.values(template).flatMap(textsOf) : [];
}
