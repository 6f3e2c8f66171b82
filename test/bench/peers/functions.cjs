// What one would write with the functions framework alone.
const { isSigned, publishIfAsked, signedBytes } = require("./publish.cjs");

exports.hello = (_request, response) => response.send("Hello, World!");

exports.hmac = async (request, response) => {
  const bytes = signedBytes(request.rawBody);
  if (!isSigned(bytes, request.get("x-goog-signature"))) return response.status(401).end();
  await publishIfAsked(bytes);
  response.status(200).end();
};

let topic;
exports.officialClient = async (request, response) => {
  const { PubSub } = require("@google-cloud/pubsub");
  const bytes = signedBytes(request.rawBody);
  if (!isSigned(bytes, request.get("x-goog-signature"))) return response.status(401).end();
  topic ??= new PubSub({ projectId: "bench" }).topic("heliograph-message");
  await topic.publishMessage({ data: bytes });
  response.status(200).end();
};
