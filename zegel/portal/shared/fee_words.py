"""What the court fee is called on a page: how a party stands, which facts there are, and amounts as people write them."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, gettext_lazy

from zegel.fees.queries import PartyFee
from zegel.fees.rules.facts import Kind
from zegel.fees.rules.standing import EntryKind, State

STANDING_WORDS: Final[Mapping[State, tuple[str, Any]]] = {
    "nothing": ("neutral", gettext_lazy("Nothing to pay")),
    "unknown": ("info", gettext_lazy("Amount not known yet")),
    "open": ("warning", gettext_lazy("To be paid")),
    "late": ("error", gettext_lazy("Not paid in time")),
    "paid": ("ok", gettext_lazy("Paid")),
    "paid late": ("warning", gettext_lazy("Paid, after the last day")),
    "to be paid back": ("info", gettext_lazy("The court pays back")),
}
"""How a party stands, with the kind of its sign."""

WAITS_WORDS: Final = {
    "claim": gettext_lazy(
        "The amount is not known yet: the court still has to note the claim in the summons."
    ),
    "tariff": gettext_lazy("The amount is not known yet: there is no tariff of this year in the system."),
    "confirm": gettext_lazy("The amount still has to be confirmed by the court."),
}

ENTRY_WORDS: Final[Mapping[EntryKind, Any]] = {
    "levy": gettext_lazy("Levied"),
    "correction": gettext_lazy("Corrected"),
    "payment": gettext_lazy("Paid"),
    "refund": gettext_lazy("Paid back"),
    "write-off": gettext_lazy("Written off"),
}

FACT_WORDS: Final[Mapping[Kind, Any]] = {
    "claim": gettext_lazy("Note the claim in the summons"),
    "appeared": gettext_lazy("Note that a defendant appeared"),
    "stayed away": gettext_lazy("Note that a defendant did not appear"),
    "joined": gettext_lazy("Note that a party joins or intervenes"),
    "aid shown": gettext_lazy("Note proof of legal aid"),
    "aid extended": gettext_lazy("Give more time for the definitive grant"),
    "aid granted": gettext_lazy("Note the definitive grant of legal aid"),
    "aid refused": gettext_lazy("Note that legal aid was refused or withdrawn"),
    "aid missed": gettext_lazy("Raise the fee: the definitive grant was not filed in time"),
    "aid late": gettext_lazy("Lower the fee: legal aid shown afterwards"),
    "claim increased": gettext_lazy("Note a larger claim"),
    "increase disregarded": gettext_lazy("Note that the judge leaves a larger claim aside"),
    "shared": gettext_lazy("Let parties pay one fee together"),
    "tariff confirmed": gettext_lazy("Confirm the amount"),
}


def euros(cents: int) -> str:
    """`€ 1.234,50`, as the language of the reader writes it: below zero Dutch has the sign after the euro, English before it."""
    amount = number_format(abs(cents) / 100, 2, use_l10n=True, force_grouping=True)
    if cents >= 0:
        return f"€ {amount}"
    return f"€ -{amount}" if get_language() == "nl" else f"-€ {amount}"


def owed_euros(cents: int, *, certain: bool) -> str:
    """An amount that follows from the tariff: where that was not read in the official one nor confirmed by the court, it says so."""
    return euros(cents) if certain or not cents else f"{euros(cents)} ({gettext('to be confirmed')})"


def is_certain(fee: PartyFee) -> bool:
    """Whether the amount of a party's fee, or of the one it pays together with others, no longer waits to be confirmed."""
    return (fee.together or fee).waits != "confirm"
