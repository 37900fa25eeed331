"""send.py MOCK REQUESTS RECORD: sends what generate.mjs made to a server of its own, and to every operation what no client may
send; as TAP. What the contract forbids is refused with a problem document and changes nothing; nothing makes the server fail.
The exchanges go to the folder RECORD, for validate.mjs."""
import base64
import http.client
import json
import os
import secrets
import socket
import ssl
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

PERSON = ("A000500015", "Amsel-singt-1988")
PERSONAL = ("Amsel", PERSON[0], "Bearer")


class Server:
    def __init__(self, program, record):
        self.folder = Path(tempfile.mkdtemp(prefix="meine-hkk-send-"))
        self.log = open(self.folder / "requests.log", "wb")
        self.process = subprocess.Popen([program, "serve", "--state", self.folder / "state", "--listen", "127.0.0.1:0", "--log"],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True, env=os.environ | {"HKK_RECORD": record})
        address = urlsplit(self.process.stdout.readline().strip())
        self.trust = ssl.create_default_context(cafile=str(self.folder / "state" / "certificate.pem"))
        self.place = (address.hostname, address.port)
        self.connection = None
        self.tokens = {}
        steering = socket.socket(socket.AF_UNIX)
        steering.settimeout(30)
        steering.connect(str(self.folder / "state" / "control.sock"))
        self.steering = steering.makefile("rw")

    def command(self, name, **arguments):
        """One command over the control socket, as meine-hkk-mock sends it, but without a process for each."""
        print(json.dumps({"command": name, **arguments}), file=self.steering, flush=True)
        return json.loads(self.steering.readline())

    def ledger(self):
        return len(self.command("ledger")["ledger"])

    def send(self, method, path, body=None, headers=None):
        """One exchange: status, headers, JSON or bytes. A connection that the server closed is opened again."""
        for attempt in range(2):
            if self.connection is None:
                self.connection = http.client.HTTPSConnection(*self.place, context=self.trust, timeout=30)
            try:
                self.connection.request(method, path, body, headers or {})
                answer = self.connection.getresponse()
                data = answer.read()
                if answer.will_close:
                    self.connection.close()
                    self.connection = None
                return answer.status, answer.headers, json.loads(data) if data and "json" in answer.headers.get("Content-Type", "") else data
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                self.connection = None
                if attempt:
                    raise

    def sign_in(self, client):
        status, _, body = self.send("POST", "/iam/token", json.dumps(
            {"grant_type": "password", "username": PERSON[0], "password": PERSON[1], "client": client, "device_name": "Test"}),
            {"Content-Type": "application/json"})
        if status in (423, 429):
            self.command("advance", seconds=901)
            return self.sign_in(client)
        assert status == 200, body
        return body["access_token"]

    def bind(self):
        """A phone with a real key: what it signs is never right, but it may ask."""
        key = subprocess.run("openssl ecparam -name prime256v1 -genkey -noout | openssl ec -pubout -outform DER",
                             shell=True, capture_output=True, check=True).stdout
        text = lambda data: base64.urlsafe_b64encode(data).decode().rstrip("=")  # noqa: E731
        status, _, body = self.send("POST", "/device/enrolments", json.dumps(
            {"method": "card", "card_digits": self.card()[-6:], "card_valid_until": self.until, "name": "Test", "platform": "android",
             "public_key": text(key), "pin_proof": text(secrets.token_bytes(32)), "biometric_proof": None, "salt": text(secrets.token_bytes(16))}),
            {"Content-Type": "application/json", "Idempotency-Key": secrets.token_hex(16), "Authorization": f"Bearer {self.sign_in('phone')}"})
        assert status == 201, body
        return body["device_token"]

    def card(self):
        persons = json.loads((Path(__file__).parents[2] / "data/demo/persons.json").read_text())["persons"]
        person = next(one for one in persons if one["kvnr"] == PERSON[0])
        self.until = person["card_valid_until"]
        return person["card_number"]

    def token(self, scope):
        if scope not in self.tokens:
            self.tokens[scope] = self.bind() if scope == "device" else self.sign_in("phone" if scope == "phone" else "desktop")
        return self.tokens[scope]

    def close(self):
        self.process.terminate()
        assert self.process.wait(20) == 0, "the server ends cleanly"
        self.log.close()
        return (self.folder / "requests.log").read_text(errors="replace")


def headers_for(server, request, token=True):
    headers = {"Accept-Language": "en"}
    if request["content_type"]:
        headers["Content-Type"] = request["content_type"]
    if request["method"] != "GET":
        headers["Idempotency-Key"] = secrets.token_hex(16)
        headers["If-Match"] = '"x"'
    if token and request["scope"] != "none":
        headers["Authorization"] = f"Bearer {server.token(request['scope'])}"
    return headers


