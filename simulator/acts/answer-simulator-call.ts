import { PermanentError } from "../../shared/base/errors.ts";
import { type Json, parseJson } from "../../shared/base/json.ts";
import { messageOf } from "../../shared/base/message-of.ts";
import type { ApiResponse } from "../api/api-response.ts";
import type { IncomingCall } from "../api/call.ts";
import { screenOf } from "../phones/screen.ts";
import { waitForPhone } from "../phones/wait-for-phone.ts";
import type { PhoneView } from "../state/phone.ts";
import { addressesOf, viewOf } from "../state/subscriber.ts";
import { ActError } from "./act-error.ts";
import { checkUser } from "./check-user.ts";
import { type PhoneContext, performAct } from "./perform-act.ts";
import { readPhoneAct } from "./phone-act.ts";
import type { PhoneUser } from "./phone-user.ts";
import { FACTS_PATH } from "./stream-facts.ts";

/** A request to the simulator itself. */
export interface SimulatorCall extends Pick<IncomingCall, "method" | "path" | "query" | "body"> {
  /** Aborts when the caller is gone. */
  readonly signal: AbortSignal;
}

const PHONES = "/simulator/phones";
const PHONE = /^\/simulator\/phones\/(rcs|business-messages)\/([^/]+)(\/acts)?$/;
const ROUTES =
  "GET /simulator/phones, GET /simulator/phones/{channel}/{user}, POST /simulator/phones/{channel}/{user}/acts and " +
  "GET /simulator/facts, where a channel is rcs or business-messages";
const EXAMPLE = '{"do":"say","text":"Hello"}';
const MAX_WAIT_MS = 60_000;
const DEFAULT_WAIT_MS = 5000;

/** Answers a call to the simulator's own API: which phones there are, what one shows, and what its user does. */
export async function answerSimulatorCall(context: PhoneContext, call: SimulatorCall): Promise<ApiResponse> {
  try {
    return await answer(context, call);
  } catch (error) {
    if (!(error instanceof ActError || error instanceof PermanentError)) throw error;
    return refused(400, error.message);
  }
}

async function answer(context: PhoneContext, call: SimulatorCall): Promise<ApiResponse> {
  const { method, path, query, body } = call;
  if (path === PHONES) return method === "GET" ? ok({ phones: addressesOf(context.state) }) : wrongMethod("GET");
  if (path === FACTS_PATH) return wrongMethod("GET");
  const [, channel, address = "", isAct] = PHONE.exec(path) ?? [];
  if (channel === undefined) return refused(404, `Cannot find what is asked for: expected ${ROUTES}`);
  const user = readUser(channel, address, query);
  if (isAct === undefined) return method === "GET" ? answerScreen(context, user, call) : wrongMethod("GET");
  if (method !== "POST") return wrongMethod("POST");
  return ok({ ...(await performAct(context, user, readPhoneAct(readJson(body)))) });
}

function readUser(channel: string, address: string, query: URLSearchParams): PhoneUser {
  const user: PhoneUser = {
    channel: channel === "rcs" ? "rcs" : "business-messages",
    address: decoded(address),
    agent: query.get("agent") ?? undefined,
  };
  checkUser(user);
  return user;
}

/** The screen now or, where the query has a `text`, when so many messages of the agent have it. */
async function answerScreen(
  { state }: PhoneContext,
  user: PhoneUser,
  { query, signal }: SimulatorCall,
): Promise<ApiResponse> {
  const text = query.get("text");
  if (text === null) return ok({ ...screenOf(state, user) });
  const count = readNumber(query, "count", { least: 1, most: 10_000, otherwise: 1 });
  const timeoutMs = readNumber(query, "timeoutMs", { least: 0, most: MAX_WAIT_MS, otherwise: DEFAULT_WAIT_MS });
  const view = () => viewOf(state, user);
  const condition = ({ messages }: PhoneView) => messages.filter((one) => one.text.includes(text)).length >= count;
  try {
    await waitForPhone(state, { view, condition, timeoutMs, signal });
    return ok({ ...screenOf(state, user) });
  } catch (error) {
    const newest = view().messages.at(-1);
    const told = newest === undefined ? "" : `; its newest message is ${JSON.stringify(newest.text)}`;
    return refused(504, `${messageOf(error)}${told}`);
  }
}

function readJson(body: Buffer): Json {
  const value = parseJson(body.toString());
  if (value === undefined) throw new ActError(`Cannot read the body: expected JSON such as ${EXAMPLE}`);
  return { value, path: "" };
}

interface NumberLimits {
  readonly least: number;
  readonly most: number;
  readonly otherwise: number;
}

function readNumber(query: URLSearchParams, name: string, { least, most, otherwise }: NumberLimits): number {
  const value = query.get(name);
  if (value === null) return otherwise;
  if (/^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  throw new ActError(`Cannot read ${name}: expected a number from ${least} to ${most}`);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new ActError("Cannot read the path: expected valid percent-encoding", { cause });
  }
}

function ok(body: ApiResponse["body"]): ApiResponse {
  return { status: 200, headers: {}, body };
}

function wrongMethod(allow: string): ApiResponse {
  return { ...refused(405, `Cannot take the call: expected ${allow}`), headers: { allow } };
}

function refused(status: number, error: string): ApiResponse {
  return { status, headers: {}, body: { error } };
}
