"""A server that answers an agent as its test wishes: real sealed messages, and whatever lie is put between."""

import base64
import hashlib
import json
import os
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from zegel.agent.key import make_key, read_key
from zegel.client.sealed import Addressee, File, encode, make_message
from zegel.seal import vrf
from zegel.seal.checkpoint import checkpoint_body, sign
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.key_entry import KeyEntry, label_input, text_hash, write
from zegel.seal.keys import make_user_key, signing_public
from zegel.seal.manifest import Sender
from zegel.seal.merkle import inclusion_proof, leaf_hash, root
from zegel.seal.sealing import seal_bytes


class Vault:
    """Where `make_message` uploads to."""

    def __init__(self):
        self.objects = {}

    def call(self, method, path, body=None, *, content=None):
        key = path.split("/")[1] if "/" in path else str(uuid.uuid4())
        if content is not None:
            self.objects[key] = self.objects.get(key, b"") + content
        return {"id": key, "partSize": 1 << 30}


class Log:
    """The log of keys of the mailboxes, and beside it a log of evidence of as many records. `seed` signs both, `named` are keys that the
    server names in the place of true ones."""

    def __init__(self):
        self.seed, self.bodies, self.places = os.urandom(32), [], {}
        self.labels, self.named = os.urandom(32), {}

    def add(self, box):
        """Log the key of a mailbox."""
        label = vrf.label(vrf.prove(self.labels, label_input(box["address"]))).hex()
        facts = {"key": text_hash(box["recipient"]), "number": 1}
        self.places[box["id"]] = len(self.bodies)
        self.bodies.append(write(KeyEntry("2020-01-01T00:00:00Z", "boxes.mailbox.opened", label, facts)))

    def note(self, name):
        leaves = [leaf_hash(body) for body in self.bodies]
        return sign(checkpoint_body(name, len(leaves), root(leaves)), name, self.seed)

    def row(self, box):
        """What `boxes/keys` says."""
        place = self.places[box["id"]]
        leaves = [leaf_hash(body) for body in self.bodies]
        entry = self.bodies[place].decode()
        proof = [encode(step) for step in inclusion_proof(place, leaves)]
        label = encode(vrf.prove(self.labels, label_input(box["address"])))
        told = {"label": label, "entries": [{"entry": entry, "index": place, "proof": proof}]}
        return {
            "box": box["id"], "recipient": self.named.get(box["id"], box["recipient"]), "keyVersion": 1, "name": "Team",
            "owner": None, "signing": None, "since": "2020-01-01T00:00:00+00:00",
            "log": told | {"checkpoint": self.note("c.example/log/keys"), "witnessed": None},
        }  # fmt: skip

    def public(self):
        """What everybody may read of both."""
        leaves = [leaf_hash(body) for body in self.bodies]
        tile = b"".join(leaves)
        tiles = {
            f"{where}/tile/0/000.p/{width}": tile[: 32 * width]
            for where in ("", "/keys")
            for width in range(1, len(leaves) + 1)
        }
        return tiles | {
            "/log-key": encode(signing_public(self.seed)).encode(),
            "/log-key/changes": b"",
            "/checkpoint": self.note("c.example/log").encode(),
            "/keys/label-key": encode(vrf.public_key(self.labels)).encode(),
        }


