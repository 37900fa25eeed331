"""The same person at another computer: calls of the contract, past the programs."""
import json
import ssl
import urllib.request
import uuid


class Elsewhere:
    def __init__(self, url, number, password, name):
        self.url, self.token = url, None
        self.token = self.call("POST", "/iam/token", {"grant_type": "password", "username": number, "password": password,
                                                      "client": "desktop", "device_name": name})["access_token"]

    def call(self, method, path, body=None, **headers):
        request = urllib.request.Request(self.url + path, method=method, data=json.dumps(body).encode() if body else None)
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        if method != "GET" and self.token:
            request.add_header("Idempotency-Key", uuid.uuid4().hex)
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        # The demo's certificate is its own; the programs pin it, here it is not what is tested.
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with urllib.request.urlopen(request, context=context, timeout=60) as answer:
            return json.load(answer)
