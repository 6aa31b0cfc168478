"""Values of the law house in the language of the reader: days with their weekday, free days, lengths, citations."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import dateformat
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_noop as _

from zegel.law.calendar import FreeDay
from zegel.law.decisions import Decision
from zegel.law.errors import LawError
from zegel.law.sources import Article
from zegel.law.terms import Step
from zegel.law.terms.lengths import Length, Unit
from zegel.law.texts import Params, fill
from zegel.law.verdicts import Answer
from zegel.portal.shared.moments import moment


@dataclass(frozen=True, slots=True)
class Citation:
    """An article as a lawyer writes it, with where to read it."""

    text: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the reckoning."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Said:
    """What the law says, with where it stands; `answer` is a short yes or no, where it has one."""

    text: str
    citations: tuple[Citation, ...]
    answer: str = ""


_PLACE = re.compile(r"(?P<article>[\dA-Za-z.]+)(?:\((?P<paragraph>\w+)\)| (?P<part>[a-z]))?")
_REFUSALS = {
    "bad-date": _("Fill in a day that exists, such as 1-12-2026."),
    "bad-length": _("Fill in a whole number from 1 up to and including 999."),
    "outside-calendar": _(
        "The calculation leaves the years that we know: from 2010 on. Fill in another day."
    ),
    "time-needed": _("Fill in the time: this term is counted in hours."),
    "time-does-not-exist": _(
        "This time does not exist: in this night the clock goes forward from 2:00 to 3:00. Fill in another time."
    ),
    "time-exists-twice": _(
        "This time comes twice: in this night the clock goes back from 3:00 to 2:00. Choose which one you mean."
    ),
}


def sentence(text: str, params: Params) -> str:
    """A text of the law house, translated and filled, with a capital in front."""
    words = fill(text, params, translate=gettext, shown=localise)
    return words[:1].upper() + words[1:]


def refusal(error: LawError) -> str:
    """A refusal in words for who filled in the form: never with a date or time as computers write them."""
    plain = _REFUSALS.get(error.code)
    return gettext(plain) if plain else sentence(error.text, error.params)


def localise(value: object) -> str:
    """A parameter of a text."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return dateformat.format(value, "l j F Y")
    if isinstance(value, FreeDay):
        return _free_day(value)
    return _length(value) if isinstance(value, Length) else str(value)


def _free_day(free: FreeDay) -> str:
    if free.decree:
        return gettext("a day that counts as a public holiday")
    return free.name_nl if get_language() == "nl" else free.name_en


def _length(length: Length) -> str:
    number = length.number
    words: dict[Unit, str] = {
        "hours": ngettext("%(n)s hour", "%(n)s hours", number),
        "days": ngettext("%(n)s day", "%(n)s days", number),
        "weeks": ngettext("%(n)s week", "%(n)s weeks", number),
        "months": ngettext("%(n)s month", "%(n)s months", number),
        "years": ngettext("%(n)s year", "%(n)s years", number),
    }
    return words[length.unit] % {"n": number}


def cite(article: Article) -> str:
    """`art. 1 lid 1 Atw`: as a lawyer writes it, in the language of the reader."""
    short, found = article.instrument.short, _PLACE.fullmatch(article.number)
    if found is None:
        annex, _space, number = article.number.partition(" ")
        return gettext("annex %(annex)s, %(number)s %(short)s") % {
            "annex": annex,
            "number": number,
            "short": short,
        }
    text = gettext("art. %(number)s") % {"number": found["article"]}
    if found["paragraph"]:
        text += " " + gettext("paragraph %(number)s") % {"number": found["paragraph"]}
    if found["part"]:
        text += " " + gettext("under %(letter)s") % {"letter": found["part"]}
    return f"{text} {short}"


def citation_of(article: Article) -> Citation:
    """An article with where to read it."""
    return Citation(cite(article), article.instrument.title, article.instrument.url)


def line_of(step: Step) -> Line:
    """A step of a reckoning in words."""
    return Line(sentence(step.text, step.params), citation_of(step.article))


def said(of: Decision | Answer[object], answer: str = "") -> Said:
    """A word of the law in the reader's language."""
    readings = "".join(f" {sentence(reading.text, {})}." for reading in of.readings)
    cited = tuple(citation_of(article) for article in of.articles)
    return Said(f"{sentence(of.reason, of.params)}.{readings}", cited, answer)
