"""Looking into one PDF with two engines. Run as a process of its own: whatever the file does to a parser, it does it there.

`python -m zegel.agent.pdf < FILE` writes a line of JSON for what qpdf met, one for what is inside, and one for what pdfium met,
each as soon as it is known. `zegel.agent.verdict` makes findings of them, and knows from what is missing how far it came.
"""

import contextlib
import io
import json
import re
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

from zegel.agent.structure import found_in, from_header, holds_together

MEMORY = 1 << 30
CPU_SECONDS = 15
# Each engine may spend so long on pages; those it did not come to are taken to be as good as the others.
PAGES_SECONDS = 3.0
# pdfium's own numbers for a document that asks for a password, and for one that is locked in another way (with a certificate).
PDFIUM_PASSWORD = 4
PDFIUM_SECURITY = 5
# What stands on the page that a form of XFA shows to programs that cannot show it.
PLACEHOLDER = re.compile(r"please wait|eventually replaced|acrreader", re.IGNORECASE)
DEEPEST_FIELD = 32
# ISO 32000-1, table 165: fields that are not on the screen, filled in or not.
UNSHOWN = 2 | 32
# What puts letters or pictures into the appearance of a field; without, it is a frame or a background.
LETTERS = frozenset({"Tj", "TJ", "'", '"'})
PICTURES = frozenset({"Do", "sh", "INLINE IMAGE"})


def main() -> int:
    """Look into the PDF on standard input."""
    data = sys.stdin.buffer.read()
    _fence()
    look(data)
    return 0


def look(data: bytes) -> None:
    """Say on standard output what both engines meet."""
    data = from_header(data)
    for engine in (_qpdf, _pdfium):
        # What breaks one engine says nothing of the other; who reads the lines sees that one is missing.
        with contextlib.suppress(Exception):
            engine(data)


def _say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def _fence() -> None:
    """A file may cost this much and no more, and the process may write nothing."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


# ── qpdf ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _qpdf(data: bytes) -> None:
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        return _say(engine="qpdf", word="password")
    except pikepdf.PdfError:
        return _say(engine="qpdf", word="damaged")
    with pdf:
        if pdf.is_encrypted and not pdf.user_password_matched:
            # The empty password let us in as its owner; a reader comes as a user, and is asked for one.
            return _say(engine="qpdf", word="password")
        pages = len(pdf.pages)
        if not pages:
            return _say(engine="qpdf", word="empty", pages=0)
        until = time.monotonic() + PAGES_SECONDS
        unreadable = sum(1 for page in pdf.pages if time.monotonic() < until and not _readable(page))
        _say(engine="qpdf", word="opens", pages=pages, unreadable=unreadable, whole=holds_together(data))
        _say(inside=sorted(set(_inside(pdf))))
    return None


def _readable(page: Any) -> bool:
    """Whether what is drawn on a page can be unpacked; a page with nothing on it is a good page."""
    import pikepdf

    contents = page.obj.get("/Contents")
    streams = (
        [] if contents is None else list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    )
    try:
        for stream in streams:
            stream.read_bytes()
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        return False
    return True


def _inside(pdf: Any) -> Iterator[str]:
    """What acts, hides, signs, or may not be seen."""
    import pikepdf

    plain = io.BytesIO()
    pdf.save(
        plain,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=False,
        encryption=False,
    )
    yield from found_in(plain.getvalue())
    form = pdf.Root.get("/AcroForm", {})
    if isinstance(form, pikepdf.Dictionary):
        until = time.monotonic() + PAGES_SECONDS
        widgets = list(_widgets(pdf, until))
        if "/XFA" in form:
            rendering = pdf.Root.get("/NeedsRendering", False) is True
            # The page of a form that makes its own pages has no field on it, whatever it says and in which language.
            bare = not widgets and time.monotonic() < until
            yield "xfa" if rendering or bare else "xfa-form"
        renewed = form.get("/NeedAppearances", False) is True
        if any(time.monotonic() < until and _unseen(widget, renewed=renewed) for widget in widgets):
            yield "form"


def _widgets(pdf: Any, until: float) -> Iterator[Any]:
    for page in pdf.pages:
        if time.monotonic() > until:
            return
        for annotation in page.get("/Annots", []):
            if getattr(annotation, "get", None) and annotation.get("/Subtype") == "/Widget":
                yield annotation


def _unseen(widget: Any, *, renewed: bool) -> bool:
    """Whether somebody filled a field in and the file has no picture of it, or says that the picture is old."""
    import pikepdf

    flags = widget.get("/F", 0)
    if isinstance(flags, int) and flags & UNSHOWN:
        return False
    kind, value = str(_inherited(widget, "/FT") or ""), _inherited(widget, "/V")
    if kind == "/Btn":
        value = widget.get("/AS", value)
    if isinstance(value, pikepdf.Array):
        value = "".join(str(chosen) for chosen in value)
    if kind not in {"/Tx", "/Ch", "/Btn"} or value is None or str(value).strip() in {"", "/Off"}:
        return False
    picture = (widget.get("/AP") or {}).get("/N")
    if isinstance(picture, pikepdf.Dictionary) and not isinstance(picture, pikepdf.Stream):
        picture = picture.get(str(value))
    return renewed or picture is None or (kind != "/Btn" and not _shows(picture))


def _shows(picture: Any) -> bool:
    """Whether letters or a picture are in what is drawn for a field; programs that fill in forms often leave the old, empty one."""
    import pikepdf

    try:
        drawn = pikepdf.parse_content_stream(picture)
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        return True
    for step in drawn:
        name = str(step.operator)
        if name in PICTURES or (name in LETTERS and any(_written(operand) for operand in step.operands)):
            return True
    return False


def _written(operand: Any) -> bool:
    import pikepdf

    parts = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
    return any(isinstance(part, pikepdf.String) and bytes(part).strip(b"\0 ") for part in parts)


def _inherited(widget: Any, key: str) -> Any:
    field = widget
    for _ in range(DEEPEST_FIELD):
        if field is None or key in field:
            break
        field = field.get("/Parent")
    return None if field is None else field.get(key)


# ── pdfium ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pdfium(data: bytes) -> None:
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        words = {PDFIUM_PASSWORD: "password", PDFIUM_SECURITY: "password", 0: "empty"}
        return _say(engine="pdfium", word=words.get(error.err_code, "damaged"))
    pages, lost, first, until = len(pdf), 0, "", time.monotonic() + PAGES_SECONDS
    for number in range(pages):
        if time.monotonic() > until:
            break
        try:
            page = pdf[number]
            if number == 0:
                first = page.get_textpage().get_text_bounded()
            page.close()
        except pdfium.PdfiumError:
            lost += 1
    found = {
        "embedded": raw.FPDFDoc_GetAttachmentCount(pdf) > 0,
        "script": raw.FPDFDoc_GetJavaScriptActionCount(pdf) > 0,
        "placeholder": bool(PLACEHOLDER.search(first)),
    }
    inside = [name for name, there in found.items() if there]
    word = "opens" if lost < pages else "damaged" if pages else "empty"
    return _say(engine="pdfium", word=word, pages=pages, unreadable=lost, inside=inside)


if __name__ == "__main__":
    raise SystemExit(main())
