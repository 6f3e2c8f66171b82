import { businessmessages_v1 } from "businessmessages";
import { createAPIRequest } from "googleapis-common";
import { executeAsJava, type JavaResponse, uploadDirectly } from "../../support/java-client.ts";
import {
  type ClientResponse,
  type GoogleClient,
  type GoogleRequest,
  METHODS,
  type MethodName,
} from "./google-request.ts";

const ALL = Object.keys(METHODS).filter((name): name is MethodName => Object.hasOwn(METHODS, name));

/** What Google's clients for Node throw for a refused call. */
interface GaxiosFailure {
  readonly status?: number;
  readonly message: string;
  readonly response?: { readonly data: unknown };
}

interface GaxiosAnswer {
  readonly status: number;
  readonly data: unknown;
}

async function settle(answer: Promise<GaxiosAnswer>): Promise<ClientResponse> {
  try {
    const { status, data } = await answer;
    return { status, body: data };
  } catch (error) {
    const { status, message, response } = error as GaxiosFailure;
    return { status, body: response?.data, error: message };
  }
}

/** As the clients that Google generates for Node make a call. There is none of RCS on the registry. */
const generated: GoogleClient = {
  name: "googleapis-common",
  methods: ALL,
  execute(url, { method, params, body, media }) {
    const { verb, path, pathParams, ...more } = METHODS[method];
    const mediaUrl = "mediaPath" in more ? `${url}${more.mediaPath}` : null;
    const file = media && { media: { mimeType: media.type, body: media.bytes } };
    return settle(
      createAPIRequest<unknown>({
        options: { url: `${url}${path}`, method: verb, retry: false },
        params: { ...params, ...(body && { requestBody: body }), ...file },
        requiredParams: [...pathParams],
        pathParams: [...pathParams],
        context: { _options: {} },
        mediaUrl,
      }),
    );
  },
};

const { conversations } = new businessmessages_v1.Businessmessages({});
const BUSINESS_MESSAGES = {
  "conversations.messages.create": (params: object, options: object) => conversations.messages.create(params, options),
  "conversations.messages.updateReceipt": (params: object, options: object) =>
    conversations.messages.updateReceipt(params, options),
  "conversations.events.create": (params: object, options: object) => conversations.events.create(params, options),
  "conversations.surveys.create": (params: object, options: object) => conversations.surveys.create(params, options),
};
type BusinessMessagesMethod = keyof typeof BUSINESS_MESSAGES;

const isBusinessMessages = (method: MethodName): method is BusinessMessagesMethod =>
  Object.hasOwn(BUSINESS_MESSAGES, method);

/** Google's client of Business Messages, as it was last published. */
const businessMessages: GoogleClient = {
  name: "businessmessages",
  methods: ALL.filter(isBusinessMessages),
  execute(url, { method, params, body }) {
    if (!isBusinessMessages(method)) throw new Error(`Cannot call ${method}: this client has no such method`);
    const asked = { ...params, ...(body && { requestBody: body }) };
    return settle(BUSINESS_MESSAGES[method](asked, { rootUrl: url, retry: false }));
  },
};

/** As google-api-client for Java makes a call. */
const java: GoogleClient = {
  name: "google-api-client for Java",
  methods: ALL,
  async execute(url, request) {
    const { status, text } = await sendAsJava(url, request);
    const body: unknown = JSON.parse(text);
    const { error } = body as { readonly error?: { readonly message?: string } };
    return { status, body, error: error?.message };
  },
};

function sendAsJava(url: string, { method, params, body, media }: GoogleRequest): Promise<JavaResponse> {
  const { verb, path, pathParams, ...more } = METHODS[method];
  const inPath: readonly string[] = pathParams;
  const query = new URLSearchParams(Object.entries(params).filter(([name]) => !inPath.includes(name)));
  const expanded = path.replace(/\{\+(\w+)\}/g, (_, name: string) => params[name] ?? "");
  if (media !== undefined && "mediaPath" in more) {
    const file = { type: media.type, bytes: Buffer.from(media.bytes) };
    return uploadDirectly(`${url}${more.mediaPath}?${query}`, body ?? {}, file);
  }
  const content = body && { contentType: "application/json; charset=UTF-8", content: JSON.stringify(body) };
  return executeAsJava({ method: verb, url: `${url}${expanded}?${query}`, ...content });
}

export const CLIENTS: readonly GoogleClient[] = [generated, businessMessages, java];
