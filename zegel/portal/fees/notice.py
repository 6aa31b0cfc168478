"""The notice of a fee as PDF/A: what is asked and why, until when, and a square code with which a bank's app pays it."""

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from django.utils import dateformat, translation
from django.utils.translation import gettext as _
from segno import helpers

from zegel.casefile.queries import Case
from zegel.fees.queries import LedgerEntry, Notice
from zegel.fees.rules.references import shown_iban, shown_reference
from zegel.fees.rules.standing import EntryKind
from zegel.law.courts import court
from zegel.lib.moments import amsterdam
from zegel.portal.shared.fee_words import ENTRY_WORDS, euros
from zegel.portal.shared.law_words import sentence
from zegel.portal.shared.typesetting import typeset

TEMPLATE = Path(__file__).parent / "templates" / "fees" / "notice.typ"


def payment_code(notice: Notice) -> Any:
    """The SEPA code (EPC069-12, version 2) with holder, account, amount and creditor reference (ISO 11649)."""
    return helpers.make_epc_qr(
        name=notice.told["holder"],
        iban=notice.told["iban"],
        amount=Decimal(notice.cents) / 100,
        reference=notice.told["reference"],
        encoding="utf-8",
    )


def notice_file(case: Case, notice: Notice) -> bytes:
    """The notice in the language of the court, with a summary in English; for who is written to in English a page in English first."""
    with translation.override("nl"):
        pages = [_told(case, notice) | {"lang": "nl"}]
    with translation.override("en"):
        pages[0]["summary"] = _summary(notice)
        if notice.told.get("language") == "en":
            words = _("This is a translation. The notice in Dutch is on the next page.")
            pages.insert(0, _told(case, notice) | {"lang": "en", "summary": words})
    svg = io.BytesIO()
    payment_code(notice).save(svg, kind="svg", border=0, xmldecl=False)
    return typeset(TEMPLATE, {"told": json.dumps({"pages": pages}), "code": svg.getvalue().decode()})


def _summary(notice: Notice) -> str:
    words = _("Summary: pay %(amount)s before the end of %(day)s to %(iban)s, stating %(reference)s.")
    return words % {
        "amount": euros(notice.cents),
        "day": _day(notice.due),
        "iban": shown_iban(notice.told["iban"]),
        "reference": shown_reference(notice.told["reference"]),
    }


def _day(day: Any) -> str:
    return dateformat.format(day, "l j F Y")


def _told(case: Case, notice: Notice) -> dict[str, Any]:
    party = notice.fee.party
    return {
        "court": court(case.court).name,
        "title": _("Notice of the court fee"),
        "to": [party.name, *party.address.splitlines()],
        "lead": _("In this case you owe a court fee (griffierecht). Please pay the amount below."),
        "amount_label": _("To be paid"),
        "amount": euros(notice.cents),
        "due_label": _("On the court's account at the latest on"),
        "due": _day(notice.due),
        "counts": _("The day on which the court's bank credits the amount counts, not the day on which you pay (art. 7.1)."),
        "facts": [
            [_("Case"), f"{case.number} · {case.summary_number}"],
            [_("Account (IBAN)"), shown_iban(notice.told["iban"])],
            [_("In the name of"), notice.told["holder"]],
            [_("Payment reference"), shown_reference(notice.told["reference"])],
            [_("Date of this notice"), _day(amsterdam(notice.at).date())],
        ],
        "scan": _("Scan the square with the app of your bank, or type the account and the reference over."),
        "lines_label": _("How the amount is made up"),
        "lines": [_line(entry) for entry in _entries(notice)],
        "after": [
            _("The court does not dismiss the case when you pay late. It then collects the fee by a warrant (dwangbevel), which costs you more."),
            _("Do you have legal aid (toevoeging), or did you apply for it? Tell the registry: the fee may be lower (art. 7.2-7.6)."),
        ],
    }  # fmt: skip


def _entries(notice: Notice) -> list[LedgerEntry]:
    return list(notice.fee.entries.filter(at__lte=notice.at).order_by("at", "id"))


def _line(entry: LedgerEntry) -> list[str]:
    reason = entry.why.get("reason", "")
    words = sentence(reason, entry.why.get("params", {})) if reason else ""
    articles = ", ".join(entry.why.get("articles", []))
    what = str(ENTRY_WORDS[cast("EntryKind", entry.kind)])
    why = f"{words} ({articles})" if words and articles else words
    return [_day(entry.day), f"{what}. {why}" if why else what, euros(entry.cents)]
