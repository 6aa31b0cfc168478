"""Who is told what of a case: every role that meets one, against a written list of fields. What is not listed is told to nobody."""

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tests.case_world import CaseWorld, circle_of, make_world
from tests.personas import Holder, make_guest, make_holder
from zegel.api.tests.world import client_of, make_service
from zegel.boxes.actions import open_circle
from zegel.casefile.actions import NewCaseCircle, change_representative
from zegel.casefile.models import Case, Exclusion
from zegel.casefile.rules.parties import NewRepresentative
from zegel.identity.actions.roles import appoint
from zegel.lib.moments import now
from zegel.lib.principal import system
from zegel.proceedings.actions import give_office

pytestmark = pytest.mark.django_db

CASE = {
    "id", "number", "summaryNumber", "court", "matter", "state", "parties", "registeredAt", "location", "closedDoors", "roles",
    "acts", "lastAct", "unseen", "addressAsked", "partyList", "circles", "regulation", "pending",
}  # fmt: skip
PARTY = {
    "id", "number", "role", "name", "shortName", "channel", "representative", "mailbox", "nextExhibit",
}  # fmt: skip
ENTRY = {
    "id", "number", "kind", "party", "circle", "filedAt", "placedAt", "replaces", "late", "lateBefore", "envelope", "sealedKey", "keyVersion",
    "signerKey", "about", "scanned", "documents", "publications",
}  # fmt: skip
READS = ("", "/docket", "/acts", "/tasks")
PAGES = ("", "/parties", "/file")
# By role: how many pieces of the two in the file, the circles they are named, and what they are in the case.
INSIDE: dict[str, tuple[int, set[str], set[str]]] = {
    "clerk": (3, {"open", "court", "shielded"}, {"clerk"}),
    "judge": (3, {"open", "court", "shielded"}, {"clerk", "judge"}),
    "claimant's lawyer": (2, {"open", "shielded"}, {"claimant"}),
    "defendant's lawyer": (2, {"open", "shielded"}, {"defendant"}),
    "shielded co-party": (1, {"open"}, {"defendant"}),
}
OUTSIDE = (
    "represented party", "removed lawyer", "excluded user", "clerk of another court", "judge of another case", "press",
    "administrator", "service", "guest", "nobody",
)  # fmt: skip


@pytest.fixture
def told() -> tuple[Case, dict[str, Client]]:
    """A case with a shielded piece and a note of the court, and a browser of everybody."""
    at, world = now(), make_world()
    third, judge = (
        make_holder("mr. D. Derde", "derde@x.example"),
        make_holder("mr. R. Rechter", "r@x.example"),
    )
    secretary, party = make_holder("S. Weg", "weg@x.example"), make_holder("D. 't Hart", "hart@x.example")
    team = make_holder("Team", "team@x.example", kind="team", court=True, others=(judge,))
    office = make_holder("Kantoor", "kantoor@x.example", kind="team", others=(secretary,))
    world = replace(world, clerk=team, defendant=office)
    case = _case(world, third, party, at)
    give_office(actor=team.principal, desk=team.box.pk, account=judge.user.pk, office="judge", at=at)
    gone = world.claimant
    fresh = make_holder("mr. N. Nieuw", "nieuw@x.example")
    agent = NewRepresentative("lawyer", "mr. N. Nieuw", mailbox=fresh.box.pk)
    change_representative(
        actor=team.principal, case=case.pk, party=case.parties.get(number=1).pk, representative=agent, at=at
    )
    Exclusion.objects.create(case=case, account=secretary.user.pk, since=at)
    other = make_world_elsewhere()
    admin = make_holder("A. Beheer", "beheer@x.example")
    appoint(actor=system("operator"), user=admin.user.pk, kind="administrator", at=at)
    guest, _ = make_guest(gone)
    everybody: dict[str, Holder] = {
        "clerk": team, "judge": judge, "claimant's lawyer": fresh, "defendant's lawyer": office, "shielded co-party": third,
        "represented party": party, "removed lawyer": gone, "excluded user": secretary, "clerk of another court": other,
        "judge of another case": other, "press": make_holder("P. Pers", "pers@x.example"), "administrator": admin,
    }  # fmt: skip
    clients = {name: client_of(holder) for name, holder in everybody.items()}
    service = client_of(make_service("program@x.example"), method="")
    return case, clients | {
        "service": service,
        "guest": client_of(guests=(guest.guest,)),
        "nobody": client_of(),
    }


