"""The open interpretations I-1 to I-12 as named settings, and a few the statutes leave open beside them.

Each has a default, and every result that needed one says which setting was used and what the others would
give. A court that reads a text otherwise changes the setting, not the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from zegel.law.errors import LawError
from zegel.law.sources import ATW, BEP, PR, RV, WGBZ, Article, article
from zegel.law.texts import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A question the texts leave open, its possible settings in words, the first being the default."""

    code: str
    question: str
    settings: Mapping[str, str]
    articles: tuple[Article, ...]

    @property
    def default(self) -> str:
        """Give the setting used when nobody chose."""
        return next(iter(self.settings))


_ALL = (
    Interpretation(
        "I-1",
        _("Does the Algemene termijnenwet extend a term that stands only in the regulation?"),
        {
            "extend": _("yes, for the party's benefit: to the next day that is not free"),
            "literal": _("no: the regulation is no statute and no order in council"),
        },
        (article(ATW, "1(1)"), article(ATW, "5")),
    ),
    Interpretation(
        "I-2",
        _("What is '24 hours (one working day)' before the hearing?"),
        {
            "working-day": _("the same clock time on the working day before"),
            "hours": _("twenty-four elapsed hours, also over a Sunday"),
        },
        (article(PR, "3.16"), article(PR, "6.2")),
    ),
    Interpretation(
        "I-3",
        _("What is 'at the latest three working days before the hearing'?"),
        {
            "third": _("the end of the third working day before the day of the hearing"),
            "clear": _("three whole working days lie between: the fourth working day before"),
        },
        (article(PR, "5.3"), article(PR, "10.5")),
    ),
    Interpretation(
        "I-4",
        _("When does the last day end for a digital party?"),
        {
            "midnight": _("at 24:00, as for Veilig Mailen"),
            "office-hours": _(
                "at the end of the registry's hours on that day, which the regulation does not fix"
            ),
        },
        (article(PR, "3.16"),),
    ),
    Interpretation(
        "I-5",
        _("How are the two days after receipt of the hearing date counted?"),
        {
            "calendar-days": _("two calendar days, the day of receipt not counted"),
            "extended": _("two calendar days, extended when the last one is free"),
            "working-days": _("two working days"),
        },
        (article(PR, "4.2"),),
    ),
    Interpretation(
        "I-6",
        _("When is a piece made known to a digital party that gave no e-mail address?"),
        {
            "placement": _("when it is placed in the digital case file"),
            "undefined": _("never by notification: at that party's own risk"),
        },
        (article(PR, "1.9"),),
    ),
    Interpretation(
        "I-7",
        _("How much is 25 MB?"),
        {
            "binary": _("25 × 1,048,576 bytes; above 25,000,000 a warning"),
            "decimal": _("25,000,000 bytes"),
        },
        (article(PR, "3.5"), article(PR, "VI 6.6")),
    ),
    Interpretation(
        "I-8",
        _("Which version governs an application filed on 1 July 2025?"),
        {
            "second-version": _("the second version: the third applies to applications filed after that day"),
            "third-version": _("the third version, in force on that day"),
        },
        (article(PR, "15.1"), article(PR, "15.2")),
    ),
    Interpretation(
        "I-9",
        _("Until when can a definitive legal-aid decision still lower the fee?"),
        {
            "regulation": _("until four weeks after the judgment, as the regulation says"),
            "statute": _("before the final judgment is given, as the statute says"),
        },
        (article(PR, "7.6"), article(WGBZ, "16(4)")),
    ),
    Interpretation(
        "I-10",
        _("Who pays the higher fee after an increase of the claim?"),
        {
            "claimant": _("the party concerned, as the regulation says"),
            "parties": _("all parties that owe a fee, as the statute says, and for money claims only"),
        },
        (article(PR, "7.7"), article(WGBZ, "12(1)")),
    ),
    Interpretation(
        "I-11",
        _("Does a defendant who did not pay in time count as appeared?"),
        {
            "collection": _("yes: non-payment is a matter of collection in summary proceedings"),
            "default": _("no: appeared means appeared and paid in time"),
        },
        (article(RV, "140(2)"), article(RV, "254(4)")),
    ),
    Interpretation(
        "I-12",
        _("From which date do the fourteen days run when the hearing was moved?"),
        {
            "last-summons": _("from the last valid date for which the party was summoned: give that date"),
            "first-summons": _("from the first date for which the party was summoned: give that date"),
        },
        (article(PR, "8.1"), article(PR, "9.4")),
    ),
    Interpretation(
        "12.2",
        _("When two weeks after the hearing is a free day, which day is proposed for the judgment?"),
        {
            "following": _("the next working day"),
            "preceding": _("the working day before"),
        },
        (article(PR, "12.2"),),
    ),
    Interpretation(
        "Rv-119",
        _("Is a notice period that ends on a free day extended?"),
        {
            "extend": _("yes: it is a statutory term that runs forward from the service"),
            "literal": _("no: a minimum period between two acts is only counted"),
        },
        (article(RV, "119"), article(ATW, "1(1)")),
    ),
    Interpretation(
        "Bep-8",
        _("Is the day of grace after an outage of the digital system extended when it is free?"),
        {
            "extend": _("yes: the term stands in an order in council"),
            "literal": _("no: the text says the next day"),
        },
        (article(BEP, "8"), article(ATW, "5")),
    ),
)
INTERPRETATIONS: Mapping[str, Interpretation] = {item.code: item for item in _ALL}


def check_settings(chosen: Mapping[str, str]) -> None:
    """Refuse a setting that does not exist; names are codes such as "I-2"."""
    for code, setting in chosen.items():
        if code not in INTERPRETATIONS:
            raise LawError("unknown-setting", _("There is no interpretation {code}."), {"code": code})
        settings = INTERPRETATIONS[code].settings
        if setting not in settings:
            raise LawError(
                "unknown-setting",
                _("Interpretation {code} knows {known}, not {given}."),
                {"code": code, "known": ", ".join(settings), "given": setting},
            )
