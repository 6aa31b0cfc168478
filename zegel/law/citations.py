"""Where each article was read: the copy, its edition, and what it says there, or honestly that no text could be read.

The data are `data/citations.toml`. Every article of a statute, a decree or the case law that a rule cites has a row; a
test keeps it so. The regulation was read in its official text and needs none.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from zegel.law.sources import Article


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that was read: which copy, and which edition of the statute it is."""

    name: str
    edition: date


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as it was read; without a copy no text could be read. `also` is a second one, by others, that agrees."""

    copy: Copy | None
    says: str
    also: Copy | None = None


@cache
def citations() -> Mapping[tuple[str, str], Citation]:
    """Give all rows by short name of the instrument and number of the article."""
    text = (resources.files("zegel.law") / "data" / "citations.toml").read_text("utf-8")
    data = tomllib.loads(text)
    copies = {key: Copy(row["name"], row["edition"]) for key, row in data.pop("copy").items()}
    return {
        (short, number): Citation(
            copies[row["copy"]] if row["copy"] else None,
            row["says"],
            copies[row["also"]] if "also" in row else None,
        )
        for short, rows in data.items()
        for number, row in rows.items()
    }


def read_in(article: Article) -> Citation | None:
    """Say where an article was read; nothing for one of the regulation, which was read in its official text."""
    return citations().get((article.instrument.short, article.number))
