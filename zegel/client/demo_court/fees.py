"""Court fees of the demo: of a case that was heard the claimant got a notice and paid it by the bank."""

from typing import Any

from zegel.client.demo_court.bank import Paid, bank_statement
from zegel.client.fees import confirm_amount, fees_of, read_statement, send_fee_notice
from zegel.client.placing import Place
from zegel.lib.moments import amsterdam, now


def pay_claimant(registrar: Place) -> None:
    """The notice of the claimant, and the bank's statement that it was paid; nothing where no tariff of this year is known."""
    claimant = next(party for party in registrar.shown()["partyList"] if party["role"] == "claimant")
    fee = _fee_of(registrar, claimant["id"])
    if fee and fee["waits"] == "confirm":
        levied = next(entry["cents"] for entry in fee["entries"] if entry["kind"] == "levy")
        confirm_amount(registrar, claimant["id"], levied)
        fee = _fee_of(registrar, claimant["id"])
    if fee is None or fee["waits"] or fee["balance"] <= 0:
        return
    notice = send_fee_notice(registrar, claimant["id"])
    paid = Paid(claimant["name"], notice["cents"], fee["reference"])
    read_statement(registrar.account, registrar.team, bank_statement(amsterdam(now()).date(), [paid]))


def _fee_of(registrar: Place, party: str) -> dict[str, Any] | None:
    return next((fee for fee in fees_of(registrar) if fee["party"] == party), None)
