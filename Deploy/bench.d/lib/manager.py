"""A manager of the benchmark's own, and a client that keeps its connection."""

import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import time

PROGRAM = os.environ["BENCH_PROGRAM"]
ROOT = pathlib.Path(os.environ["BENCH_ROOT"])
IMAGES = pathlib.Path(os.environ["BENCH_IMAGES"])
WORK = pathlib.Path(os.environ["BENCH_WORK"])
PACKAGES, NSDS, NSS, VNFS, OWN = "/vnfpkgm/v2", "/nsd/v2", "/nslcm/v2", "/vnflcm/v2", "/manifold/v1"
VERSIONS = {PACKAGES: "2.4.0", NSDS: "2.3.0", NSS: "2.3.0", VNFS: "2.3.0", OWN: "1.0.0"}
RUNNING = ("STARTING", "PROCESSING", "ROLLING_BACK")


class Client:
    """One connection to a manager. `send` and `receive` are apart, so that several clients can ask side by side."""

    def __init__(self, port, token):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.connection.connect()
        self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.headers = {"Authorization": f"Bearer {token}", "Accept": "application/json, application/problem+json"}

    def send(self, method, api, path, body=None, content_type="application/json"):
        headers = dict(self.headers, Version=VERSIONS[api])
        if body is not None:
            headers["Content-Type"] = content_type
            body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.request = f"{method} {api}{path}"
        self.connection.request(method, api + path, body, headers)

    def receive(self):
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{self.request}: {answer.status} {body.decode(errors='replace')}")
        self.location = answer.headers.get("Location", "").rsplit("/", 1)[-1]
        return json.loads(body) if body else None

    def __call__(self, *request, **named):
        self.send(*request, **named)
        return self.receive()

    def operate(self, api, path, body):
        """Starts an operation; the id of its occurrence."""
        self("POST", api, path, body)
        return self.location

    def occurrence(self, api, id):
        return self("GET", api, f"/{'ns' if api == NSS else 'vnf'}_lcm_op_occs/{id}")

    def completed(self, api, id, pause=0.001):
        """Asks until an operation has ended; raises where that is anything but COMPLETED."""
        while (occurrence := self.occurrence(api, id))["operationState"] in RUNNING:
            time.sleep(pause)
        require_completed(occurrence)

    def commits(self):
        return self("GET", OWN, "/status")["commits"]


def require_completed(occurrence):
    if occurrence["operationState"] != "COMPLETED":
        raise RuntimeError(f"the operation ended {occurrence['operationState']}: {occurrence.get('error')}")


class Manager:
    """`manifold serve` on a free port with a data folder of its own, ended by `with`."""

    def __init__(self, *options, folder="data", wait=True):
        self.data = WORK / folder
        self.log = open(WORK / f"{folder}.log", "ab")
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", "--data", self.data, "--templates", ROOT / "Templates", *options],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        if wait:
            try:
                self.await_start()
            except BaseException:
                self.end()
                raise

    def await_start(self):
        url, token = self.data / "server.url", self.data / "admin.token"
        for _ in range(3000):
            if url.exists() and (text := url.read_text().strip()) and token.exists():
                self.port = int(text.rsplit(":", 1)[1].rstrip("/"))
                self.token = token.read_text().strip()
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise RuntimeError(f"the manager didn't start: {pathlib.Path(self.log.name).read_text()[-2000:]}")

    def client(self):
        return Client(self.port, self.token)

    def command(self, *arguments):
        """What a client of the command line prints."""
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)], env=dict(os.environ, MANIFOLD_DATA=str(self.data)), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=180)
        if done.returncode != 0:
            raise RuntimeError(f"manifold {' '.join(map(str, arguments))}: {done.stdout}")
        return done.stdout

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
