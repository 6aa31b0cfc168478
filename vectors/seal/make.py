# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/seal/zegel-v1.json: what the Python core and the browser core must agree on.

    .venv/bin/python vectors/seal/make.py

Everything computed is a pure function of the inputs written beside it. Sealed files cannot be: HPKE draws
its own randomness. They are made once and kept as long as they still open to the plaintext beside them, so
running this again changes nothing. Vectors only ever grow; a changed value is a broken promise.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from zegel.lib.typed import plain_code
from zegel.seal import checkpoint, identities, keys, manifest, merkle, recovery
from zegel.seal.errors import SealError
from zegel.seal.opening import open_bytes
from zegel.seal.sealing import seal_bytes

FILE = Path(__file__).parent / "zegel-v1.json"
SALT = bytes(range(16))
MESSAGE = "7d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f"
CONVERSATION = "1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9"
OBJECTS = ("aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002")


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def seed(name: str) -> bytes:
    """Give 32 bytes that are the same every time and different for every name."""
    return hashlib.sha256(b"zegel vector " + name.encode()).digest()


class Kept:
    """Sealed files of the last run, by place."""

    def __init__(self) -> None:
        self._old = json.loads(FILE.read_text())["sealed"] if FILE.exists() else {}
        self.files: dict[str, dict[str, str]] = {}

    def seal(self, name: str, identity: str, plaintext: bytes, wraps: Callable[[bytes], bytes]) -> None:
        old = self._old.get(name)
        fresh = old is None or not opens(identity, base64.b64decode(old["file"]), plaintext)
        file = b64(wraps(plaintext)) if fresh else old["file"]
        self.files[name] = {"identity": identity, "plaintext": b64(plaintext), "file": file}


def opens(identity: str, file: bytes, plaintext: bytes) -> bool:
    try:
        return open_bytes([identity], file) == plaintext
    except SealError:
        return False


def password_vectors() -> list[dict[str, str]]:
    vectors = []
    # The second is written with a ligature and a combining accent: NFKC makes it the third.
    for password in ("correct horse battery staple", "\ufb01etsbe\u0301l 12", "fietsb\u00e9l 12", ""):
        halves = keys.password_halves(password, SALT)
        vectors.append(
            {
                "password": password,
                "salt": b64(SALT),
                "login": b64(halves.login),
                "unlock": b64(halves.unlock),
                "unlockIdentity": halves.unlock_identity,
                "unlockRecipient": identities.identity_recipient(halves.unlock_identity),
            }
        )
    return vectors


def access_vectors() -> list[dict[str, str]]:
    vectors = []
    for code in ("K7RM-92QX", " k7rm 92qx ", "k7\u2010rm\u00a092\u2011QX\n", "stra\u00dfe-9"):
        halves = keys.access_halves(code, SALT)
        vectors.append(
            {
                "code": code,
                "normal": plain_code(code),
                "salt": b64(SALT),
                "verifier": b64(halves.verifier),
                "seal": b64(halves.seal),
                "sealIdentity": halves.seal_identity,
                "sealRecipient": identities.identity_recipient(halves.seal_identity),
            }
        )
    return vectors


def identity_vectors() -> list[dict[str, str]]:
    vectors = []
    for data in (bytes(32), bytes(range(32)), b"\xff" * 32, seed("box")):
        identity = identities.hybrid_from_seed(data)
        recipient = identities.identity_recipient(identity)
        vectors.append({"seed": b64(data), "identity": identity, "recipient": recipient})
    return vectors


def guest_vectors() -> list[dict[str, str]]:
    vectors = []
    for data in (bytes(32), b"\xfb\xff" * 16, seed("link")):
        link = keys.encode_link(data)
        identity = keys.link_identity(link)
        vectors.append(
            {
                "secret": b64(data),
                "link": link,
                "identity": identity,
                "recipient": identities.identity_recipient(identity),
            }
        )
    return vectors


def recovery_vectors() -> list[dict[str, str]]:
    vectors = []
    for secret in (bytes(17), b"\xff" * 17, seed("recovery")[:17]):
        code = recovery.RecoveryCode(secret)
        # As somebody types it who reads a 0 as an O and a 1 as an I, in small letters and without hyphens.
        typed = code.text.replace("0", "O").replace("1", "I").replace("-", " ").lower()
        vectors.append({"secret": b64(secret), "code": code.text, "typed": typed, "identity": code.identity})
    return vectors


