import type { Violation } from "./api-error.ts";
import { schemaOf, violation } from "./schema.ts";

const WHOLE_LINKS = "links to the web, a mailbox or a phone";
const CLOSED_MARKS = "markup whose marks all close";
const ESCAPED = /\\[\\*[\]()]/g;
const LINK = /\[([^[\]]+)\]\(([^()\s]+)\)/g;
const TARGET = /^(https?:\/\/|mailto:|tel:)./;
const BOLD = /\*\*(?!\s)([^*]+)(?<!\s)\*\*/g;
const ITALIC = /(?<!\*)\*(?![\s*])([^*]+)(?<!\s)\*(?!\*)/g;

/**
 * Markup of bold, italic and links in which every mark is closed. The exact grammar is not documented, so this removes all
 * known markup and refuses any mark that is left.
 * @see https://developers.google.com/business-communications/business-messages/guides/how-to/message/send
 */
export const richText = schemaOf<string>(check, (field) => [
  ...violation(field, WHOLE_LINKS),
  ...violation(field, CLOSED_MARKS),
]);

function check(value: unknown, field: string): readonly Violation[] {
  const escaped = String(value).replace(ESCAPED, "");
  const targets = [...escaped.matchAll(LINK)].map(([, , target = ""]) => target);
  if (!targets.every((target) => TARGET.test(target))) return violation(field, WHOLE_LINKS);
  const italicInBold = escaped.replace(LINK, "$1").replace(ITALIC, "$1");
  const plain = italicInBold.replace(BOLD, "$1").replace(ITALIC, "$1");
  return /\*|\]\(/.test(plain) ? violation(field, CLOSED_MARKS) : [];
}
