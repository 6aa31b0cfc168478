"""Court fees of the demo: noted, asked, and paid by the bank, in full or not quite."""

import uuid
from typing import Any

from zegel.client.demo_court.bank import Paid, bank_statement
from zegel.client.demo_court.scene import Scene
from zegel.client.demo_court.written import file_of
from zegel.client.fees import confirm_amount, fees_of, read_statement, send_fee_notice
from zegel.client.placing import Place
from zegel.lib.moments import amsterdam, now

_CLAIM_CENTS = 25_000_00


def claim_noted(scene: Scene) -> None:
    """What is claimed, as the writ says."""
    body = {"id": str(uuid.uuid4()), "kind": "claim", "cents": _CLAIM_CENTS}
    scene.staff.clerk.session.call("POST", f"cases/{scene.case}/fees/facts", body)


def asked(scene: Scene) -> None:
    """The claimant got its notice and has not paid yet."""
    ask_claimant(scene.clerk)


def paid(scene: Scene) -> None:
    """The claimant paid what the notice asks."""
    pay_claimant(scene.clerk)


def partly_paid(scene: Scene) -> None:
    """The claimant paid less than the notice asks."""
    pay_claimant(scene.clerk, more=-100_00)


def overpaid(scene: Scene) -> None:
    """The claimant paid more than the notice asks: the court has to pay that back."""
    pay_claimant(scene.clerk, more=62_00)


def ask_claimant(registrar: Place) -> Paid | None:
    """Make the notice of the claimant; gives what it asks. Nothing where no tariff of this year is known."""
    claimant = next(party for party in registrar.shown()["partyList"] if party["role"] == "claimant")
    fee = _fee_of(registrar, claimant["id"])
    if fee and fee["waits"] == "confirm":
        levied = next(entry["cents"] for entry in fee["entries"] if entry["kind"] == "levy")
        confirm_amount(registrar, claimant["id"], levied, "Staatscourant (demo)")
        fee = _fee_of(registrar, claimant["id"])
    if fee is None or fee["waits"] or fee["balance"] <= 0:
        return None
    words = f"In deze zaak is griffierecht verschuldigd: € {fee['balance'] // 100},{fee['balance'] % 100:02}, met kenmerk {fee['reference']}."
    file = file_of("nota_griffierecht.pdf", "Nota griffierecht", words)
    notice = send_fee_notice(registrar, claimant["id"], file)
    return Paid(claimant["name"], notice["cents"], fee["reference"])


def pay_claimant(registrar: Place, *, more: int = 0) -> None:
    """The notice of the claimant, and the bank's statement that it was paid, with so many cents more."""
    if (asks := ask_claimant(registrar)) is None:
        return
    credited = Paid(asks.payer[:70], asks.cents + more, asks.reference)
    statement = bank_statement(amsterdam(now()).date(), [credited])
    read_statement(registrar.account, registrar.team, statement)


def _fee_of(registrar: Place, party: str) -> dict[str, Any] | None:
    return next((fee for fee in fees_of(registrar) if fee["party"] == party), None)
