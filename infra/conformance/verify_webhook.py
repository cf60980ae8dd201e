"""Prints whether PyPI's standardwebhooks takes a message: true or false. What else goes wrong ends in a traceback."""

import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

message = json.loads(sys.argv[1])
try:
    Webhook(message["secret"]).verify(message["body"], message["headers"])
    print("true")
except WebhookVerificationError:
    print("false")
