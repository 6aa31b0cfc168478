"""Cases, as a court's program registers them from what was filed, and acts in them (docs/formats.md, Application)."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from zegel.client.circles import circle_body
from zegel.client.people import Account
from zegel.client.sealed import Addressee, decode, encode
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.opening import open_identity
from zegel.seal.sealing import seal_bytes


def register_filing(
    clerk: Account,
    team: str,
    filing: str,
    *,
    place: Mapping[str, str],
    parties: Sequence[Mapping[str, Any]],
    readers: Sequence[Addressee],
    exhibits: int,
) -> str:
    """Register a case from a filing at the desk of `team` and place it; gives the case.

    `readers` are the mailboxes that read for the digital parties, `exhibits` how many of the last documents are exhibits.
    """
    desk = clerk.boxes[team]
    home = clerk.box(team)
    opened, maker = generate_hybrid(), clerk.circles.maker(desk["id"])
    circles = [
        circle_body("open", opened, [(home, "manage"), *((reader, "read") for reader in readers)], maker),
        circle_body("court", generate_hybrid(), [(home, "manage")], maker),
    ]
    body = {
        "case": {**place, "desk": desk["id"], "parties": list(parties), "circles": circles},
        "party": 1,
        "placement": _placement(clerk, filing, identity_recipient(opened), exhibits),
    }
    clerk.session.call("POST", f"intake/{filing}/claim", {})
    return str(clerk.session.call("POST", f"intake/{filing}/case", body)["case"])


def act(
    actor: Account,
    case: str,
    name: str,
    seen: int,
    facts: Mapping[str, str],
    *,
    booking: Mapping[str, Any] | None = None,
) -> None:
    """Do an act in a case, of which `seen` acts were done before; `booking` is room, judge and minutes of the hearing it sets."""
    body = {"id": str(uuid.uuid4()), "act": name, "seen": seen, "facts": dict(facts)}
    actor.session.call("POST", f"cases/{case}/acts", body | ({"booking": dict(booking)} if booking else {}))


def add_room(clerk: Account, team: str, name: str) -> str:
    """Add a room where the desk of `team` sits; gives its identifier."""
    return str(clerk.session.call("POST", f"desks/{clerk.boxes[team]['id']}/rooms", {"name": name})["id"])


def _placement(clerk: Account, filing: str, recipient: str, exhibits: int) -> dict[str, Any]:
    """Every key of a filing once more, sealed to a circle."""
    found = clerk.session.call("GET", f"filings/{filing}")
    known = [identity for identities in clerk.identities.values() for identity in identities]

    def again(sealed: Sequence[str]) -> str:
        return encode(seal_bytes([recipient], open_identity(known, decode(sealed[0])).encode()))

    last = len(found["documents"]) - exhibits
    documents = [
        {
            "number": document["number"],
            "sealedKey": again(document["sealedKeys"]),
            "exhibit": document["number"] - last if document["number"] > last else None,
        }
        for document in found["documents"]
    ]
    return {
        "kind": "aanvraag",
        "sealedKey": again(found["sealedKeys"]),
        "keyVersion": 1,
        "documents": documents,
    }