def body_of(request):
    if request["content_type"] is None:
        return None
    if isinstance(request["body"], str) and request["content_type"] != "application/json":
        return request["body"]
    return json.dumps(request["body"])


def ask(server, request):
    """Signs in anew when the session is over, and lets time pass when there was too much of something."""
    for _ in range(4):
        answer = server.send(request["method"], request["path"], body_of(request), headers_for(server, request))
        code = answer[2].get("code") if isinstance(answer[2], dict) else None
        if answer[0] == 401 and code in ("unauthorized", "invalid_token", "session_ended") and request["scope"] != "none":
            server.tokens.pop(request["scope"], None)
        elif answer[0] == 429:
            server.command("advance", seconds=901)
            server.tokens = {scope: token for scope, token in server.tokens.items() if scope == "device"}
        else:
            break
    return answer


def is_problem(answer):
    status, headers, body = answer
    return 400 <= status < 500 and headers.get("Content-Type") == "application/problem+json" and body.get("status") == status


def hostile(server, request):
    """What no client may send, whatever the operation: a name, and the request."""
    method, path, body = request["method"], request["path"], body_of(request)
    headers = headers_for(server, request)
    without = lambda name: {key: value for key, value in headers.items() if key != name}  # noqa: E731
    yield "a Host that is not ours", (method, path, body, headers | {"Host": "portal.example"})
    yield "an Origin", (method, path, body, headers | {"Origin": "https://portal.example"})
    yield "a method that there is not", ("BREW", path, None, headers)
    yield "a way out of the root", (method, "/../../etc/passwd", body, headers)
    yield "a path without an end", (method, path.split("?")[0] + "/" + "a" * 4000, body, headers)
    yield "a doubled slash", (method, "/" + path, body, headers)
    if request["scope"] != "none":
        yield "no token", (method, path, body, without("Authorization"))
        yield "a token that is none", (method, path, body, headers | {"Authorization": "Bearer " + "x" * 43})
    if method != "GET" and request["content_type"] == "application/json":
        yield "a compressed body", (method, path, body, headers | {"Content-Encoding": "gzip"})
        yield "no JSON", (method, path, "{", headers)
        yield "another media type", (method, path, body, headers | {"Content-Type": "text/html"})
        yield "a body that is too large", (method, path, json.dumps({"x": "y" * 2_000_000}), headers)
        yield "deep JSON", (method, path, '{"a":' * 300 + "1" + "}" * 300, headers)
    if method != "GET" and request["keyed"]:
        yield "no Idempotency-Key", (method, path, body, without("Idempotency-Key"))


def main():
    program, requests, record = sys.argv[1:]
    requests = [json.loads(line) for line in Path(requests).read_text().splitlines()]
    server = Server(program, record)
    wrong = []
    failures = 0
    statuses = {}
    for request in requests:
        before = server.ledger() if not request["good"] else None
        answer = ask(server, request)
        statuses[answer[0]] = statuses.get(answer[0], 0) + 1
        if answer[0] >= 500:
            wrong.append(f"{answer[0]} to {request}")
        if not request["good"]:
            if not is_problem(answer):
                wrong.append(f"{answer[0]}, though {request['why']}: {request['operation']} {json.dumps(request['body'])[:300]}")
            if server.ledger() != before:
                wrong.append(f"{request['operation']} changed something")
    print("1..3")
    print("".join(f"# {line}\n" for line in wrong), end="")
    print(f"# {len(requests)} requests, answers: {dict(sorted(statuses.items()))}")
    failures += bool(wrong)
    print(f"{'not ' if wrong else ''}ok 1 what the contract forbids is refused")

    first = {request["operation"]: request for request in reversed(requests)}
    before = server.ledger()
    wrong = []
    count = 0
    for request in first.values():
        for name, sent in hostile(server, request):
            count += 1
            answer = server.send(*sent)
            if not is_problem(answer):
                wrong.append(f"{answer[0]} to {request['operation']} with {name}: {answer[2]}")
    if server.ledger() != before:
        wrong.append("something was changed")
    print("".join(f"# {line}\n" for line in wrong), end="")
    print(f"# {count} requests that no client may send")
    failures += bool(wrong)
    print(f"{'not ' if wrong else ''}ok 2 bad input everywhere is refused")

    log = server.close()
    told = [word for word in PERSONAL if word in log]
    print("".join(f"# the log has {word}\n" for word in told), end="")
    print(f"{'not ' if told or not log else ''}ok 3 the log tells of nobody")
    return failures + (bool(told) or not log)


sys.exit(main())
