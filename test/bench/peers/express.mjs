import express from "express";
import { isSigned, publishIfAsked, signedBytes } from "./publish.cjs";

const app = express();
app.post(
  "/",
  express.json({
    verify: (request, _response, body) => {
      request.rawBody = body;
    },
  }),
  async (request, response) => {
    const bytes = signedBytes(request.rawBody);
    if (!isSigned(bytes, request.get("x-goog-signature"))) return response.status(401).end();
    await publishIfAsked(bytes);
    response.status(200).end();
  },
);
app.listen(process.env.PORT, "127.0.0.1");
