"""From what two engines met in a PDF to what is said of it: what a reader without a password meets, and the worse of two words."""

import json
from typing import Any

FATAL = frozenset({"password", "damaged", "empty"})


def verdict_of(said: bytes) -> tuple[list[str], int | None]:
    """The findings and the pages of a PDF, from the lines of `zegel.agent.pdf`; a last line that is not whole is not heard.

    What no engine came to the end of is *unsure*: the limit is a verdict as well.
    """
    lines = [_read(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
    engines = {line["engine"]: line for line in lines if "engine" in line}
    qpdf, pdfium = engines.get("qpdf", {}), engines.get("pdfium", {})
    words = [engine["word"] for engine in (qpdf, pdfium) if engine]
    if fatal := _fatal(qpdf.get("word"), pdfium.get("word")):
        return [fatal], qpdf.get("pages", pdfium.get("pages"))
    inside = next((line["inside"] for line in lines if "engine" not in line), None)
    found = set(pdfium.get("inside", [])) | set(inside or [])
    if {"xfa-form", "placeholder"} <= found:
        found.add("xfa")
    if inside is None or len(words) < len(("qpdf", "pdfium")):
        found.add("unsure")
    if "opens" in words and not _whole(qpdf, pdfium):
        found.add("repaired")
    pages = next((engine["pages"] for engine in (qpdf, pdfium) if engine.get("word") == "opens"), None)
    return sorted(found - {"xfa-form", "placeholder"}), pages


def _read(line: bytes) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(line)
    return read


def _fatal(qpdf: str | None, pdfium: str | None) -> str | None:
    """The word that ends it. An engine that was not heard (None) leaves the matter open."""
    if pdfium == "opens":
        # Only what lies inside is locked: parts with a key of their own.
        return None
    if "password" in {qpdf, pdfium}:
        return "password"
    if "opens" in {qpdf, pdfium} or None in {qpdf, pdfium}:
        return None
    return "empty" if qpdf == "empty" else "damaged"


def _whole(qpdf: dict[str, Any], pdfium: dict[str, Any]) -> bool:
    """Whether nothing of it is lost, as far as both engines saw."""
    if not qpdf.get("whole", True) or qpdf.get("unreadable") or pdfium.get("unreadable"):
        return False
    both = [engine for engine in (qpdf, pdfium) if engine and engine["word"] != "password"]
    return (
        all(engine["word"] == "opens" for engine in both) and len({engine["pages"] for engine in both}) == 1
    )
