"""Why an amount is in the ledger, as it is kept with the entry: plain JSON, in the words of the law's answers."""

from typing import Any

from zegel.fees.rules.reckoning import Item, Said
from zegel.law.texts import gettext_noop as _

NO_LONGER = _("a later fact changed this part of the fee")


def said_as_json(said: Said) -> dict[str, Any]:
    """An answer or decision of the law: its rule, its words with parameters, its articles."""
    return {
        "rule": said.rule,
        "reason": said.reason,
        "params": {name: str(value) for name, value in said.params.items()},
        "articles": [str(article) for article in said.articles],
    }


def why_item(item: Item) -> dict[str, Any]:
    """The reason of a part of the fee, with its line of the tariff and the term in which it is paid."""
    told = said_as_json(item.why) | {"line": item.line, "certain": item.certain}
    if item.term is not None:
        told["term"] = {"rule": item.term.rule, "given": item.term.given}
    return told


def why_gone(said: Said | None) -> dict[str, Any]:
    """The reason for taking back a part that the facts no longer give."""
    if said is not None:
        return said_as_json(said)
    return {"rule": "7.1-d", "reason": NO_LONGER, "params": {}, "articles": ["PR 7.1"]}