class LyingServer:
    """Knows one agent and the messages that wait for it. `down` answers everything with that status."""

    STRANGER = identity_recipient(generate_hybrid())

    def __init__(self, folder):
        self.vault, self.waiting, self.verdicts, self.boxes = Vault(), [], [], {}
        self.alarms = []
        self.messages, self.down, self.logins, self.times = {}, 0, 0, {}
        self.account = make_key(folder / "agent.key", origin="", email="agent@court.example", name="Agent")
        self.log = Log()
        self.sender, self.sender_box = make_user_key(), identity_recipient(generate_hybrid())
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.key = read_key(folder / "agent.key")

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def add_box(self, court, *, sealed=None):
        """A mailbox of a court; `sealed` stands where the key for the agent should be."""
        identity, key = generate_hybrid(), str(uuid.uuid4())
        held = sealed if sealed is not None else seal_bytes([self.account["recipient"]], identity.encode())
        self.boxes[key] = {
            "id": key, "address": f"{key[:8]}@court.example", "name": "Team", "recipient": identity_recipient(identity),
            "keyVersion": 1, "keys": [{"number": 1, "sealedIdentity": encode(held)}], "court": court,
        }  # fmt: skip
        self.log.add(self.boxes[key])
        return self.boxes[key]

    def send(self, box, *contents, name="stuk.pdf"):
        """A message to a mailbox; gives the number under which it waits."""
        sender = Sender(
            kind="box", id=str(uuid.uuid4()), name="Kantoor", user=str(uuid.uuid4()), user_name="A. de Vries"
        )
        made = make_message(
            self.vault, sender=sender, signing_seed=self.sender.signing, sender_recipient=self.sender_box,
            addressees=[Addressee("box", box["id"], "Team", box["address"], box["recipient"], {})],
            conversation=str(uuid.uuid4()), subject="C/13/756123", text="Zie bijlage.",
            files=[File(name, "application/octet-stream", content) for content in contents],
        )  # fmt: skip
        holder = str(uuid.uuid4())
        self.messages[holder] = {
            "box": box["id"], "message": made["message"], "conversation": made["conversation"],
            "sealedKey": made["boxes"][0]["key"], "envelope": made["envelope"],
            "senderKey": encode(self.sender.signing_public),
            "sender": {"kind": "box", "id": sender.id, "user": sender.user, "name": "Kantoor", "userName": "A. de Vries"},
            "files": [{"number": n, "object": key, "size": 1} for n, key in enumerate(made["objects"], 1)],
        }  # fmt: skip
        place = 1 + sum(row["court"] == box["court"] for row in self.waiting)
        self.waiting.append(
            {"delivery": holder, "message": made["message"], "files": list(range(1, len(contents) + 1)),
             "box": box["id"], "court": box["court"], "place": place}
        )  # fmt: skip
        return holder

    def answer(self, method, path, body):
        """The status and the JSON, or bytes, of an answer."""
        return (self.down, b"<html>down") if self.down else (200, self._said(path, body))

    def _said(self, path, body):
        if path.startswith("/api/checks/"):
            return self._of(*path.split("/")[3:], body=body)
        if path == "/api/alarms":
            self.alarms.append((body["code"], body.get("about")))
        if path == "/api/login":
            self.logins += 1
        me = {
            "user": {"id": "u", "name": "Agent"},
            "sealedKey": self.account["sealedKey"],
            "boxes": list(self.boxes.values()),
        }
        known = {
            "/login": b"page",
            "/api/login/salt": {"salt": self.account["salt"]},
            "/api/login": {"me": me, "methods": [], "phone": ""},
            "/api/me": me,
            "/api/checks": sorted(self.waiting, key=lambda row: row["place"]),
            **self.log.public(),
        }
        if path.startswith("/api/boxes/keys?box="):
            return [self.log.row(self.boxes[path.removeprefix("/api/boxes/keys?box=")])]
        return known.get(path, [])

    def _of(self, holder, *rest, body):
        message = self.messages[holder]
        if rest[:1] == ("files",):
            return self.vault.objects[message["files"][int(rest[1]) - 1]["object"]]
        return {"filed": self._file(holder, body["verdicts"])} if rest else message

    def _file(self, holder, verdicts):
        for verdict in verdicts:
            self.verdicts.append((holder, verdict["file"], verdict["findings"]))
            self.times[holder] = time.monotonic()
        numbers = {verdict["file"] for verdict in verdicts}
        for row in self.waiting:
            if row["delivery"] == holder:
                row["files"] = [number for number in row["files"] if number not in numbers]
        self.waiting = [row for row in self.waiting if row["files"]]
        return len(verdicts)

    def _handler(self):
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._do("GET")

            def do_POST(self):
                self._do("POST")

            def _do(self, method):
                sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, said = server.answer(method, self.path, json.loads(sent) if sent else None)
                content = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Set-Cookie", "csrftoken=t; Path=/")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        return Handler


def garbage():
    """Bytes that are no key of anybody."""
    return hashlib.sha256(os.urandom(8)).digest() + base64.b64encode(b"garbage")
