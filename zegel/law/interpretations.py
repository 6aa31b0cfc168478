"""The open interpretations I-1 to I-12 as named settings, and what else the texts leave open, named by its article.

Each has a default, and every result that needed one says which setting was used and what the others would
give. A court that reads a text otherwise changes the setting, not the code. A rule takes the settings a court
chose and asks `setting`; an interpretation that no rule asks is refused by a test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from zegel.law.errors import LawError
from zegel.law.sources import ATW, BEP, PR, RV, WGBZ, Article, article
from zegel.law.texts import gettext_noop as _

Settings = Mapping[str, str]
"""The settings a court chose, by code; what is not named is read in the default way."""

USUAL: Settings = MappingProxyType({})


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


@dataclass(frozen=True, slots=True)
class Other[T]:
    """What another setting of an open interpretation would give; `until` where a day ends, as in a term's result."""

    setting: str
    text: str
    value: T
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading[T]:
    """An open interpretation that was needed: the setting used and what the others would give."""

    code: str
    question: str
    setting: str
    text: str
    others: tuple[Other[T], ...] = ()

    def differs(self, value: T, until: datetime | None = None) -> bool:
        """Say whether another setting would give another result than `value`, or another end of that day."""
        return any((other.value, other.until) != (value, until) for other in self.others)


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
            "midnight": _("at 24:00, as the statute says of what is received electronically"),
            "office-hours": _(
                "at the end of the registry's hours on that day, which the regulation does not fix"
            ),
        },
        (article(PR, "3.16"), article(RV, "33(3)")),
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
        "5.3",
        _("When does the last day end for a writ sent by Veilig Mailen?"),
        {
            "midnight": _("at 24:00, as the statute says of all pieces received electronically"),
            "office-hours": _(
                "at the end of the registry's hours: the regulation gives 24:00 to exhibits and messages only"
            ),
        },
        (article(PR, "3.16"), article(PR, "5.3"), article(RV, "33(3)")),
    ),
    Interpretation(
        "7.4",
        _("Until when can the registry give more time for the legal-aid decision?"),
        {
            "any-time": _("at any time: the article names no last moment"),
            "before-end": _("until the four weeks are over: a term that has ended cannot be extended"),
        },
        (article(PR, "7.4"),),
    ),
    Interpretation(
        "10.3",
        _("When is an extract from the trade register older than a month?"),
        {
            "back": _("when it is from before the same day of the month before, or that month's last day"),
            "forward": _("when a month after its own date lies before the hearing"),
        },
        (article(PR, "10.3"),),
    ),
    Interpretation(
        "VI-6.8",
        _("Is the day of grace after an outage of Veilig Mailen extended when it is free?"),
        {
            "literal": _("no: the text says the next day, free or not"),
            "extend": _("yes: to the next day that is not free, as for a term of a statute"),
        },
        (article(PR, "VI 6.8"), article(ATW, "1(1)")),
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


def setting(code: str, chosen: Settings = USUAL) -> str:
    """Give the setting of an interpretation: the one chosen, or the default. The code must exist."""
    return chosen.get(code, INTERPRETATIONS[code].default)


def read[T](code: str, chosen: Settings, decide: Callable[[str], T]) -> tuple[T, Reading[T]]:
    """Decide by the setting chosen, and say what every other setting would decide."""
    item, used = INTERPRETATIONS[code], setting(code, chosen)
    others = tuple(Other(name, text, decide(name)) for name, text in item.settings.items() if name != used)
    return decide(used), Reading(code, item.question, used, item.settings[used], others)
