"""The sheet that lies on top of paper sent after a filing (art. 3.3): who, what, when, and a square code for the counter."""

import io
import json
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from zegel.filing.queries import Filing
from zegel.filing.rules import place_of, shown_number
from zegel.lib.moments import amsterdam
from zegel.portal.shared.filing_words import KIND_WORDS
from zegel.portal.shared.moments import moment
from zegel.portal.shared.typesetting import typeset

TEMPLATE = Path(__file__).parent / "templates" / "filing" / "cover.typ"


def cover_sheet(filing: Filing) -> bytes:
    """The sheet as PDF/A, in the language of the court. Beside the number of each file is room for its name."""
    with translation.override("nl"):
        told = _told(filing)
    svg = io.BytesIO()
    segno.make(told["address"], error="m", micro=False).save(svg, kind="svg", border=0, xmldecl=False)
    inputs = {"told": json.dumps(told), "code": svg.getvalue().decode()}
    return typeset(TEMPLATE, inputs)


def _told(filing: Filing) -> dict[str, Any]:
    desk = filing.desk
    place = place_of(desk.court, desk.location, desk.matter, amsterdam(filing.at).date())
    number = shown_number(filing.number)
    address = f"{settings.ENVIRONMENT.origin}{reverse('desk-filing', args=[filing.number])}"
    return {
        "title": _("Cover sheet for paper"),
        "statement": _("These documents were filed before by Veilig Mailen."),
        "rule": _("Sent on by post or handed in, as art. 3.3 of the regulation asks. They are not filed a second time."),
        "to_label": _("To"),
        "to": [place.line, *desk.postal.splitlines()],
        "number_label": _("Number for the counter"),
        "number": number,
        "address": address,
        "scan": _("For the clerk: scan the square with a phone, or type the number."),
        "facts": [
            [_("Case"), filing.case_number or _("New case")],
            [_("Filed on"), moment(filing.at)],
            [_("Kind of document"), str(KIND_WORDS[filing.kind])],
            [_("From"), filing.sender],
            [_("Receipt number"), str(filing.pk)],
        ],
        "pieces_label": _("On paper with this sheet"),
        "pieces": [[f"{address}#piece-{n}", _("File %(n)s") % {"n": n}] for n in range(1, filing.pieces + 1)],
        "tabs": _("Separate exhibits with numbered tabs that stick out (art. 3.14). One copy is enough (art. 3.9)."),
    }  # fmt: skip
