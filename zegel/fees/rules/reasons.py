"""Why an amount is in the ledger, as it is kept with the entry: plain JSON, in the words of the law's answers."""

from typing import Any

from zegel.fees.rules.reckoning import Item, Said
from zegel.law.texts import gettext_noop as _
from zegel.law.verdicts import record_of

NO_LONGER = _("a later fact changed this part of the fee")


def why_item(item: Item) -> dict[str, Any]:
    """The reason of a part of the fee, with its line of the tariff and the term in which it is paid."""
    told = record_of(item.why) | {"line": item.line, "certain": item.certain}
    if item.term is not None:
        told["term"] = {"rule": item.term.rule, "given": item.term.given}
    return told


def why_gone(said: Said | None) -> dict[str, Any]:
    """The reason for taking back a part that the facts no longer give."""
    if said is not None:
        return record_of(said)
    return {"rule": "7.1-d", "reason": NO_LONGER, "params": {}, "articles": ["PR 7.1"]}
