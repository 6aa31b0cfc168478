# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/evidence/cosigned-v1.json: receipts of states that witnesses cosigned and an authority stamped, and what is wrong with others.

    .venv/bin/python vectors/evidence/make_cosigned.py

The authority's keys are made at random, as in make_stamps.py, so every run makes others; the file is made once and then only added to. Checked
by the Python core (zegel/seal/tests/test_cosigned_vectors.py) and web/evidence/cosigned.test.ts.
"""

import base64
import hashlib
import json
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from make import INDEX, ORIGIN, SEED, SIZE, b64, whole
from make_stamps import NOW, Authority, pem

from zegel.seal import checkpoint, keys
from zegel.seal.cosignature import VerifierKey, cosign, with_lines, witness_key
from zegel.seal.policy import parse, write

FILE = Path(__file__).parent / "cosigned-v1.json"
NAMES = ["bar.example/w", "courts.example/w", "bailiffs.example/w"]
SEEDS = {name: hashlib.sha256(f"zegel vector {name}".encode()).digest() for name in NAMES}


def policy() -> str:
    log = VerifierKey(ORIGIN, checkpoint.ED25519, keys.signing_public(SEED))
    witnesses = [f"witness {name} {witness_key(name, seed)}" for name, seed in SEEDS.items()]
    text = "\n".join([f"log {log}", *witnesses, f"group two 2 {' '.join(NAMES)}", "quorum two"])
    return write(parse(text))


def lines(note: str, *numbers: int) -> str:
    chosen = [NAMES[number] for number in numbers]
    return "".join(
        cosign(note, name, SEEDS[name], NOW - timedelta(minutes=number)) for number, name in enumerate(chosen)
    )


def flipped(line: str) -> str:
    """The same line with the last byte of its signature changed."""
    *words, blob = line.rstrip("\n").split(" ")
    data = bytearray(base64.b64decode(blob))
    data[-1] ^= 1
    return f"{' '.join(words)} {b64(bytes(data))}\n"


def cases(authority: Authority) -> list[dict[str, Any]]:
    plain = whole(INDEX, SIZE)
    note = str(plain["log"]["checkpoint"])
    other = str(whole(INDEX, SIZE + 1)["log"]["checkpoint"])
    two, one = with_lines(note, lines(note, 0, 2)), with_lines(note, lines(note, 1))
    strange = with_lines(note, cosign(note, "nobody.example/w", SEED, NOW))

    def made(name: str, held: str, stamped: str | None, **says: bool) -> dict[str, Any]:
        answer = b64(authority.reply(stamped)) if stamped is not None else None
        told = plain | {"log": plain["log"] | {"checkpoint": held}, "stamp": answer}
        return {
            "name": name,
            "receipt": json.dumps(told),
            "vouched": says.get("vouched", False),
            "stamp": says.get("stamp", False),
        }

    return [
        made("two of three cosigned the state that was stamped", two, two, vouched=True, stamp=True),
        made(
            "all three did",
            with_lines(note, lines(note, 2, 1, 0)),
            with_lines(note, lines(note, 2, 1, 0)),
            vouched=True,
            stamp=True,
        ),
        made("two did, and nobody stamped it", two, None, vouched=True),
        made("one of three did", one, one, stamp=True),
        made("nobody did, as before", note, note, stamp=True),
        made("a line was taken away after the stamp", one, two),
        made("all lines were", note, two),
        made("lines were added after the stamp", two, note, vouched=True),
        made(
            "lines of another state",
            with_lines(note, lines(other, 0, 2)),
            with_lines(note, lines(other, 0, 2)),
            stamp=True,
        ),
        made(
            "a signature of a witness changed",
            with_lines(note, lines(note, 0) + flipped(lines(note, 2))),
            None,
        ),
        made("somebody whom the policy does not name", strange, strange, stamp=True),
        made(
            "one witness twice",
            with_lines(
                note, lines(note, 1) + cosign(note, NAMES[1], SEEDS[NAMES[1]], NOW - timedelta(hours=1))
            ),
            None,
        ),
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        authority = Authority(Path(place) / "one", "One")
        authority.signer()
        told = {
            "comment": "Receipts under a policy of witnesses, stamped by an authority. Made by make_cosigned.py.",
            "key": b64(keys.signing_public(SEED)),
            "policy": policy(),
            "authority": pem(authority.root).decode(),
            "at": NOW.isoformat(),
            "cases": cases(authority),
        }
    FILE.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
