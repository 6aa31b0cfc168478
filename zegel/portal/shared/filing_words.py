"""What is filed and where, in words: kinds of documents and of cases, channels, and the places there are to choose from."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.filing.rules import shown_number
from zegel.law.courts import courts

KIND_WORDS: Final = {
    "application": gettext_lazy("Application"),
    "summons": gettext_lazy("Summons"),
    "answer": gettext_lazy("Statement of a party"),
    "exhibits": gettext_lazy("Exhibits"),
    "message": gettext_lazy("Message about the case"),
}

CHANNEL_WORDS = {
    "secure_mail": gettext_lazy("secure mail"),
    "portal": gettext_lazy("this site"),
    "connection": gettext_lazy("a connection of their own system"),
    "counter": gettext_lazy("paper at the counter"),
    "oral": gettext_lazy("an oral application"),
}

WAY_WORDS: Final = {
    "centrale balie": gettext_lazy("handed in at the counter"),
    "post": gettext_lazy("by post"),
    "letterbox": gettext_lazy("in the letterbox of the court"),
    "telephone": gettext_lazy("orally, by telephone"),
    "in person": gettext_lazy("orally, in person"),
}

MATTERS: Final = {
    "handel": (gettext_lazy("Commercial"), gettext_lazy("For example about a contract, rent of a business, a neighbour")),
    "familie": (gettext_lazy("Family"), gettext_lazy("For example about children or a divorce")),
    "kanton": (gettext_lazy("Kanton"), gettext_lazy("For example about work, the rent of a home, or up to 25,000 euros")),
}  # fmt: skip


def places() -> list[dict[str, Any]]:
    """Every court at every location, for a list to choose from."""
    return [
        {
            "value": f"{court.slug}/{location}",
            "label": court.name if len(court.locations) == 1 else f"{court.name}, {location}",
            "codes": " ".join(court.codes),
            "only": len(court.locations) == 1,
        }
        for court in courts()
        for location in court.locations
    ]


def matter_options(chosen: str) -> list[dict[str, Any]]:
    """The kinds of cases, for a group of choices."""
    return options(MATTERS, chosen)


def options(names: Mapping[str, tuple[Any, Any]], chosen: str) -> list[dict[str, Any]]:
    """Names with their explanation, for a group of choices."""
    return [
        {"value": key, "label": label, "hint": hint, "checked": key == chosen}
        for key, (label, hint) in names.items()
    ]


def sheet_name(number: str) -> str:
    """What the cover sheet of a filing is called where it is saved."""
    return f"{_('cover-sheet')}-{shown_number(number)}.pdf"
