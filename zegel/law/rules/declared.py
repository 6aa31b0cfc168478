"""What the law says of what a filer declares of the files of a filing (3.5, 3.11-3.15), without a word of what is in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from zegel.law.decisions import Decision
from zegel.law.rules.chapter_03 import digital_format
from zegel.law.rules.chapter_03_form import (
    Layout,
    language_stated,
    layout_fits,
    length_explained,
    numbering_continues,
    opening_fits,
    short_name_kept,
    translation_needed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredFile:
    """What its filer says of a file; nothing is known of what is not said.

    `exhibit` is its number of the party; without one it is the piece itself, whose `pages` count for 3.12. `pdfa` is the verdict of the
    filer's checker (`chapter_03.PDFA_VERDICTS`), `paper` what its pages are made for. `language` is two letters; `translated` whether a translation is attached, None where
    that is not said.
    """

    exhibit: int | None = None
    pages: int | None = None
    summary: bool = False
    headings: bool = False
    length_explained: bool = False
    pdfa: str = ""
    paper: str = ""
    language: str = "nl"
    translated: bool | None = None


def declared_decisions(
    files: Sequence[DeclaredFile],
    *,
    digital: bool,
    filed: Collection[int] | None = None,
    short_name: tuple[str, str] | None = None,
) -> list[Decision]:
    """Every decision about what is declared, in the order of the articles; those that pass as well.

    `digital`: filed by the portal or a connection, where only PDF/A goes (3.5 fn 2). `filed` are the exhibits the party has filed
    before, None where its party is not known. `short_name` is the one the party chose and the one that is used.
    """
    formats = [digital_format(file.pdfa) for file in files if digital and file.pdfa]
    exhibits = [file.exhibit for file in files if file.exhibit is not None]
    numbering = [numbering_continues(filed, exhibits)] if filed is not None and exhibits else []
    names = [short_name_kept(*short_name)] if short_name else []
    pieces = [file for file in files if file.exhibit is None]
    layouts = [layout_fits(Layout(paper=file.paper)) for file in pieces if file.paper]
    lengths = [decision for file in pieces for decision in _length(file)]
    languages = [decision for file in files for decision in _language(file)]
    return [*formats, *layouts, *lengths, *names, *numbering, *languages]


def _length(file: DeclaredFile) -> list[Decision]:
    if file.pages is None:
        return []
    return [
        opening_fits(file.pages, summary=file.summary, headings=file.headings),
        length_explained(file.pages, reason=file.length_explained),
    ]


def _language(file: DeclaredFile) -> list[Decision]:
    stated = file.translated is not None
    return [
        language_stated(file.language, file.language if stated else None, stated),
        translation_needed(file.language, translated=file.translated is True),
    ]
