"""Cases, as a court's program registers them from what was filed, and acts in them (docs/formats.md, Application)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zegel.client.circles import circle_body
from zegel.client.people import Account
from zegel.client.placing import Place
from zegel.client.sealed import Addressee, decode, encode
from zegel.lib.moments import amsterdam, now
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.opening import open_identity
from zegel.seal.sealing import seal_bytes


def register_filing(
    clerk: Account,
    team: str,
    filing: str,
    *,
    place: Mapping[str, str | bool],
    parties: Sequence[Mapping[str, Any]],
    readers: Sequence[Addressee],
    plain: int,
) -> str:
    """Register a case from a filing at the desk of `team` and place it; gives the case.

    `readers` are the mailboxes that read for the digital parties; after the first `plain` documents come exhibits.
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
        "placement": _placement(clerk, filing, identity_recipient(opened), plain),
    }
    clerk.session.call("POST", f"intake/{filing}/claim", {})
    return str(clerk.session.call("POST", f"intake/{filing}/case", body)["case"])


@dataclass(frozen=True, slots=True)
class Day:
    """A hearing: when it begins, in which room, before which judge (identifiers), and how many minutes it takes; of a day at short notice
    until when the writ can be served."""

    starts: datetime
    room: str
    judge: str
    minutes: int
    served_until: datetime | None = None

    def body(self) -> dict[str, Any]:
        """As the API takes it in."""
        limit = {"serviceUntil": self.served_until.isoformat()} if self.served_until else {}
        return limit | {
            "starts": self.starts.isoformat(),
            "room": self.room,
            "judge": self.judge,
            "minutes": self.minutes,
        }


def act(actor: Place, name: str) -> None:
    """Do an act that its name says in full."""
    actor.account.session.call("POST", f"cases/{actor.case}/acts", {**_next(actor), "act": name})


def act_at_hearing(actor: Place, name: str, facts: Mapping[str, Any]) -> None:
    """Do an act on the sheet of the hearing, with the facts that the law weighs."""
    body = {**_next(actor), "entry": name, "facts": dict(facts), "noted": now().isoformat()}
    actor.account.session.call("POST", f"cases/{actor.case}/hearing/entries", body)


def set_day(
    planner: Place, day: Day, letter: Mapping[str, Any], *, reason: Mapping[str, Any] | None = None
) -> None:
    """Set the day of the hearing of a case of which nobody is unavailable then, with the letter that tells it; `reason` is why the
    judge takes a day that the law does not give."""
    body = {
        **_next(planner),
        **day.body(),
        "served": amsterdam(now()).date().isoformat(),
        "abode": "netherlands",
        "stated": True,
        "unavailable": False,
        "letter": dict(letter),
        "reason": dict(reason) if reason else None,
    }
    planner.account.session.call("POST", f"cases/{planner.case}/day", body)


def decide_request(
    decider: Place,
    asked: Mapping[str, Any],
    letter: Mapping[str, Any],
    *,
    day: Day | None = None,
    reason: Mapping[str, Any] | None = None,
) -> None:
    """Do what was asked (`asked` as the API takes it in), with the letter that tells what became of it, and the new day if there is one."""
    body = {**_next(decider), **asked, "asked": now().isoformat(), "letter": dict(letter)}
    body |= day.body() if day else {}
    body |= {"reason": dict(reason)} if reason else {}
    decider.account.session.call("POST", f"cases/{decider.case}/request", body)


def _next(actor: Place) -> dict[str, Any]:
    """An identifier of its own, on what is in the case now."""
    return {"id": str(uuid.uuid4()), "seen": actor.shown()["lastAct"]}


def add_room(clerk: Account, team: str, name: str) -> str:
    """Add a room where the desk of `team` sits; gives its identifier."""
    return str(clerk.session.call("POST", f"desks/{clerk.boxes[team]['id']}/rooms", {"name": name})["id"])


def rooms_of(clerk: Account, team: str) -> dict[str, str]:
    """The rooms where the desk of `team` sits: identifiers by name."""
    rows = clerk.session.call("GET", f"desks/{clerk.boxes[team]['id']}/rooms")
    return {row["name"]: row["id"] for row in rows}


def place_filing(
    clerk: Place,
    filing: str,
    *,
    party: str,
    kind: str,
    circle: str = "open",
    plain: int = 0,
    exhibit: int = 1,
) -> None:
    """Take a filing at the desk in hand and place it in the case as of a party: the first `plain` documents as they are, the others as
    exhibits from number `exhibit` on, in the circle of this kind."""
    target = clerk.target(circle)
    body = _placement(clerk.account, filing, target.recipient, plain, exhibit)
    body |= {"case": clerk.case, "party": party, "circle": target.circle, "kind": kind}
    clerk.account.session.call("POST", f"intake/{filing}/claim", {})
    clerk.account.session.call("POST", f"intake/{filing}/place", {**body, "keyVersion": target.version})


def _placement(clerk: Account, filing: str, recipient: str, plain: int, exhibit: int = 1) -> dict[str, Any]:
    """Every key of a filing once more, sealed to a circle; after the first `plain` documents come exhibits."""
    found = clerk.session.call("GET", f"filings/{filing}")
    known = [identity for identities in clerk.identities.values() for identity in identities]

    def again(sealed: Sequence[str]) -> str:
        return encode(seal_bytes([recipient], open_identity(known, decode(sealed[0])).encode()))

    documents = [
        {
            "number": document["number"],
            "sealedKey": again(document["sealedKeys"]),
            "exhibit": exhibit + document["number"] - plain - 1 if document["number"] > plain else None,
        }
        for document in found["documents"]
    ]
    return {
        "kind": "aanvraag",
        "sealedKey": again(found["sealedKeys"]),
        "keyVersion": 1,
        "documents": documents,
    }
