"""Calls of the endpoints of court fees, by the clerk of the court: each in order, in a world with a case in which a fee is owed."""

import uuid
from collections.abc import Callable
from typing import Any

from tests.personas import b64
from zegel.casefile.queries import Case
from zegel.client.demo_court.bank import COURT_ACCOUNT, bank_statement
from zegel.fees.actions import set_account
from zegel.fees.models import PartyFee
from zegel.fees.rules.references import reference_for
from zegel.lib.moments import amsterdam, now
from zegel.lib.principal import system
from zegel.proceedings.actions import give_office

from . import case_calls


def owing(world: Any) -> Case:
    """A case in which the claimant owes an amount that is certain, at a court with an account; the clerk does its finances too."""
    case, at, clerk = case_calls.made(world), now(), world.clerk
    give_office(actor=clerk.principal, desk=clerk.box.pk, account=clerk.user.pk, office="finance", at=at)
    operator = system("operator")
    set_account(actor=operator, court_code=case.court, iban=COURT_ACCOUNT, holder="Rechtbank", at=at)
    # Whatever the tariff of this year is: it comes out shortly before it.
    PartyFee.objects.create(
        party=case.parties.get(role="claimant"),
        case=case,
        desk_id=case.desk_id,
        reference=reference_for(case.parties.count() + PartyFee.objects.count()),
        balance=735_00,
        due_on=amsterdam(at).date(),
    )
    return case


def _claimant(case: Case) -> str:
    return str(case.parties.get(role="claimant").pk)


def calls(call: Callable[..., Any]) -> dict[str, Callable[[Any], Any]]:
    """Every endpoint of fees with a call that is in order."""

    def about(path: str, body: Callable[[Any, Case], Any] | None = None) -> Callable[[Any], Any]:
        def build(world: Any) -> Any:
            if not hasattr(world, "__dataclass_fields__"):
                return call("", whom="clerk")
            case = owing(world)
            return call(path.format(case=case.pk, desk=case.desk_id), body(world, case) if body else None)

        return build

    def claim(_world: Any, _case: Case) -> dict[str, Any]:
        return {"id": str(uuid.uuid4()), "kind": "claim", "cents": 25_000_00}

    def notice(world: Any, case: Case) -> dict[str, Any]:
        circle = case_calls.circle_told(world.clerk, "shielded")
        letter = case_calls.letter_in(world, circle["id"], circle["recipient"])
        fee = PartyFee.objects.get(case=case)
        told = {"cents": fee.balance, "due": fee.due_on, "letter": letter, "circle": circle}
        return {"id": str(uuid.uuid4()), "party": _claimant(case)} | told

    def statement(_world: Any, _case: Case) -> dict[str, Any]:
        return {"data": b64(bank_statement(amsterdam(now()).date(), []))}

    return {
        "GET cases/{case}/fees": about("cases/{case}/fees"),
        "POST cases/{case}/fees/facts": about("cases/{case}/fees/facts", claim),
        "POST cases/{case}/fees/notices": about("cases/{case}/fees/notices", notice),
        "POST desks/{desk}/statements": about("desks/{desk}/statements", statement),
    }
