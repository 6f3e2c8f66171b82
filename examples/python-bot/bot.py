"""A bot for RCS in Python, with nothing but the standard library.

CLIENT_TOKEN  the token that signs webhooks
API           the base URL of the API, such as http://127.0.0.1:4100
PORT          where to listen; any free port when it is missing
"""

import base64
import hashlib
import hmac
import json
import os
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote
from urllib.request import Request, urlopen

TOKEN = os.environ["CLIENT_TOKEN"].encode()
API = os.environ["API"].rstrip("/")
MAX_BYTES = 1024 * 1024
CHIPS = ["Opening hours", "Where are you?"]
ANSWERS = {"Opening hours": "We are open from 9 to 17.", "Where are you?": "At the harbour."}


def is_signed(data, signature):
    """Google signs the decoded data, not the body around it."""
    expected = base64.b64encode(hmac.new(TOKEN, data, hashlib.sha512).digest())
    return hmac.compare_digest(expected, signature.encode())


def post(event, collection, id_name, key, body):
    """The id comes from the user's message: when Google sends a webhook twice, the user gets one answer."""
    phone = quote(event["senderPhoneNumber"])
    made = uuid.uuid5(uuid.NAMESPACE_URL, f"{event['messageId']}/{key}")
    agent = event["agentId"].removesuffix("@rbm.goog")
    url = f"{API}/v1/phones/{phone}/{collection}?{id_name}={made}&agentId={quote(agent)}"
    headers = {"Content-Type": "application/json"}
    with urlopen(Request(url, json.dumps(body).encode(), headers), timeout=10) as response:
        response.read()


def say(event, text, chips=()):
    suggestions = [{"reply": {"text": chip, "postbackData": chip}} for chip in chips]
    content = {"text": text, **({"suggestions": suggestions} if chips else {})}
    post(event, "agentMessages", "messageId", "answer", {"contentMessage": content})


def answer(event):
    """A message, a tap, a file or a place."""
    post(event, "agentEvents", "eventId", "read", {"eventType": "READ", "messageId": event["messageId"]})
    post(event, "agentEvents", "eventId", "typing", {"eventType": "IS_TYPING"})
    if "suggestionResponse" in event:
        say(event, ANSWERS.get(event["suggestionResponse"].get("postbackData"), "I do not know that chip."), CHIPS)
    elif "userFile" in event:
        file = event["userFile"]["payload"]
        with urlopen(file["fileUri"], timeout=10) as response:
            size = len(response.read(MAX_BYTES))
        say(event, f"Thank you for the file: {file['mimeType']}, {size} bytes.")
    elif "location" in event:
        say(event, "Thank you for the place.")
    else:
        say(event, "Hello! What would you like to know?", CHIPS)


def take(event):
    """Prints what is no message, without the user's number."""
    if "eventType" in event:
        print(event["eventType"], event.get("messageId", ""), flush=True)
    elif "messageId" in event:
        answer(event)


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), MAX_BYTES))
        try:
            webhook = json.loads(body)
            if "secret" in webhook and "message" not in webhook:
                return self.shake_hands(webhook)
            data = base64.b64decode(webhook["message"]["data"])
        except (ValueError, KeyError, TypeError):
            return self.respond(400)
        if not is_signed(data, self.headers.get("X-Goog-Signature", "")):
            return self.respond(401)
        # Google wants its answer soon, and sends the webhook again without it.
        self.respond(200)
        take(json.loads(data))

    def shake_hands(self, webhook):
        is_known = hmac.compare_digest(str(webhook.get("clientToken")).encode(), TOKEN)
        self.respond(200 if is_known else 403, str(webhook["secret"]) if is_known else "")

    def respond(self, status, text=""):
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())
        self.wfile.flush()

    def log_message(self, *_):
        """The server's own log would hold every request."""


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 0))), Webhook)
print(f"http://127.0.0.1:{server.server_port}/webhook", flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    pass
