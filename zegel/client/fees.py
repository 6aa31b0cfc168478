"""Court fees, as a court's program notes, asks and books them."""

import uuid
from typing import Any

from zegel.client.circles import circle_body
from zegel.client.people import Account
from zegel.client.placing import Place, Target, letter_to
from zegel.client.sealed import Addressee, File, encode
from zegel.seal.identities import generate_hybrid


def fees_of(place: Place) -> list[dict[str, Any]]:
    """How the parties of a case stand, those who owe something."""
    return list(place.account.session.call("GET", f"cases/{place.case}/fees")["fees"])


def confirm_amount(place: Place, party: str, cents: int, source: str) -> None:
    """Say that an amount is that of the official tariff, and where that was read."""
    told = {"kind": "tariff confirmed", "party": party, "cents": cents, "source": source}
    body = {"id": str(uuid.uuid4())} | told
    place.account.session.call("POST", f"cases/{place.case}/fees/facts", body)


def send_fee_notice(place: Place, party: str, file: File) -> dict[str, Any]:
    """Place the notice of what a party has open in the file, sealed to that party and the court; gives it as it went out."""
    shown, fee = place.shown(), next((fee for fee in fees_of(place) if fee["party"] == party), {})
    told = next(row for row in shown["partyList"] if row["id"] == party)
    own = next((row for row in shown["circles"] if row["own"] == told["number"]), None)
    if own is None:
        made = _circle_for(place, told["mailbox"])
        target = Target(made["id"], made["recipient"], 1)
    else:
        made, target = None, Target(own["id"], *place.account.circles.sealing(own["container"]))
    body = {"id": str(uuid.uuid4()), "party": party, "cents": fee.get("balance", 1), "due": fee.get("due")}
    body |= {"letter": letter_to(place, target, "Nota griffierecht", file), "circle": made}
    return dict(place.account.session.call("POST", f"cases/{place.case}/fees/notices", body))


def _circle_for(place: Place, mailbox: str | None) -> dict[str, Any]:
    """A circle of the desk and one party, who reads through a mailbox or on paper."""
    account = place.account
    members = [(account.box(place.team), "manage")]
    if mailbox:
        recipient, version = account.sealing_to(mailbox)
        members.append((Addressee("box", mailbox, "", "", recipient, {"keyVersion": version}), "read"))
    maker = account.circles.maker(account.boxes[place.team]["id"])
    return circle_body("shielded", generate_hybrid(), members, maker)


def read_statement(account: Account, team: str, data: bytes) -> dict[str, int]:
    """Read a bank's statement (camt.053) at a team's desk; gives how many movements were booked, wait, or were known."""
    where = f"desks/{account.boxes[team]['id']}/statements"
    return dict(account.session.call("POST", where, {"data": encode(data)}))
