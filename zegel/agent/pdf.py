"""Looking into one PDF. Run as a process of its own: whatever the file does to a parser, it does it there.

`python -m zegel.agent.pdf < FILE` writes a line of JSON when it knows whether the file opens, and another when it knows
what is active inside. Who reads the lines knows from their number how far it came.
"""

import json
import resource
import sys
from collections.abc import Iterator
from typing import IO

MEMORY = 1 << 30
CPU_SECONDS = 25
MOST_DEPTH = 60
MOST_OBJECTS = 2_000_000


def main() -> int:
    """Look into the PDF on standard input."""
    _fence()
    import pikepdf

    try:
        pdf = pikepdf.open(sys.stdin.buffer, suppress_warnings=True)
    except pikepdf.PasswordError:
        return _say(findings=["password"], pages=None)
    except pikepdf.PdfError:
        return _say(findings=["damaged"], pages=None)
    with pdf:
        pages = len(pdf.pages)
        if not pages:
            return _say(findings=["empty"], pages=0)
        unreadable = sum(1 for page in pdf.pages if not _readable(page))
        if unreadable == pages:
            return _say(findings=["damaged"], pages=pages)
        _say(findings=["repaired"] if unreadable or pdf.get_warnings() else [], pages=pages)
        _say(active=sorted(set(_active(pdf))))
    return 0


def _say(**facts: object) -> int:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()
    return 0


def _fence() -> None:
    """A file may cost this much and no more, and the process may write nothing."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _readable(page: object) -> bool:
    """Whether what is drawn on a page can be unpacked; a page with nothing on it is a good page."""
    import pikepdf

    contents = getattr(page, "obj", {}).get("/Contents")
    streams = (
        [] if contents is None else list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    )
    try:
        for stream in streams:
            stream.read_bytes()
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        return False
    return True


def _active(pdf: object) -> Iterator[str]:
    """What acts, or hides: script, programs to start, files inside."""
    import pikepdf

    waiting: list[tuple[object, int]] = [(one, 0) for one in getattr(pdf, "objects", ())]
    seen = 0
    while waiting and seen < MOST_OBJECTS:
        one, depth = waiting.pop()
        seen += 1
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield from _of(one)
            inside = [value for _, value in one.items()]
        elif isinstance(one, pikepdf.Array):
            inside = list(one)
        else:
            continue
        if depth < MOST_DEPTH:
            # What is indirect comes by in its own turn.
            waiting += [
                (value, depth + 1)
                for value in inside
                if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect
            ]
    if waiting:
        yield "unsure"


def _of(one: object) -> Iterator[str]:
    get = one.get  # type: ignore[attr-defined]  # pikepdf gives dictionaries and streams alike
    kind = str(get("/S", "")) if "/S" in one else ""  # type: ignore[operator]
    if kind == "/JavaScript" or "/JS" in one or "/XFA" in one:  # type: ignore[operator]
        yield "script"
    if kind == "/Launch":
        yield "launch"
    if "/EF" in one or str(get("/Type", "")) == "/EmbeddedFile":  # type: ignore[operator]
        yield "embedded"


def looks_like_pdf(file: IO[bytes]) -> bool:
    """Whether a file begins as a PDF does (the mark may come a little later); it is read from its start."""
    file.seek(0)
    return b"%PDF-" in file.read(1024)


if __name__ == "__main__":
    raise SystemExit(main())
