"""http.py PREFIX OUT: the mock beside a bare SoupServer, nginx and node, over TLS 1.3 on loopback; one core for the server, one for
the load, in turn within one run. Prints a table and writes OUT/http.json. Gates nothing."""
import asyncio
import json
import os
import resource
import re
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS, SECONDS, POLLS = 3, 3, 1000
PREFIX, OUT = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
FOLDER = Path(tempfile.mkdtemp(prefix="meine-hkk-bench-"))
PEM = FOLDER / "state" / "certificate.pem"

resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)


def start(*command, url=None):
    process = subprocess.Popen(["taskset", "-c", "0", *map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return process, url or process.stdout.readline().strip()


def answers(url):
    """Whether the URL is there; an answer that says no is one too, to whoever waits for its turn only."""
    return subprocess.run(["curl", "-sfk", "-o", "/dev/null", url]).returncode == 0


def wait_for(url, deadline=10):
    end = time.monotonic() + deadline
    while not answers(url):
        assert time.monotonic() < end, f"{url} does not answer"


def load(url, token=None):
    header = ["-H", f"Authorization: Bearer {token}"] if token else []
    text = subprocess.run(["taskset", "-c", "1", "wrk", "-t1", "-c8", f"-d{SECONDS}s", *header, url], capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in text, f"{url}: {text}"
    return float(re.search(r"Requests/sec:\s*([0-9.]+)", text)[1])


def curl(url, *more):
    return json.loads(subprocess.run(["curl", "-sS", "--fail-with-body", "--cacert", PEM, *more, url], capture_output=True, text=True, check=True).stdout)


def sign_in(url):
    return curl(f"{url}/iam/token", "--json", json.dumps({"grant_type": "password", "username": "A000500015", "password": "Amsel-singt-1988",
                                                          "client": "desktop", "device_name": "bench"}))["access_token"]


def pss(pid):
    return int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1])


def pid_of(process):
    """Of the server: taskset becomes it."""
    return process.pid


async def park(url, path, token, wake, pid):
    """POLLS connections that wait; the memory that they take; the time until all are answered after WAKE."""
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    host, port = url.removeprefix("https://").split(":")
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    before = pss(pid)
    streams = []
    for _ in range(POLLS):
        reader, writer = await asyncio.open_connection(host, int(port), ssl=trust)
        writer.write(request)
        await writer.drain()
        streams.append((reader, writer))
    await asyncio.to_thread(answers, f"{url}/")  # what was sent before has been read when this is answered
    memory = (pss(pid) - before) / POLLS
    began = time.monotonic()
    woken = asyncio.gather(*(reader.readuntil(b"\r\n\r\n") for reader, _ in streams))
    await asyncio.to_thread(wake)
    await woken
    took = time.monotonic() - began
    for _, writer in streams:
        writer.close()
    return memory, took * 1000


def main():
    servers = {}
    mock, url = start(PREFIX / "bin/meine-hkk-mock", "serve", "--state", FOLDER / "state", "--listen", "127.0.0.1:0")
    token = sign_in(url)
    message = next(item["id"] for item in curl(f"{url}/v1/messages?limit=10", "-H", f"Authorization: Bearer {token}")["items"] if not item["protected"])
    servers["mock, a message"] = (f"{url}/v1/messages/{message}", token)
    servers["mock, a list of 3"] = (f"{url}/v1/documents?limit=3", token)
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libsoup-3.0"], capture_output=True, text=True, check=True).stdout.split()
    subprocess.run(["cc", "-O2", Path(__file__).parent / "bare-server.c", "-o", FOLDER / "bare", *flags], check=True)
    bare, bare_url = start(FOLDER / "bare", PEM)
    servers["bare SoupServer"] = (f"{bare_url}/", None)
    others = []
    if shutil.which("nginx"):
        (FOLDER / "nginx.conf").write_text(f"""daemon off; worker_processes 1; pid {FOLDER}/nginx.pid; error_log {FOLDER}/nginx.log;
events {{ worker_connections 4096; }}
http {{ access_log off; client_body_temp_path {FOLDER}; proxy_temp_path {FOLDER}; fastcgi_temp_path {FOLDER}; uwsgi_temp_path {FOLDER}; scgi_temp_path {FOLDER};
server {{ listen 127.0.0.1:9443 ssl; ssl_certificate {PEM}; ssl_certificate_key {PEM}; ssl_protocols TLSv1.3; keepalive_requests 1000000;
location / {{ default_type application/json; return 200 "{'x' * 1024}"; }} }} }}""")
        others.append(start("nginx", "-c", FOLDER / "nginx.conf", url="x")[0])
        wait_for("https://127.0.0.1:9443/")
        servers["nginx"] = ("https://127.0.0.1:9443/", None)
    if shutil.which("node"):
        script = ("const fs=require('fs'),pem=fs.readFileSync(process.argv[1]),body='x'.repeat(1024);"
                  "const s=require('https').createServer({key:pem,cert:pem,minVersion:'TLSv1.3'},(q,r)=>{r.setHeader('Content-Type','application/json');r.end(body)});"
                  "s.listen(0,'127.0.0.1',()=>console.log('https://127.0.0.1:'+s.address().port))")
        node, node_url = start("node", "-e", script, PEM)
        others.append(node)
        servers["node"] = (node_url + "/", None)
    rates = {name: [] for name in servers}
    for _ in range(ROUNDS):
        for name, (address, bearer) in servers.items():
            rates[name].append(load(address, bearer))
    base = statistics.median(rates["bare SoupServer"])
    result = {"rounds": rates, "requests_per_second": {}, "polls": {}}
    print(f"{'server':<18}{'requests/s':>12}{'of the bare one':>18}")
    for name, values in rates.items():
        rate = statistics.median(values)
        result["requests_per_second"][name] = rate
        print(f"{name:<18}{rate:>12.0f}{rate / base:>17.2f}×")

    cursor = curl(f"{url}/v1/feed", "-H", f"Authorization: Bearer {sign_in(url)}")["cursor"]
    token = sign_in(url)
    wake_mock = lambda: curl(f"{url}/v1/step-up", "--json", "{}", "-H", f"Authorization: Bearer {token}", "-H", f"Idempotency-Key: {os.urandom(16).hex()}")  # noqa: E731
    wake_bare = lambda: subprocess.run(["curl", "-sk", "-o", "/dev/null", f"{bare_url}/wake"], check=True)  # noqa: E731
    print(f"\n{POLLS} waiting polls{'kB each':>10}{'all woken in ms':>18}")
    for name, address, path, bearer, wake, process in (
            ("mock", url, f"/v1/feed?after={cursor}&wait=25", token, wake_mock, mock), ("bare SoupServer", bare_url, "/park", "", wake_bare, bare)):
        memory, took = asyncio.run(park(address, path, bearer, wake, pid_of(process)))
        result["polls"][name] = {"kilobytes": memory, "milliseconds": took}
        print(f"{name:<18}{memory:>10.1f}{took:>18.0f}")
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "http.json").write_text(json.dumps(result, indent=2) + "\n")
    for process in (mock, bare, *others):
        process.terminate()
        process.wait(20)
    shutil.rmtree(FOLDER)


main()
