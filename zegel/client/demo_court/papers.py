"""Real PDF/A documents for the demo, set by Typst in the form art. 3.12 asks for."""

import re

import typst

_PAGE = """
#set document(title: "{title}")
#set page(paper: "a4", margin: 2.5cm, numbering: "1 / 1")
#set text(size: 11pt, lang: "nl")
#set par(leading: 0.8em, justify: true)
#align(right)[{place}, {day}]
#v(1em)
= {title}
#v(0.5em)
{body}
"""


def paper(
    title: str, paragraphs: list[str], *, place: str = "Amsterdam", day: str = "20 november 2026"
) -> bytes:
    """A PDF/A-2b with a title and paragraphs."""
    body = "\n\n".join(_plain(text) for text in paragraphs)
    source = _PAGE.format(title=title, place=place, day=day, body=body)
    return bytes(typst.compile(source.encode(), format="pdf", pdf_standards=["a-2b"]))


def _plain(text: str) -> str:
    return re.sub(r"([#$*_`@<>\\\[\]])", r"\\\1", text)
