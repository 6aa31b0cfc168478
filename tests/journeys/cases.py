"""A case for a journey, made as a clerk's program makes one: registered by the API, with circles for the court and both lawyers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.journeys.conftest import Court
from zegel.client.circles import circle_body
from zegel.client.demo_court.people import PASSWORD, app_of
from zegel.client.http import Session
from zegel.client.people import Account
from zegel.client.sealed import Addressee, decode, encode
from zegel.seal.identities import generate_hybrid
from zegel.seal.opening import open_identity
from zegel.seal.sealing import seal_bytes

CLERK = "fatima@rechtbank-amsterdam.example"
DESK = "kortgeding@rechtbank-amsterdam.example"
CLAIMANT = "a.devries@devriesvandam.example"
DEFENDANT = "l.yilmaz@kade12.example"
JUDGE = "jan@rechtbank-amsterdam.example"


@dataclass(frozen=True)
class Running:
    """A case at Amsterdam, and its clerk's program."""

    clerk: Account
    id: str
    number: str

    def shown(self) -> dict[str, Any]:
        """The case as its clerk sees it."""
        return dict(self.clerk.session.call("GET", f"cases/{self.id}"))

    def place(self, filing: str, role: str, kind: str) -> None:
        """Place a filing for a party in the open circle, its files as exhibits that go on from the party's last."""
        shown = self.shown()
        party = next(each for each in shown["partyList"] if each["role"] == role)
        circle = next(each for each in shown["circles"] if each["kind"] == "open")
        recipient, version = self.clerk.circles.sealing(circle["container"])
        found = self.clerk.session.call("GET", f"filings/{filing}")
        known = [identity for every in self.clerk.identities.values() for identity in every]

        def resealed(keys: list[str]) -> str:
            identity = open_identity(known, decode(keys[0]))
            return encode(seal_bytes([recipient], identity.encode()))

        documents = [
            {
                "number": each["number"],
                "sealedKey": resealed(each["sealedKeys"]),
                "exhibit": party["nextExhibit"] + at,
            }
            for at, each in enumerate(found["documents"])
        ]
        body = {
            "case": self.id, "party": party["id"], "circle": circle["id"], "kind": kind, "keyVersion": version,
            "sealedKey": resealed(found["sealedKeys"]), "documents": documents,
        }  # fmt: skip
        self.clerk.session.call("POST", f"intake/{filing}/claim", {})
        self.clerk.session.call("POST", f"intake/{filing}/place", body)


@contextmanager
def running_case(court: Court) -> Iterator[Running]:
    """Registered by Fatima, between clients of De Vries and Yılmaz."""
    boxes = {email: _own_box(court, email) for email in (CLAIMANT, DEFENDANT)}
    with Session(court.origin) as session:
        clerk = Account.log_in(session, CLERK, PASSWORD, app_of(CLERK))
        yield _registered(clerk, boxes)


def _own_box(court: Court, email: str) -> dict[str, Any]:
    with Session(court.origin) as session:
        person = Account.log_in(session, email, PASSWORD, app_of(email))
        return next(box for box in person.boxes.values() if box["kind"] == "personal")


def _registered(clerk: Account, boxes: dict[str, dict[str, Any]]) -> Running:
    desk = clerk.boxes[DESK]
    readers = [(desk, "manage"), (boxes[CLAIMANT], "read"), (boxes[DEFENDANT], "read")]
    members = [(_addressee(box), right) for box, right in readers]
    maker = clerk.circles.maker(desk["id"])
    circles = [
        circle_body(kind, generate_hybrid(), some, maker)
        for kind, some in (("open", members), ("court", members[:1]))
    ]
    body = {
        "court": "amsterdam", "location": "Amsterdam", "matter": "handel", "desk": desk["id"],
        "parties": [
            _party("claimant", "Bakkerij De Zon B.V.", "De Zon", "mr. A. de Vries", boxes[CLAIMANT]),
            _party("defendant", "Verhuur ’t Hoekje B.V.", "’t Hoekje", "mr. L. Yılmaz", boxes[DEFENDANT]),
        ],
        "circles": circles,
    }  # fmt: skip
    made = clerk.session.call("POST", "cases", body)
    return Running(clerk, made["id"], clerk.session.call("GET", f"cases/{made['id']}")["number"])


def _party(role: str, name: str, short: str, lawyer: str, box: dict[str, Any]) -> dict[str, Any]:
    agent = {"kind": "lawyer", "name": lawyer, "professionNumber": "A12345", "mailbox": box["id"]}
    facts = {"role": role, "kind": "legal", "name": name, "shortName": short, "channel": "digital"}
    return facts | {"representative": agent}


def _addressee(box: dict[str, Any]) -> Addressee:
    return Addressee(
        "box", box["id"], box["name"], box["address"], box["recipient"], {"keyVersion": box["keyVersion"]}
    )
