"""Where a rule stands: instruments of law in one version each, and the articles cited from them.

A citation names the instrument **and** its version, so that an answer given today can still be checked
when the text has changed. Instruments are constants here; adding a version is adding a constant, never
editing one.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of a statute, regulation or line of case law.

    `short` is the citation form ("PR", "Rv"), `title` the full Dutch title, `version` the state of the
    text in words, `valid_from` its first day where known, `read` how the text was seen: "primary" for an
    official text, "secondary" for a reliable copy that must be compared before it is relied upon, "none" where no
    text could be read. Which copy and edition each article was read in stands in `zegel.law.citations`.
    """

    short: str
    title: str
    version: str
    url: str
    valid_from: date | None = None
    read: str = "primary"


@dataclass(frozen=True, slots=True)
class Article:
    """A place in an instrument, such as article 3.16 PR or article 1(1) Atw."""

    instrument: Instrument
    number: str

    def __str__(self) -> str:
        """Give the citation as a lawyer writes it: short name and number."""
        return f"{self.instrument.short} {self.number}"

    def as_dict(self) -> dict[str, str]:
        """Give the citation as plain values: citation, instrument, version and url."""
        return {
            "article": str(self),
            "instrument": self.instrument.title,
            "version": self.instrument.version,
            "url": self.instrument.url,
        }


_WETTEN = "https://wetten.overheid.nl"

PR = Instrument(
    "PR",
    "Landelijk procesreglement kort gedingen rechtbanken",
    "3rd version, 1 July 2025",
    "https://www.rechtspraak.nl/Procedures/Landelijke-regelingen/Pages/default.aspx",
    date(2025, 7, 1),
)
PR_2024 = Instrument(
    "PR (2024)",
    PR.title,
    "2nd version, 1 July 2024",
    PR.url,
    date(2024, 7, 1),
    read="none",
)
PR_2023 = Instrument(
    "PR (2023)",
    PR.title,
    "1st version, approved 30 August 2023",
    PR.url,
    read="none",
)
ATW = Instrument(
    "Atw",
    "Algemene termijnenwet",
    "10 October 2010",
    f"{_WETTEN}/BWBR0002448",
    date(2010, 10, 10),
    read="secondary",
)
RV = Instrument(
    "Rv",
    "Wetboek van Burgerlijke Rechtsvordering",
    "1 January 2026",
    f"{_WETTEN}/BWBR0001827",
    date(2026, 1, 1),
    read="secondary",
)
WGBZ = Instrument(
    "Wgbz",
    "Wet griffierechten burgerlijke zaken",
    "1 May 2023",
    f"{_WETTEN}/BWBR0028899",
    date(2023, 5, 1),
    read="secondary",
)
BEP = Instrument(
    "Bep",
    "Besluit elektronisch procederen",
    "1 January 2021",
    f"{_WETTEN}/BWBR0044275",
    date(2021, 1, 1),
    read="secondary",
)
HR = Instrument(
    "HR", "Hoge Raad der Nederlanden", "as published", "https://uitspraken.rechtspraak.nl", read="secondary"
)


def article(instrument: Instrument, number: str) -> Article:
    """Cite one article: `article(PR, "3.16")`."""
    return Article(instrument, number)
