import { codePoints, enumOf, number, text, textLike, time, url } from "./fields.ts";
import { advised, type Infer, list, object, type Schema } from "./schema.ts";

/** @see https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentMessages */
const LABEL = codePoints(25);
const POSTBACK = codePoints(2048);

const LAT_LONG = advised(
  object({ latitude: number(-90, 90), longitude: number(-180, 180) }),
  "half-a-place",
  ({ latitude, longitude }) => latitude === undefined || longitude === undefined,
);

const ACTIONS = {
  dialAction: object({ phoneNumber: textLike(/^[\d+*#]+$/) }, { required: ["phoneNumber"] }),
  viewLocationAction: object({ latLong: LAT_LONG, label: text(), query: text() }, { oneOf: [["latLong", "query"]] }),
  createCalendarEventAction: object(
    { startTime: time, endTime: time, title: codePoints(100), description: codePoints(500) },
    { required: ["startTime", "endTime", "title"] },
  ),
  openUrlAction: object(
    {
      url,
      application: enumOf("BROWSER", "WEBVIEW"),
      webviewViewMode: enumOf("FULL", "HALF", "TALL"),
      description: text(),
    },
    { required: ["url"] },
  ),
  shareLocationAction: object({}),
};

const REPLY = object({ text: LABEL, postbackData: POSTBACK }, { required: ["text", "postbackData"] });

const ACTION = object(
  { text: LABEL, postbackData: POSTBACK, fallbackUrl: url, ...ACTIONS },
  { required: ["text", "postbackData"], oneOf: [Object.keys(ACTIONS)] },
);

const SUGGESTION = object({ reply: REPLY, action: ACTION }, { oneOf: [["reply", "action"]] });

type Suggestion = Infer<typeof SUGGESTION>;

/** Suggested replies and actions, at most `max`: 11 on a message and 4 on a card. */
export function suggestions(max: number): Schema<readonly Suggestion[]> {
  return list(SUGGESTION, { max });
}