def user_key_vector() -> dict[str, str]:
    key = keys.UserKey(identity=identities.hybrid_from_seed(seed("user")), signing=seed("signing"))
    return {
        "identity": key.identity,
        "recipient": key.recipient,
        "signing": b64(key.signing),
        "signingPublic": b64(key.signing_public),
        "plaintext": keys.encode_user_key(key).decode(),
    }


def make_manifest(*, files: bool) -> manifest.Manifest:
    entries = tuple(
        manifest.FileEntry(
            number=number,
            name=name,
            type="application/pdf",
            size=len(name),
            sha256=hashlib.sha256(name.encode()).hexdigest(),
            object=stored,
            pages=pages,
        )
        for number, name, stored, pages in (
            (1, "01 – Verzoekschrift \u20ac.pdf", OBJECTS[0], 12),
            (2, "02 – Productie \U0001f512.pdf", OBJECTS[1], None),
        )
    )
    return manifest.Manifest(
        message=MESSAGE,
        conversation=CONVERSATION,
        created="2026-11-22T22:51:00Z",
        sender=manifest.Sender(
            kind="box",
            id="c0ffee00-0000-4000-8000-000000000001",
            name="De Wit Advocaten",
            user="c0ffee00-0000-4000-8000-000000000002" if files else None,
            user_name="mr. A. de Wit" if files else None,
        ),
        recipients=(
            manifest.Party(
                kind="guest",
                id="c0ffee00-0000-4000-8000-000000000003",
                name='J. "Jan" \\ Jansen\u2028',
                address="jan@voorbeeld.nl",
            ),
        ),
        subject="nieuwe zaak",
        text="Edelachtbare,\n\n\tBijgaand het verzoek.\r\n\u0001\u007f\ud7ff\uffff",
        secret=files,
        files=entries if files else (),
    )


def manifest_vectors() -> list[dict[str, object]]:
    vectors: list[dict[str, object]] = []
    for files in (True, False):
        made = make_manifest(files=files)
        envelope = manifest.sign(made, seed("signing"))
        fields = json.loads(envelope)
        vectors.append(
            {
                "manifest": json.loads(fields["manifest"]),
                "canonical": fields["manifest"],
                "signingSeed": b64(seed("signing")),
                "key": fields["key"],
                "signature": fields["signature"],
                "envelope": envelope.decode(),
                "message": MESSAGE,
                "conversation": CONVERSATION,
                "objects": [entry.object for entry in made.files],
            }
        )
    return vectors


def refusal_vectors() -> list[dict[str, object]]:
    """Opened envelopes that must be refused, each with the one code expected."""
    good = manifest_vectors()[0]
    text, envelope = str(good["canonical"]), json.loads(str(good["envelope"]))
    foreign = manifest.sign(make_manifest(files=True), seed("stranger")).decode()
    asked = {"message": MESSAGE, "conversation": CONVERSATION, "objects": list(OBJECTS), "key": good["key"]}

    def signed(changed: str) -> str:
        signature = keys.sign(seed("signing"), manifest.SIGNATURE_LABEL + changed.encode())
        return json.dumps({**envelope, "manifest": changed, "signature": b64(signature)})

    def case(name: str, code: str, data: str, **other: object) -> dict[str, object]:
        return {"name": name, "expect": code, "envelope": data, **asked, **other}

    other = "00000000-0000-4000-8000-000000000000"
    value = json.loads(text)
    numbered = json.dumps(value | {"files": value["files"][::-1]})
    return [
        case("not JSON", "envelope", str(good["envelope"])[:-1]),
        case("unknown member in envelope", "envelope", json.dumps({**envelope, "extra": 1})),
        case("not canonical", "envelope", signed(text.replace('{"conv', '{ "conv', 1))),
        case(
            "member named twice",
            "envelope",
            signed(text.replace('"secret":true', '"secret":true,"secret":true')),
        ),
        case("unknown member", "envelope", signed(text.replace('"secret":', '"sec":true,"secret":'))),
        case("missing member", "envelope", signed(text.replace('"secret":true,', ""))),
        case("unknown type", "envelope", signed(text.replace("manifest/v1", "manifest/v2"))),
        case("size is not whole", "envelope", signed(text.replace('"number":1,', '"number":1.5,'))),
        case("numbers out of order", "envelope", signed(canonical(numbered))),
        case("moment that does not exist", "envelope", signed(text.replace("2026-11-22", "2026-02-30"))),
        case("key of a stranger", "sender-key", foreign),
        case(
            "text changed",
            "signature",
            json.dumps({**envelope, "manifest": text.replace("Bijgaand", "Hierbij")}),
        ),
        case("another message", "message", str(good["envelope"]), message=other),
        case("another conversation", "message", str(good["envelope"]), conversation=other),
        case("files in another order", "files", str(good["envelope"]), objects=list(OBJECTS[::-1])),
        case("a file missing on the server", "files", str(good["envelope"]), objects=list(OBJECTS[:1])),
        case("key before signature", "sender-key", foreign, message=other, objects=[]),
        case("message before files", "message", str(good["envelope"]), message=other, objects=[]),
    ]