def make_world_elsewhere() -> Holder:
    """A clerk of another court, who is judge there in a case of their own."""
    at, world = now(), make_world_named()
    world.register(at)
    give_office(
        actor=world.clerk.principal,
        desk=world.clerk.box.pk,
        account=world.clerk.user.pk,
        office="judge",
        at=at,
    )
    return world.clerk


def make_world_named() -> CaseWorld:
    """As `make_world`, of people with other addresses."""
    tag = uuid.uuid4().hex[:6]
    return CaseWorld(
        clerk=make_holder("Team B", f"b{tag}@rechtbank-b.example", kind="team", court=True),
        claimant=make_holder("mr. E. B", f"e{tag}@x.example"),
        defendant=make_holder("mr. G. B", f"g{tag}@x.example"),
    )


def _case(world: CaseWorld, third: Holder, party: Holder, at: Any) -> Case:
    """Two defendants; the second of them is kept from a piece of the first. The first has a mailbox of its own too."""
    mine = world.party("defendant", mailbox=party.box.pk)
    other = world.party("defendant", name="Jansen B.V.", short_name="Jansen")
    assert mine.representative
    other = replace(other, representative=replace(mine.representative, mailbox=third.box.pk))
    sides = (world.claimant, world.defendant, third)
    open_circle, _ = circle_of((world.clerk.box, "manage"), *((side.box, "read") for side in sides))
    court_circle, _ = circle_of((world.clerk.box, "manage"))
    case = world.register(
        at, parties=[world.party("claimant"), mine, other],
        circles=[NewCaseCircle("open", open_circle), NewCaseCircle("court", court_circle)],
    )  # fmt: skip
    shielded = case.circles.create(kind="shielded", container=_circle(world, sides[:2], at), opened_at=at)
    shielded.without.add(case.parties.get(number=3))
    pieces = ((1, None), (2, shielded))
    for number, circle in pieces:
        world.place(case, party=case.parties.get(number=number).pk, into=circle, filed_at=at, at=at)
    world.place(case, kind="aantekening", into=case.circles.get(kind="court"), filed_at=at, at=at)
    return case


def _circle(world: CaseWorld, sides: Any, at: Any) -> Any:
    made, _ = circle_of((world.clerk.box, "manage"), *((side.box, "read") for side in sides))
    return open_circle(actor=world.clerk.principal, kind="shielded", circle=made, at=at)


def test_each_reader_of_a_case_is_told_what_is_listed_and_no_more(told):
    case, clients = told
    for name, (pieces, circles, roles) in INSIDE.items():
        shown = clients[name].get(f"/api/cases/{case.pk}").json()
        docket = clients[name].get(f"/api/cases/{case.pk}/docket").json()
        assert set(shown) == CASE, name
        assert set(shown["roles"]) == roles, name
        assert {circle["kind"] for circle in shown["circles"]} == circles, name
        assert {field for party in shown["partyList"] for field in party} == PARTY, name
        assert len(docket) == pieces, name
        assert {field for entry in docket for field in entry} == ENTRY, name
        assert shown["unseen"] == pieces, name
        # Of the moment of publication everybody but the court sees their own alone (1.9).
        if "clerk" not in roles:
            assert all(len(entry["publications"]) <= 1 for entry in docket), name
        assert [found["id"] for found in listed(clients[name], case, court="clerk" in roles)] == [
            str(case.pk)
        ]


def listed(client: Client, case: Case, *, court: bool) -> Any:
    desk = f"?desk={case.desk_id}" if court else ""
    return client.get(f"/api/cases{desk}").json()["cases"]


def test_who_is_not_in_the_case_finds_nothing_of_it(told):
    case, clients = told
    assert set(clients) == set(INSIDE) | set(OUTSIDE)
    for name in OUTSIDE:
        nothing(clients[name], case)


def nothing(client: Client, case: Case) -> None:
    entry = case.entries.get(number=1)
    secrets = ("Pietersen", "Jansen", case.number, str(entry.pk))
    for path in (*READS, f"/entries/{entry.pk}/documents/1", "/circles"):
        answer = client.get(f"/api/cases/{case.pk}{path}")
        assert answer.status_code in {401, 403, 404}, path
        assert not [secret for secret in secrets if secret in answer.content.decode()], path
    pages = (*PAGES, "/requests/" + str(uuid.uuid4()), f"/entries/{entry.pk}/proof.json")
    for path in pages:
        answer = client.get(f"/cases/{case.pk}{path}")
        assert answer.status_code in {302, 403, 404}, path
        assert not [secret for secret in secrets[:2] if secret in answer.content.decode()], path
    answer = client.get("/api/cases")
    assert str(case.pk) not in answer.content.decode()
    assert str(case.pk) not in client.get("/cases").content.decode()
