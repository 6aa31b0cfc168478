# ruff: noqa: INP001 - a script, not a package
"""Makes vectors/seal/summary-v1.json: summaries of messages as both cores write and sign them.

.venv/bin/python vectors/seal/make_summary.py
"""

import base64
import hashlib
import json
from pathlib import Path

from zegel.seal import keys, summary
from zegel.seal.manifest import FileEntry, Manifest, Sender

FILE = Path(__file__).parent / "summary-v1.json"
SEED = hashlib.sha256(b"zegel vector summary").digest()
MESSAGE = "7d1f4a52-9c3b-4e8a-8f21-0a5b6c7d8e9f"
CONVERSATION = "0b8e8a43-55d4-4a1c-9d3e-5a52f4f6a001"
LONG = (
    "Hierbij stuur ik u de akte met de producties 1 tot en met 14, en vraag ik om uitstel van de mondelinge behandeling. "
    * 3
)
TEXTS: tuple[tuple[str, bool, tuple[str, ...]], ...] = (
    ("Geachte griffier,\n\nHierbij  de\u00a0dagvaarding.\nMet groet", False, ("dagvaarding.pdf",)),
    (LONG, False, ("1.pdf", "2.pdf", "3.pdf", "4.pdf")),
    ("Kort,", False, ()),
    ("Hierbij het rapport van de Raad.", True, ("rapport.pdf",)),
    ("", False, ("foto " + "x" * 80 + ".jpg",)),
    ("\U0001f4ce" * 200, False, ("\u4e2d" * 70 + ".pdf",) * 3),
    ('"' * 200 + "\\", False, ("'\"'.pdf",)),
)


def manifest(text: str, names: tuple[str, ...], *, secret: bool) -> Manifest:
    """Give a message that says this and carries files of these names."""
    files = tuple(
        FileEntry(number, name, "application/pdf", 1, "a" * 64, f"{number:08}{MESSAGE[8:]}", None)
        for number, name in enumerate(names, 1)
    )
    sender = Sender("guest", CONVERSATION, "P. Jansen", None, None)
    return Manifest(
        MESSAGE, CONVERSATION, "2026-11-22T22:51:00Z", sender, (), "C/13/756123", text, secret, files
    )


def vector(text: str, secret: bool, names: tuple[str, ...]) -> dict[str, object]:
    """Give one summary, written and signed."""
    made = summary.make(manifest(text, names, secret=secret), SEED)
    return {
        "message": MESSAGE, "conversation": CONVERSATION, "text": text, "secret": secret, "files": list(names),
        "signingSeed": base64.b64encode(SEED).decode(),
        "signingPublic": base64.b64encode(keys.signing_public(SEED)).decode(),
        "summary": made.decode(),
    }  # fmt: skip


if __name__ == "__main__":
    FILE.write_text(json.dumps([vector(*row) for row in TEXTS], indent=1) + "\n")
