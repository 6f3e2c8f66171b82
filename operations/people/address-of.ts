import type { Address } from "../../shared/base/ids.ts";
import { addressIn, isPhone } from "../../shared/base/phone.ts";
import { HEADER_LINE, type ListMistake, type ListRow } from "./list-row.ts";

/** The columns that may hold the address. */
const ADDRESS_COLUMNS = ["to", "phone"] as const;

/** What is wrong with a row that names no phone. */
export const NO_PHONE = "expected a phone number with its plus, such as +447700900123";

/** Whom a row names: a phone number without what people write within it, or what else stands there. */
export function addressOf({ fields }: ListRow): Address {
  const column = ADDRESS_COLUMNS.find((name) => fields[name] !== undefined) ?? "to";
  return addressIn(fields[column] ?? "");
}

/** What is wrong with a list in which nothing says whom the rows name, or two columns do. */
export function checkAddressColumn([first]: readonly ListRow[]): readonly ListMistake[] {
  if (first === undefined) return [];
  const named = ADDRESS_COLUMNS.filter((column) => column in first.fields);
  if (named.length === 1) return [];
  const what =
    named.length === 0
      ? "no column has phone numbers: expected one that is called to, or phone"
      : `the columns ${named.join(" and ")} both have phone numbers: leave one of them`;
  return [{ line: HEADER_LINE, what }];
}

/** The phone numbers of a list, each once, or all that is wrong with it. */
export function readPhones(
  rows: readonly ListRow[],
): { readonly phones: readonly Address[] } | { readonly mistakes: readonly ListMistake[] } {
  const unnamed = checkAddressColumn(rows);
  if (unnamed.length > 0) return { mistakes: unnamed };
  const read = rows.map((row) => ({ line: row.line, address: addressOf(row) }));
  const mistakes = read.flatMap(({ line, address }) => (isPhone(address) ? [] : [{ line, what: NO_PHONE }]));
  return mistakes.length > 0
    ? { mistakes }
    : { phones: [...new Set(read.map(({ address }) => address).filter(isPhone))] };
}
