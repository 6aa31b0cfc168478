"""What a site hands to browsers as programs and styles: `zegel/client/v1` (docs/formats.md, Client)."""

import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

import rfc8785

from zegel.seal.errors import ReceiptError
from zegel.seal.shape import members, parse

TYPE: Final = "zegel/client/v1"
EVENT: Final = "evidence.client.published"
PROGRAMS: Final = frozenset({".js", ".mjs", ".css", ".wasm"})
"""The endings of files that a browser runs or draws by."""


def is_program(path: str) -> bool:
    """Whether a file of this path is one that the manifest names."""
    return PurePosixPath(path).suffix in PROGRAMS


def write(files: Mapping[str, bytes]) -> bytes:
    """The manifest of files by their paths below /static/: canonical JSON with the SHA-256 of each, uncompressed."""
    sums = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    return rfc8785.dumps({"type": TYPE, "files": sums})


def read(manifest: bytes) -> dict[str, str]:
    """The SHA-256 of each file by its path.

    Raises:
        ReceiptError: this is no manifest of a client.
    """
    told = members(parse(manifest, "manifest"), {"type", "files"})
    files = told["files"]
    if told["type"] != TYPE or not isinstance(files, dict) or not files:
        raise ReceiptError(f"its type is not {TYPE}")
    if not all(isinstance(value, str) for value in files.values()):
        raise ReceiptError("a file without its hash")
    return files
