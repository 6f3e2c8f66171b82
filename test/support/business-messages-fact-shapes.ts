import { expect } from "vitest";

const address = "0c1d6b2e-5a3f-4c1e-9d7a-2f6b8e4a1c90";
export const maya = { locale: "en", deviceLocale: "en-GB", displayName: "Maya Okafor" };
export const OURS = "3b0c6c1e-0c52-4e0f-8a51-7f1fd2f6f00";
const DERIVED = expect.stringMatching(/^[\w-]{43}$/);

function on14May(time: string): Date {
  return new Date(`2024-05-14T${time}Z`);
}

export function message(id: string, time: string) {
  return { type: "message", id, message: id, address, at: on14May(time), context: maya };
}

export function response(id: string, time: string) {
  return { type: "message", id, address, at: on14May(time), context: maya };
}

/** A survey of the partner's comes without a request id and without context. */
export function survey(time: string) {
  return { type: "message", id: DERIVED, address, at: on14May(time) };
}

export function answer(question: string, text: string, more: object) {
  return {
    type: "survey",
    survey: "7d1c2f4a-9b3e-4f5d-8c6a-0e1f2a3b4c5d",
    question,
    text,
    trigger: "partner",
    ...more,
  };
}

export function status(id: string, time: string) {
  return { type: "event", id, address, at: on14May(time) };
}

export function receipts(time: string, of: readonly (readonly [string, string])[]) {
  const at = on14May(time);
  return {
    type: "receipt",
    id: DERIVED,
    address,
    at,
    receipts: of.map(([n, type]) => ({ message: OURS + n, type, at })),
  };
}
