"""A filing in the intake as its pages show it: registry data only; what it says is opened on the clerk's device."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zegel.casefile.queries import request_about
from zegel.filing.queries import Filing, PaperTask
from zegel.filing.queries.intake import IntakeItem
from zegel.filing.rules import is_piece, shown_number
from zegel.law.decisions import Decision
from zegel.law.rules.annexes import signed_as_required
from zegel.law.rules.chapter_01 import consequence_of
from zegel.law.rules.chapter_03 import copied_in_time
from zegel.law.rules.chapter_03_form import may_order_replacement
from zegel.law.verdicts import warned
from zegel.portal.shared.case_words import words_for
from zegel.portal.shared.filing_words import CHANNEL_WORDS, KIND_WORDS, WAY_WORDS
from zegel.portal.shared.law_words import sentence

STATE_WORDS: Final = {
    "waiting": gettext_lazy("To do"),
    "asked": gettext_lazy("More was asked"),
    "held": gettext_lazy("Held"),
    "registered": gettext_lazy("Registered"),
    "placed": gettext_lazy("Placed"),
    "returned": gettext_lazy("Returned"),
}
TABS: Final = ("waiting", "asked", "held")


@dataclass(frozen=True, slots=True)
class Row:
    """A filing in the queue."""

    key: UUID
    href: str
    who: str
    kind: str
    facts: str
    at: datetime
    worker: str


def rows(items: list[IntakeItem], workers: Mapping[UUID, str]) -> list[Row]:
    """The queue as a list shows it, in the reader's language."""
    return [_row(item, workers.get(item.pk, "")) for item in items]


def _row(item: IntakeItem, worker: str) -> Row:
    filing = item.filing
    pieces = ngettext("%(n)s document", "%(n)s documents", filing.pieces) % {"n": filing.pieces}
    return Row(
        key=item.pk,
        href=f"{reverse('intake-filing', args=[item.pk])}?state={item.state}",
        who=filing.sender,
        kind=words_for(KIND_WORDS, filing.kind),
        facts=" · ".join([filing.case_number or _("new case"), pieces]),
        at=item.at,
        worker=_("%(name)s is working on this") % {"name": worker} if worker else "",
    )


def expected_rows(tasks: list[PaperTask]) -> list[dict[str, Any]]:
    """Filings of which paper is still to come, as the clerk with the paper in hand chooses from them."""
    return [
        {
            "filing": task.filing,
            "number": shown_number(task.filing.number),
            "kind": words_for(KIND_WORDS, task.filing.kind),
        }
        for task in tasks
    ]


def checks(item: IntakeItem) -> list[tuple[str, str]]:
    """What was seen of a filing when it came in, worst first: kinds of a status and sentences."""
    filing = item.filing
    found = [
        ("warning", _("The filer passed a warning with a reason: article %(rule)s") % {"rule": rule})
        for rule in filing.acknowledged_warnings
    ]
    found += [
        ("warning", f"{sentence(str(mark['reason']), mark['params'])} (art. {_places(mark)})")
        for mark in filing.marks
    ]
    if filing.secret:
        found.append(("warning", _("The filer says that it holds data that are secret")))
    if filing.copies == "none":
        found.append(("warning", _("The others were sent no copy")))
    found += [
        (kind, f"{sentence(word.reason, word.params)} (art. {places})") for kind, word, places in _law(filing)
    ]
    if is_piece(filing.kind) and not signed_as_required(True, scan_of_signed=filing.channel != "secure_mail"):
        found.append(
            ("neutral", _("Look whether it is a scan of a page that was signed by hand (annex VI, 6.7)"))
        )
    if broken := _broken(filing):
        found.append(("neutral", _follows(broken)))
    paper = getattr(filing, "paper", None)
    if paper is not None and paper.state != "complete":
        found.append(("neutral", _("Paper must still follow")))
    return found or [("ok", _("Nothing to remark about how it was filed"))]


def _law(filing: Filing) -> Iterator[tuple[str, Decision, str]]:
    """What the law says that a clerk must look at, each with the kind of its status and its articles: copies (3.10), and a piece that is
    too long (3.12)."""
    if filing.copies == "none":
        yield "warning", copied_in_time(filing.at, None), "3.10"
    for pages in {mark["params"]["pages"] for mark in filing.marks if mark["rule"] in {"3.12-b", "3.12-e"}}:
        yield "neutral", may_order_replacement(int(pages)), "3.12"


def _broken(filing: Filing) -> list[str]:
    """The rules that were not met, by what the filer said or passed."""
    copies = ["3.10-b"] if filing.copies == "none" and "3.10-b" not in filing.acknowledged_warnings else []
    return [*filing.acknowledged_warnings, *(str(mark["rule"]) for mark in filing.marks), *copies]


def _follows(rules: list[str]) -> str:
    """What follows from a breach: that is for the judge, who can be told of it (1.11)."""
    said = consequence_of(warned(", ".join(dict.fromkeys(rules)), "not as the regulation asks", "1.11"))
    return f"{sentence(said.reason, said.params)} (art. 1.11)"


def _places(mark: Mapping[str, Any]) -> str:
    return ", ".join(str(place).removeprefix("PR ") for place in mark["articles"])


def facts(item: IntakeItem) -> dict[str, Any]:
    """What the page of one filing says of it."""
    filing = item.filing
    return {
        "item": item,
        "filing": filing,
        "number": shown_number(filing.number),
        "kind": words_for(KIND_WORDS, filing.kind),
        "channel": words_for(CHANNEL_WORDS, filing.channel),
        "way": words_for(WAY_WORDS, filing.way) if filing.way else "",
        "state_word": words_for(STATE_WORDS, item.state),
        "shielding": request_about(item.pk) if item.state == "held" else None,
        "checks": checks(item),
    }
