"""The structure of a PDF in its bytes: where it begins, whether its table of objects is where it says, what its objects say.

The twin of web/compose/pdf-structure.ts; both are held to vectors/files/pdf.json.
"""

import re
from collections.abc import Iterator

# Readers look past what a mail gateway put in front of a file.
FURTHEST_HEADER = 1 << 16
_HEADER = re.compile(rb"%PDF-[0-9]")
_START = re.compile(rb"startxref\s+([0-9]{1,12})")
_TABLE = re.compile(rb"\s*(?:xref\b|[0-9]+\s+[0-9]+\s+obj\b)")
_OBJECT = re.compile(rb"\b[0-9]+\s+[0-9]+\s+obj\b")
_STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)
_FALSE_START = b"%PDF-1.7\n"
_BRACKETS = re.compile(rb"\\.|[()]", re.DOTALL)
_MARKS = {
    "script": re.compile(rb"/S\s*/JavaScript\b|/JS\s*[(<0-9]"),
    "launch": re.compile(rb"/S\s*/Launch\b"),
    "embedded": re.compile(rb"/EF\s*(?:<<|[0-9]+ [0-9]+ R)|/EmbeddedFile\b"),
    "signed": re.compile(rb"/ByteRange\s*\["),
}


def from_header(data: bytes) -> bytes:
    """The file with its header in front, for engines that look for one in the first 1,024 bytes only.

    Where places in the file are counted from before the header, so many bytes stay there.
    """
    found = _HEADER.search(data, 0, FURTHEST_HEADER)
    if not found or not found.start():
        return data
    start = found.start()
    if start > len(_FALSE_START) and not _in_place(data[start:]) and _in_place(data):
        return _FALSE_START.ljust(start) + data[start:]
    return data[start:]


def holds_together(data: bytes) -> bool:
    """Whether the last table of objects is where the file says. Where it is not, every reader has to guess what there was;
    a file that was cut off is such a one. What follows the end does no harm, unless it is the beginning of more.
    """
    last = _last_start(data)
    return last is not None and _in_place(data) and not _OBJECT.search(data, last.end())


def found_in(data: bytes) -> Iterator[str]:
    """What the objects say by themselves, in a PDF whose objects all stand unpacked between its streams."""
    text = _without_texts(_STREAM.sub(b" ", data))
    return (name for name, mark in _MARKS.items() if mark.search(text))


def _without_texts(data: bytes) -> bytes:
    """Objects with every text in them made empty: a title that speaks of program code is none. A text without an end stays."""
    parts: list[bytes] = []
    depth, kept, opened = 0, 0, 0
    for found in _BRACKETS.finditer(data):
        if found[0] == b"(":
            if depth == 0:
                opened = found.end()
            depth += 1
        elif found[0] == b")" and depth:
            depth -= 1
            if depth == 0:
                parts.append(data[kept:opened])
                kept = found.start()
    return b"".join([*parts, data[kept:]])


def _in_place(data: bytes) -> bool:
    last = _last_start(data)
    return last is not None and bool(_TABLE.match(data, int(last[1])))


def _last_start(data: bytes) -> re.Match[bytes] | None:
    at = data.rfind(b"startxref")
    return _START.match(data, at) if at >= 0 else None
