"""A portal that was written from the contract alone (data/api/meine-hkk.openapi.yaml), as another insurer would begin: what must
be there, one form of its own with every kind of field, what is optional left out. It runs in the scenario's process."""
import base64
import hashlib
import json
import re
import secrets
import ssl
import subprocess
import threading
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NUMBER, PASSWORD, NAME = "Z123456783", "Kuh-und-Kalb-2026", "Zita Ziegel"
BASE = "/kasse/digital"
REFERENCE = "K/7 – 42.b"

OPTIONS = [{"value": "cow", "label": "Kuh"}, {"value": "horse", "label": "Pferd"}]
FORM = {
    "id": "riding-therapy", "version": 3, "kind": "request", "protection": "substantial", "category": "animals",
    "title": "Reittherapie", "summary": "Auf dem Rücken der Pferde.", "minutes": 4,
    "lists": {"countries": {"options": [{"value": "AT", "label": "Österreich"}, {"value": "DE", "label": "Deutschland"}]}},
    "sections": [
        {"id": "animal", "title": "Das Tier", "fields": [
            {"id": "hint", "kind": "note", "label": "Auch Kühe tragen."},
            {"id": "species", "kind": "choice", "label": "Tierart", "required": True, "options": OPTIONS},
            {"id": "name", "kind": "text", "label": "Name des Tiers", "required": True},
            {"id": "story", "kind": "multiline", "label": "Was hilft Ihnen?"},
            {"id": "gaits", "kind": "multichoice", "label": "Gangarten", "options": [
                {"value": "walk", "label": "Schritt"}, {"value": "trot", "label": "Trab"}]},
            {"id": "stable", "kind": "country", "label": "Land des Stalls", "list": "countries"},
            {"id": "saddle", "kind": "yesno", "label": "Mit Sattel?"},
            {"id": "rider", "kind": "person", "label": "Wer reitet?", "options": [
                {"value": "self", "label": NAME, "birth_date": "1980-02-29"}]},
            {"id": "first_ride", "kind": "date", "label": "Erster Ritt", "required": True, "max_date": ["today"]},
            {"id": "hour", "kind": "time", "label": "Uhrzeit"}]},
        {"id": "figures", "title": "Zahlen", "fields": [
            {"id": "rides", "kind": "integer", "label": "Ritte", "min": 1, "max": 99},
            {"id": "legs", "kind": "calculated", "label": "Beine", "value": ["mul", ["field", "rides"], 4], "format": "integer"},
            {"id": "price", "kind": "money", "label": "Preis", "currencies": ["CHF", "EUR"]},
            {"id": "since", "kind": "year", "label": "Seit wann?"},
            {"id": "stops", "kind": "table", "label": "Ritte im Einzelnen", "item_label": "Ritt", "add_label": "Ritt hinzufügen",
             "total": {"field": "cost", "label": "Zusammen"}, "fields": [
                 {"id": "where", "kind": "text", "label": "Wohin?"}, {"id": "cost", "kind": "money", "label": "Kosten"}]},
            {"id": "riders", "kind": "group", "label": "Mitreitende", "item_label": "Person", "add_label": "Person hinzufügen",
             "fields": [{"id": "first_name", "kind": "text", "label": "Vorname"}]}]},
        {"id": "contact", "title": "Kontakt", "fields": [
            {"id": "kvnr", "kind": "kvnr", "label": "Nummer"}, {"id": "iban", "kind": "iban", "label": "Konto"},
            {"id": "phone", "kind": "phone", "label": "Rufnummer"}, {"id": "email", "kind": "email", "label": "Mail"},
            {"id": "postcode", "kind": "postal_code", "label": "PLZ"},
            {"id": "bill", "kind": "attachments", "label": "Quittung", "required": True, "media_types": ["image/png"]},
            {"id": "truth", "kind": "declaration", "label": "So war es.", "required": True}]}]}
PREFILL = {
    "story": "Luft\nund Ruhe", "gaits": ["walk", "trot"], "stable": "AT", "saddle": False, "rider": "self", "hour": "07:05",
    "rides": 7, "price": {"amount": 12345, "currency": "CHF"}, "since": 2020,
    "stops": [{"where": "Wald", "cost": {"amount": 250, "currency": "EUR"}}, {"cost": {"amount": 50, "currency": "EUR"}}],
    "riders": [{"first_name": "Otto"}], "kvnr": NUMBER, "iban": "DE89370400440532013000", "phone": "+4942112345",
    "email": "zita@example.org", "postcode": "28195"}


