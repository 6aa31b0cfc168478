"""Grammar of the age v1 header (age.md, Header): read strictly, write canonically."""

import base64
import binascii
import re
from dataclasses import dataclass

from zegel.seal.errors import HeaderError
from zegel.seal.stream import LineSource

VERSION_LINE = b"age-encryption.org/v1"
COLUMNS = 64
MAC_SIZE = 32
MAC_LINE_SIZE = len(" ") + 43 + len("\n")

# Not in the specification: an endless header must not fill the memory of whoever reads it.
# 4 MiB is about 2,500 hybrid recipients, and sealing refuses more than can be read again.
LINE_LIMIT = 64 * 1024
HEADER_LIMIT = 4 * 1024 * 1024

_ARGUMENTS = re.compile(rb"-> ([!-~]+(?: [!-~]+)*)")

# Roomy for one key sealed to a few recipients; what is larger is no key.
SEALED_KEY_LIMIT = 16 * 1024


def is_sealed(data: bytes) -> bool:
    """Whether bytes begin as an age v1 file does; whether they open only a key can tell."""
    return data.startswith(VERSION_LINE + b"\n")


def is_sealed_key(data: bytes) -> bool:
    """Whether bytes can be one sealed key: an age v1 file of fewer than SEALED_KEY_LIMIT bytes."""
    return is_sealed(data) and len(data) < SEALED_KEY_LIMIT


@dataclass(frozen=True)
class Stanza:
    """One wrapped file key: its type and arguments, and its body."""

    arguments: tuple[str, ...]
    body: bytes


@dataclass(frozen=True)
class Header:
    """A header as read: `signed` are the very bytes its MAC covers, so nothing depends on re-encoding."""

    stanzas: tuple[Stanza, ...]
    mac: bytes
    signed: bytes


def encode_base64(data: bytes) -> str:
    """Encode as unpadded standard base64."""
    return base64.b64encode(data).decode("ascii").rstrip("=")


def decode_base64(text: bytes) -> bytes:
    """Decode unpadded base64; a second spelling of the same bytes would make files malleable, so refuse it."""
    try:
        data = binascii.a2b_base64(text + b"=" * (-len(text) % 4), strict_mode=True)
    except binascii.Error:
        raise HeaderError("invalid base64 in header") from None
    if encode_base64(data).encode() != text:
        raise HeaderError("base64 in header is not canonical")
    return data


def encode_signed(stanzas: tuple[Stanza, ...]) -> bytes:
    """Write everything the MAC covers: version, stanzas and the `---` mark."""
    lines = [VERSION_LINE.decode()]
    for stanza in stanzas:
        lines.append("-> " + " ".join(stanza.arguments))
        body = encode_base64(stanza.body)
        # A full last line is followed by an empty one: the short line is what ends a stanza.
        lines.extend(body[start : start + COLUMNS] for start in range(0, len(body) + 1, COLUMNS))
    return ("\n".join(lines) + "\n---").encode("ascii")


def encode(header: Header) -> bytes:
    """Write a whole header, final line feed included."""
    return header.signed + b" " + encode_base64(header.mac).encode() + b"\n"


class _Lines:
    """Lines of one header with the transcript of what was read."""

    def __init__(self, source: LineSource) -> None:
        self._source = source
        self._lines: list[bytes] = []
        self._size = 0

    def next(self) -> bytes:
        line = self._source.readline(LINE_LIMIT)
        if not line.endswith(b"\n"):
            raise HeaderError("header ends early or has an overlong line")
        self._size += len(line)
        if self._size > HEADER_LIMIT:
            raise HeaderError("header is too large")
        self._lines.append(line)
        return line[:-1]

    def signed(self) -> bytes:
        return b"".join(self._lines[:-1]) + b"---"


def read(source: LineSource) -> Header:
    """Read a header and leave `source` at the first byte of the payload. Refuses with HeaderError."""
    lines = _Lines(source)
    if lines.next() != VERSION_LINE:
        raise HeaderError("not an age v1 file")
    stanzas: list[Stanza] = []
    line = lines.next()
    while not line.startswith(b"---"):
        stanzas.append(_read_stanza(line, lines))
        line = lines.next()
    if not stanzas:
        raise HeaderError("header has no recipients")
    mac = decode_base64(line.removeprefix(b"--- "))
    if len(mac) != MAC_SIZE:
        raise HeaderError("header MAC has the wrong size")
    return Header(tuple(stanzas), mac, lines.signed())


def _read_stanza(first: bytes, lines: _Lines) -> Stanza:
    match = _ARGUMENTS.fullmatch(first)
    if not match:
        raise HeaderError("malformed stanza")
    body = bytearray()
    while True:
        line = lines.next()
        if len(line) > COLUMNS:
            raise HeaderError("stanza line is too long")
        body += decode_base64(line)
        if len(line) < COLUMNS:
            return Stanza(tuple(match[1].decode("ascii").split(" ")), bytes(body))
