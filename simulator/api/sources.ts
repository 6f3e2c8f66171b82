const RCS = "https://developers.google.com/business-communications/rcs-business-messaging";
const BUSINESS_MESSAGES = "https://developers.google.com/business-communications/business-messages";
const PROTOBUF = "https://github.com/protocolbuffers/protobuf/blob/v3.21.12/src/google/protobuf";

/** The public pages from which the rules of the simulator are taken. */
export const SOURCES = {
  protoJson: "https://protobuf.dev/programming-guides/json/",
  protoLimits: "https://protobuf.dev/programming-guides/proto-limits/",
  jsonParser: `${PROTOBUF}/util/internal/json_stream_parser.cc`,
  dataPiece: `${PROTOBUF}/util/internal/datapiece.cc`,
  rfc3986: "https://www.rfc-editor.org/rfc/rfc3986#appendix-A",
  authentication: "https://cloud.google.com/docs/authentication",
  requestSize: "https://cloud.google.com/vision/quotas",
  contentEncoding: "https://www.rfc-editor.org/rfc/rfc9110#section-8.4",
  multipart: "https://www.rfc-editor.org/rfc/rfc2046#section-5.1",
  mediaUpload: "https://developers.google.com/api-client-library/java/google-api-java-client/media-upload",
  systemParameters: "https://cloud.google.com/apis/docs/system-parameters",
  apiErrors: "https://cloud.google.com/apis/design/errors",
  rcsMessages: `${RCS}/reference/rest/v1/phones.agentMessages`,
  rcsCreateMessage: `${RCS}/reference/rest/v1/phones.agentMessages/create`,
  rcsDeleteMessage: `${RCS}/reference/rest/v1/phones.agentMessages/delete`,
  rcsEvents: `${RCS}/reference/rest/v1/phones.agentEvents`,
  rcsGetCapabilities: `${RCS}/reference/rest/v1/phones/getCapabilities`,
  rcsBatchGet: `${RCS}/reference/rest/v1/users/batchGet`,
  rcsFiles: `${RCS}/reference/rest/v1/files/create`,
  rcsSend: `${RCS}/guides/build/messages/send`,
  rcsCapabilities: `${RCS}/guides/build/capabilities`,
  rcsTesters: `${RCS}/guides/build/test-agents`,
  agentIntegrations: `${RCS}/reference/business-communications/rest/v1/brands.agents.integrations`,
  agentWebhooks: `${RCS}/guides/management-api/webhooks`,
  paging: "https://google.aip.dev/158",
  rcsLookUpIssue: "https://github.com/rcs-business-messaging/rbm-api-examples/issues/24",
  businessMessagesDiscovery:
    "https://github.com/FPNL/google-bm-api-golang/blob/17e68756a00f8f062ad0d26fe5a2cd69a4fce76b/businessmessages/v1/businessmessages-api.json",
  businessMessagesClient:
    "https://github.com/google-business-communications/nodejs-businessmessages/blob/de77c76177065300de5df30032f69486ff5eda2e/v1.d.ts",
  businessMessagesMessages: `${BUSINESS_MESSAGES}/reference/rest/v1/conversations.messages`,
  businessMessagesSend: `${BUSINESS_MESSAGES}/guides/how-to/message/send`,
  businessMessagesCodelab: `${BUSINESS_MESSAGES}/trainings/codelabs/live-agent-transfer`,
  businessMessagesHowItWorks: `${BUSINESS_MESSAGES}/guides/how-it-works`,
  businessMessagesVolume: `${BUSINESS_MESSAGES}/guides/how-to/qa/high-volume`,
  businessMessagesSurveys: `${BUSINESS_MESSAGES}/guides/how-to/message/surveys`,
  tasks: "https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues.tasks",
  taskQuotas: "https://cloud.google.com/tasks/docs/quotas",
} as const;
