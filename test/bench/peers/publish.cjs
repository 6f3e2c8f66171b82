// The publish that all peers make: exact bytes to Pub/Sub over REST, done when it has confirmed.
const { Agent, request } = require("node:http");

const agent = new Agent({ keepAlive: true });
const url = `http://${process.env.PUBSUB_EMULATOR_HOST}/v1/projects/bench/topics/heliograph-message:publish`;

exports.publish = (bytes) =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({ messages: [{ data: bytes.toString("base64") }] });
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => (response.statusCode === 200 ? resolve(JSON.parse(text).messageIds[0]) : reject(text)));
    });
    sent.on("error", reject);
    sent.end(body);
  });

/** Publishes where that is measured; else it is the verifying alone. */
exports.publishIfAsked = (bytes) => (process.env.BENCH_PUBLISH === "1" ? exports.publish(bytes) : Promise.resolve());

/** The signature of RCS: base64 of HMAC-SHA512. */
const { createHmac, timingSafeEqual } = require("node:crypto");
exports.isSigned = (bytes, signature) => {
  const wanted = createHmac("sha512", process.env.BENCH_TOKEN).update(bytes).digest();
  const given = Buffer.from(signature ?? "", "base64");
  return wanted.length === given.length && timingSafeEqual(wanted, given);
};

/** What RCS signs of a body. */
exports.signedBytes = (body) => Buffer.from(JSON.parse(body.toString()).message.data, "base64");
