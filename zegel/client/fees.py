"""Court fees, as a court's program notes, asks and books them."""

import uuid
from typing import Any

from zegel.client.people import Account
from zegel.client.placing import Place
from zegel.client.sealed import encode


def fees_of(place: Place) -> list[dict[str, Any]]:
    """How the parties of a case stand, those who owe something."""
    return list(place.account.session.call("GET", f"cases/{place.case}/fees")["fees"])


def confirm_amount(place: Place, party: str, cents: int) -> None:
    """Say that an amount is that of the official tariff."""
    body = {"id": str(uuid.uuid4()), "kind": "tariff confirmed", "party": party, "cents": cents}
    place.account.session.call("POST", f"cases/{place.case}/fees/facts", body)


def send_fee_notice(place: Place, party: str) -> dict[str, Any]:
    """Make the notice of what a party has open; gives it as it went out."""
    body = {"id": str(uuid.uuid4()), "party": party}
    return dict(place.account.session.call("POST", f"cases/{place.case}/fees/notices", body))


def read_statement(account: Account, team: str, data: bytes) -> dict[str, int]:
    """Read a bank's statement (camt.053) at a team's desk; gives how many movements were booked, wait, or were known."""
    where = f"desks/{account.boxes[team]['id']}/statements"
    return dict(account.session.call("POST", where, {"data": encode(data)}))
