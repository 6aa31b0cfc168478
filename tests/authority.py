"""A real time-stamping authority (RFC 3161) for tests: `openssl ts -reply` behind a small HTTP server, with a CA of its own."""

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_CONFIG = """
[tsa]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[req]
distinguished_name = name
[name]
"""


@dataclass
class Authority:
    """Where it listens, the file with its certificate, and whether it answers."""

    url: str
    ca: Path
    folder: Path
    broken: bool = False
    asked: int = 0


def _openssl(*words: object) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


def _make(folder: Path) -> None:
    config = folder / "openssl.cnf"
    config.write_text(_CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    key = ["-newkey", "rsa:2048", "-nodes", "-days", "3650", "-config", config]
    _openssl(
        "req", "-x509", *key, "-extensions", "ca", "-subj", "/CN=Test CA",
        "-keyout", folder / "ca.key", "-out", folder / "ca.pem",
    )  # fmt: skip
    _openssl(
        "req", "-x509", *key, "-extensions", "signer", "-subj", "/CN=Test TSA", "-CA", folder / "ca.pem",
        "-CAkey", folder / "ca.key", "-keyout", folder / "tsa.key", "-out", folder / "tsa.pem",
    )  # fmt: skip


def _reply(authority: Authority, query: bytes) -> bytes:
    folder = authority.folder
    with tempfile.TemporaryDirectory() as scratch:
        asked, answer = Path(scratch, "q"), Path(scratch, "r")
        asked.write_bytes(query)
        _openssl(
            "ts", "-reply", "-config", folder / "openssl.cnf", "-section", "tsa", "-queryfile", asked,
            "-signer", folder / "tsa.pem", "-inkey", folder / "tsa.key", "-out", answer,
        )  # fmt: skip
        return answer.read_bytes()


@contextmanager
def running(folder: Path) -> Iterator[Authority]:
    """The authority on a free port, until the block ends."""
    _make(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            authority.asked += 1
            query = self.rfile.read(int(self.headers["Content-Length"]))
            right = self.headers["Content-Type"] == "application/timestamp-query"
            self.send_response(503 if authority.broken or not right else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            if not authority.broken:
                self.wfile.write(_reply(authority, query))

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    authority = Authority(f"http://127.0.0.1:{server.server_port}/tsr", folder / "ca.pem", folder)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
