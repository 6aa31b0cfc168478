"""Loads the public age vectors (C2SP CCTV) from the npm package `cctv-age`."""

import base64
import re
import zlib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "node_modules" / "cctv-age" / "index.js"


@dataclass(frozen=True)
class Vector:
    name: str
    expect: str
    payload: str | None
    identities: tuple[str, ...]
    passphrases: tuple[str, ...]
    file_key: bytes | None
    armored: bool
    file: bytes


def load() -> list[Vector]:
    """Give all vectors; a missing package is an error, because unchecked vectors prove nothing."""
    source = PACKAGE.read_text()
    pairs = re.findall(r'var (\w+)_default = __toBinary\("([^"]*)"\)', source)
    return [_parse(name, base64.b64decode(data)) for name, data in pairs]


def _parse(name: str, data: bytes) -> Vector:
    text, file = data.split(b"\n\n", 1)
    fields = [line.split(": ", 1) for line in text.decode().split("\n")]
    single = dict(fields)
    return Vector(
        name=name,
        expect=single["expect"],
        payload=single.get("payload"),
        identities=tuple(value for key, value in fields if key == "identity"),
        passphrases=tuple(value for key, value in fields if key == "passphrase"),
        file_key=bytes.fromhex(single["file key"]) if "file key" in single else None,
        armored=single.get("armored") == "yes",
        file=zlib.decompress(file) if single.get("compressed") == "zlib" else file,
    )
