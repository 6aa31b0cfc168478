"""`zegel verify`: check a receipt offline, with public keys alone (docs/formats.md, Receipt)."""

import argparse
import base64
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from zegel.lib.moments import AMSTERDAM
from zegel.seal.errors import SealError
from zegel.seal.receipt import SIZE_LIMIT, Receipt, verify

_WHAT_FAILED = {
    "receipt": "this is not a valid receipt",
    "checkpoint": "the log's signature under this receipt does not hold",
    "proof": "the log does not contain what this receipt says",
}


class CommandError(Exception):
    """Something the user can put right, or a file that is not the receipt's; the message is the whole explanation."""


def main(argv: Sequence[str]) -> int:
    """Check one receipt; 0 when it holds, 1 when it does not, 2 for wrong usage."""
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return 2 if stop.code else 0
    try:
        key = _key(options)
        with options.receipt.open("rb") as source:
            receipt = verify(source.read(SIZE_LIMIT + 1), key)
        numbers = [_number(path, receipt) for path in options.sealed]
    except SealError as refusal:
        return _fail(f"{_WHAT_FAILED.get(refusal.code, refusal.code)}: {refusal}.")
    except (CommandError, OSError, ValueError) as refusal:
        return _fail(f"{refusal}.")
    sys.stdout.write(_sentence(receipt, numbers, given=key is not None) + "\n")
    return 0


def _fail(message: str) -> int:
    sys.stderr.write(f"zegel verify: {message}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zegel verify", description="Check a receipt offline.")
    parser.add_argument("receipt", type=Path, metavar="FILE", help="the receipt (JSON)")
    keys = parser.add_mutually_exclusive_group()
    keys.add_argument("--key", metavar="BASE64", help="the log's public key, from somewhere you trust")
    keys.add_argument(
        "--key-file", type=Path, metavar="F", help="a file with that key, such as /log-key gives"
    )
    parser.add_argument(
        "--sealed",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="sealed files the receipt must name",
    )
    return parser


def _key(options: argparse.Namespace) -> bytes | None:
    text = options.key
    if options.key_file is not None:
        with options.key_file.open("rb") as source:
            text = source.read(1024).decode(errors="replace").strip()
    if text is None:
        return None
    try:
        key = base64.b64decode(text, validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise CommandError("the key given is not base64 of 32 bytes")
    return key


def _number(path: Path, receipt: Receipt) -> int:
    """Which file of the receipt these bytes are."""
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    for one in receipt.facts.files:
        if one.sha256 == digest and one.size == path.stat().st_size:
            return one.number
    raise CommandError(f"the receipt holds, but {path} is none of the files it names")


def _sentence(receipt: Receipt, numbers: list[int], *, given: bool) -> str:
    facts = receipt.facts
    moment = facts.received.astimezone(AMSTERDAM)
    said = (
        f"message {facts.message} ({facts.subject}, files: {len(facts.files)}) was received on"
        f" {moment:%Y-%m-%d at %H:%M:%S} (Dutch time, {moment:%:z}) and is record {receipt.index} of the log"
        f" {receipt.origin}"
    )
    if numbers:
        said += f"; the sealed files given are its number {', '.join(map(str, numbers))}"
    if given:
        return f"valid: {said}; signed with the key you gave."
    return (
        f"consistent: {said}; this proves only that it agrees with the key it names itself,"
        f" {base64.b64encode(receipt.key).decode()}: compare that with the log's published key, or give it with --key."
    )