def moment(seconds=0):
    return (datetime.now(timezone.utc) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Refused(Exception):
    def __init__(self, status, code, title):
        super().__init__(code)
        self.status, self.code, self.title = status, code, title


class OtherPortal:
    """What the portal knows, and the operations that it serves: the methods that are named after them."""

    served = {
        "iam_token": ("POST", "/iam/token"), "iam_revoke": ("POST", "/iam/revoke"), "get_status": ("GET", "/v1/status"),
        "get_overview": ("GET", "/v1/overview"), "list_forms": ("GET", "/v1/forms"), "get_form": ("GET", "/v1/forms/([^/]+)"),
        "submit_request": ("POST", "/v1/requests"), "list_approvals": ("GET", "/v1/approvals"),
        "get_approval": ("GET", "/v1/approvals/([^/]+)"), "cancel_approval": ("POST", "/v1/approvals/([^/]+)/cancel"),
        "get_data_key": ("GET", "/v1/account/data-key"), "put_upload": ("PUT", "/v1/uploads/([0-9a-f]{32})")}

    def __init__(self, folder):
        self.certificate, key = folder / "other-portal.pem", folder / "other-portal.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                        "-subj", "/CN=Kasse", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", self.certificate],
                       check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(self.certificate, key)
        key.unlink()
        self.access = self.refresh = self.approval = self.handed_in = None
        self.uploads, self.answers = {}, {}
        self.form = FORM
        self.not_served = set()  # what was asked for all the same
        self.known = threading.Event()  # what is shown first was asked for; what is served is not known before
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.portal = self
        # The handshake is for the connection's own thread.
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"https://127.0.0.1:{self.server.server_port}{BASE}"

    def answer(self, method, path, headers, body):
        """The status and the answer to a call."""
        for operation, (known, pattern) in self.served.items():
            match = re.fullmatch(pattern, path)
            if match and method == known:
                if operation not in ("iam_token", "iam_revoke", "get_status") and (
                        not self.access or headers["Authorization"] != f"Bearer {self.access}"):
                    raise Refused(401, "token_expired", "Melden Sie sich an.")
                return getattr(self, operation)(headers, body, *match.groups())
        self.not_served.add((method, path))
        raise Refused(404, "not_found", "Das gibt es hier nicht.")

    # Sign-in

    def iam_token(self, headers, body):
        asked = json.loads(body)
        if asked["grant_type"] == "refresh_token" and asked["refresh_token"] != self.refresh:
            raise Refused(401, "invalid_grant", "Die Anmeldung ist zu Ende.")
        if asked["grant_type"] == "password" and (asked["username"], asked["password"]) != (NUMBER, PASSWORD):
            raise Refused(401, "invalid_credentials", "Nummer oder Passwort stimmt nicht.")
        self.access, self.refresh = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        return 200, {"access_token": self.access, "refresh_token": self.refresh, "token_type": "bearer", "expires_in": 40,
                     "session_id": "1", "inactivity": 600, "absolute_expires_at": moment(36000), "stay_signed_in": False,
                     "account": {"id": "77", "name": NAME, "restricted": False}}

    def iam_revoke(self, headers, body):
        self.access = self.refresh = None
        return 200, {}

    # Reading

    def get_status(self, headers, body):
        assert self.known.wait(20), "nothing is shown before it is known what is served"
        return 200, {"state": "ok", "message": None, "demo": False, "version": "Kasse 7", "time": moment(),
                     "operations": list(self.served)}

    def get_overview(self, headers, body):
        self.known.set()
        return 200, {"person": {"name": NAME, "first_name": "Zita"}, "restricted": False, "needs_you": [], "in_progress": [],
                     "news": [], "counts": {"open_requests": 0, "unread_messages": 0, "needs_you": 0, "open_approvals": 0}}

    def list_forms(self, headers, body):
        members = ("id", "version", "title", "summary", "category", "kind", "protection", "minutes")
        return 200, {"categories": [{"id": "animals", "title": "Tiere"}],
                     "items": [{name: self.form[name] for name in members} | {"keywords": [], "prepare": []}]}

    def get_form(self, headers, body, form):
        if form != FORM["id"]:
            raise Refused(404, "not_found", "Dieses Formular gibt es nicht.")
        return 200, {"form": self.form, "prefill": PREFILL, "parameters": {}}

    def get_data_key(self, headers, body):
        return 200, {"key": base64.urlsafe_b64encode(bytes(range(32))).decode().rstrip("="), "id": "1"}

    # Handing in

    def put_upload(self, headers, body, upload):
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        if not headers["Idempotency-Key"] or headers["Content-Digest"] != f"sha-256=:{digest}:":
            raise Refused(422, "upload_incomplete", "Die Datei ist nicht ganz angekommen.")
        self.uploads[upload] = {"name": headers["Content-Disposition"].split("''")[1], "size": len(body),
                                "sha256": hashlib.sha256(body).hexdigest(), "media_type": headers["Content-Type"]}
        return 201, {"id": upload, "expires_at": moment(86400)} | self.uploads[upload]

    def submit_request(self, headers, body):
        key = headers["Idempotency-Key"]
        if not key:
            raise Refused(400, "idempotency_key_missing", "Der Schlüssel fehlt.")
        if json.loads(body)["version"] != self.form["version"]:
            raise Refused(409, "form_outdated", "Das Formular ist neu.")
        if key not in self.answers:
            assert self.approval is None, "one request, one key"
            self.handed_in = json.loads(body)
            self.approval = {
                "id": "a-1", "status": "pending", "operation": "submit_request", "title": "Reittherapie einreichen", "number": "42",
                "created_at": moment(), "expires_at": moment(200), "expires_in": 200, "first_wait": 0, "interval": 1,
                "authorization_details": [{"label": "Tierart", "old": None, "new": "Pferd"}],
                "digest": base64.urlsafe_b64encode(hashlib.sha256(body).digest()).decode().rstrip("="),
                "device": {"name": "Zitas Telefon", "locked": False}, "extensions_left": 0, "resends_left": 0, "result": None,
                "problem": None}
            self.answers[key] = hashlib.sha256(body).digest()
        if self.answers[key] != hashlib.sha256(body).digest():
            raise Refused(422, "idempotency_key_reused", "Der Schlüssel gehört zu etwas anderem.")
        return 202, self.approval

    def list_approvals(self, headers, body):
        return 200, {"items": [self.approval] if self.approval and self.approval["number"] else []}

    def get_approval(self, headers, body, approval):
        if not self.approval or approval != self.approval["id"]:
            raise Refused(404, "not_found", "Diese Freigabe gibt es nicht.")
        return 200, self.approval

    def cancel_approval(self, headers, body, approval):
        if self.approval["number"]:
            self.end("cancelled")
        return self.get_approval(headers, body, approval)

    def change_form(self):
        """A new version: two questions are others now."""
        self.form = json.loads(json.dumps(self.form).replace('"id": "name"', '"id": "called"')
                               .replace('"id": "first_ride"', '"id": "last_ride"'))
        self.form["version"] += 1

    # What the person does on the phone, which this portal has no route for

    def open(self):
        self.approval = self.approval | {"status": "opened"}

    def end(self, status, **result):
        self.approval = self.approval | {"status": status, "number": None, "expires_in": 0, "result": result or None}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def serve(self):
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        path = self.path.split("?")[0]
        try:
            if not path.startswith(BASE):
                raise Refused(404, "not_found", "Hier ist kein Portal.")
            status, answer = self.server.portal.answer(self.command, path.removeprefix(BASE), self.headers, body)
            media_type = "application/json"
        except Refused as problem:
            status, media_type = problem.status, "application/problem+json"
            answer = {"type": "https://kasse.example/problem", "title": problem.title, "status": status, "code": problem.code}
        text = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(text)))
        if status == 202:
            self.send_header("Location", f"/v1/approvals/{answer['id']}")
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = serve  # noqa: N815

    def log_message(self, *arguments):
        """Nothing is told: standard output is the scenario's."""