def canonical(text: str) -> str:
    import rfc8785

    return rfc8785.dumps(json.loads(text)).decode()


def log_vector() -> dict[str, object]:
    records = [f"record {number}" for number in range(11)]
    leaves = [merkle.leaf_hash(record.encode()) for record in records]
    body = checkpoint.checkpoint_body("zegel.example/log", len(leaves), merkle.root(leaves))
    return {
        "records": records,
        "roots": [b64(merkle.root(leaves[:size])) for size in range(len(leaves) + 1)],
        "inclusion": [[b64(step) for step in merkle.inclusion_proof(i, leaves)] for i in range(len(leaves))],
        "consistency": [
            [b64(step) for step in merkle.consistency_proof(size, leaves)]
            for size in range(1, len(leaves) + 1)
        ],
        "signingSeed": b64(seed("log")),
        "key": b64(keys.signing_public(seed("log"))),
        "name": "zegel.example/log",
        "checkpoint": checkpoint.sign(body, "zegel.example/log", seed("log")),
    }


def sealed_vectors(
    vectors: dict[str, list[dict[str, str]]], user: dict[str, str]
) -> dict[str, dict[str, str]]:
    kept = Kept()

    def to(recipient: str) -> Callable[[bytes], bytes]:
        return lambda plaintext: seal_bytes([recipient], plaintext)

    password, link, access = vectors["password"][0], vectors["guest"][2], vectors["access"][0]
    guest = identities.hybrid_from_seed(seed("guest"))
    layers = seal_bytes([link["recipient"]], guest.encode())
    kept.seal(
        "userKey", password["unlockIdentity"], user["plaintext"].encode(), to(password["unlockRecipient"])
    )
    kept.seal("guestLayer1", link["identity"], guest.encode(), lambda _: layers)
    layer1 = base64.b64decode(kept.files["guestLayer1"]["file"])
    kept.seal("guestLayer2", access["sealIdentity"], layer1, to(access["sealRecipient"]))
    box = vectors["identity"][3]
    copy = json.dumps({"v": 1, "identity": guest, "link": link["link"]}, separators=(",", ":"))
    kept.seal("senderCopy", box["identity"], copy.encode(), to(box["recipient"]))
    envelope = str(manifest_vectors()[0]["envelope"]).encode()
    kept.seal("manifest", box["identity"], envelope, to(box["recipient"]))
    return kept.files


def main() -> None:
    """Write the file."""
    lists = {
        "password": password_vectors(),
        "access": access_vectors(),
        "identity": identity_vectors(),
        "guest": guest_vectors(),
    }
    user = user_key_vector()
    vectors = {
        "about": "Made by vectors/seal/make.py, checked by zegel/seal and web/seal. docs/formats.md says what it means.",
        **lists,
        "userKey": user,
        "recovery": recovery_vectors(),
        "manifest": manifest_vectors(),
        "manifestRefusals": refusal_vectors(),
        "log": log_vector(),
        "sealed": sealed_vectors(lists, user),
    }
    FILE.write_text(json.dumps(vectors, indent=1, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()
