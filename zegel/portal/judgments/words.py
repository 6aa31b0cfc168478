"""Words for judgments, copies and what waits."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

KIND_WORDS: Final[Mapping[str, Any]] = {
    "written": _("Judgment in writing"),
    "short": _("Short judgment"),
    "oral": _("Judgment given aloud at the hearing"),
    "full": _("Judgment worked out in full"),
    "record": _("Record of the judgment given at the hearing"),
}

FORM_WORDS: Final[tuple[tuple[str, Any, Any], ...]] = (
    ("written", _("In writing"), _("The document with its reasons (art. 12.1)")),
    (
        "oral",
        _("Aloud at the hearing"),
        _("The record follows within two weeks (art. 12.3). Possible while the hearing lasts"),
    ),
    (
        "short",
        _("Short, in writing"),
        _("For what cannot wait; the judgment in full follows within two weeks (art. 12.4)"),
    ),
)

INTEREST_WORDS: Final[Mapping[str, Any]] = {
    "claim": _("The claim was awarded"),
    "counterclaim": _("The counterclaim was awarded"),
    "costs": _("The costs were awarded"),
}

GROUND_WORDS: Final[Mapping[str, Any]] = {
    "agreed": _("The other parties agreed"),
    "clearing": _("It announces that the defendant appears after all (art. 11.3)"),
    "judge": _("The judge decided so"),
}

WAY_WORDS: Final[Mapping[str, Any]] = {"digital": _("in the digital file"), "paper": _("on paper")}
