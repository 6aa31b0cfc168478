"""Who takes part in a case: what each may see and change of it, and what nobody hears of."""

import json
import uuid
from dataclasses import replace

import pytest

from tests.case_world import AT, circle_of, make_world
from tests.personas import browser, make_holder, store_file
from zegel.casefile.actions import NewCaseCircle, answer_address
from zegel.casefile.errors import ShieldedFrom, ShieldingUndecided
from zegel.casefile.models import PartyRequest, Representation
from zegel.casefile.queries import reader_of
from zegel.filing.actions import claim, file, hold_filing, open_desk, place_filing
from zegel.filing.actions.intake import Placement
from zegel.filing.models import IntakeItem
from zegel.filing.rules import Facts, Grant, Handed, NewDocument
from zegel.lib.moments import now
from zegel.notify.models import OutboundMail
from zegel.proceedings.actions import SealedReason, decide_shielding, give_office
from zegel.seal.sealing import seal_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def third():
    return make_holder("mr. D. Derde", "derde@kantoor.example")


@pytest.fixture
def case(world, third):
    """Two defendants, each with a lawyer of its own."""
    other = world.party("defendant", name="Jansen Vastgoed B.V.", short_name="Jansen")
    other = replace(
        other, representative=replace(other.representative, name="mr. D. Derde", mailbox=third.box.pk)
    )
    members = [
        (world.clerk.box, "manage"),
        *((side.box, "read") for side in (world.claimant, world.defendant, third)),
    ]
    open_circle, _ = circle_of(*members)
    court_circle, _ = circle_of((world.clerk.box, "manage"))
    return world.register(
        now(),
        parties=[world.party("claimant"), world.party("defendant"), other],
        circles=[NewCaseCircle("open", open_circle), NewCaseCircle("court", court_circle)],
    )


def judge(world):
    give_office(
        actor=world.clerk.principal, desk=world.clerk.box.pk, account=world.clerk.user.pk, office="judge", at=now()
    )  # fmt: skip


def text(answer):
    return answer.content.decode()


def test_a_party_sees_itself_and_the_court_all(world, case):
    address = f"/cases/{case.pk}/parties"
    mine = text(browser(world.defendant).get(address))
    assert "D. ’t Hart-O’Brien" in mine
    assert "Jansen Vastgoed" not in mine
    assert "Change who acts for it" not in mine
    for name in ("Jansen Vastgoed", "Pietersen Bouw", "Change who acts for it"):
        assert name in text(browser(world.clerk).get(address))
    assert browser(make_holder("mr. X", "x@elders.example")).get(address).status_code == 404


def test_a_lawyer_is_replaced_and_a_party_changes_nothing_of_the_court(world, case):
    party = case.parties.get(number=2)
    new = make_holder("mr. N. Nieuw", "nieuw@ander.example")
    address = f"/cases/{case.pk}/parties/{party.pk}/representative"
    form = {"do": "replace", "kind": "lawyer", "name": "mr. N. Nieuw", "mailbox": new.box.address}
    assert browser(world.defendant).post(address, form).status_code == 404
    clerk = browser(world.clerk)
    for wrong in ({"name": ""}, {"kind": "x"}, {"mailbox": "nobody@nowhere.example"}):
        assert clerk.post(address, form | wrong).status_code == 422
    assert clerk.post(address, form).status_code == 302
    assert browser(world.defendant).get(f"/cases/{case.pk}").status_code == 404
    assert browser(new).get(f"/cases/{case.pk}").status_code == 200
    assert clerk.post(address, {"do": "end"}).status_code == 302
    assert browser(new).get(f"/cases/{case.pk}").status_code == 404
    assert not Representation.objects.filter(party=party, until__isnull=True).exists()


def test_a_party_asks_once_for_another_way_and_the_court_sees_it_wait(world, case):
    party = case.parties.get(number=2)
    address = f"/cases/{case.pk}/parties/{party.pk}/channel"
    client = browser(world.defendant)
    assert "the first change of this party in the case" in text(client.get(address)).lower()
    assert client.post(address, {"to": "digital"}).status_code == 422
    assert client.post(address, {"to": "paper"}).status_code == 302
    again = client.post(address, {"to": "veilig mailen"})
    assert again.status_code == 422
    assert "has asked this already" in text(again)
    request = PartyRequest.objects.get()
    for holder, status in ((world.clerk, 200), (world.defendant, 200), (world.claimant, 404)):
        assert browser(holder).get(f"/cases/{case.pk}/requests/{request.pk}").status_code == status
    assert "wants to take part in another way" in text(browser(world.clerk).get("/requests"))
    assert "wants to take part in another way" not in text(browser(world.claimant).get("/requests"))


def test_who_joins_needs_the_decision(world, case):
    form = {"role": "joined", "kind": "legal", "name": "Bond", "short_name": "Bond", "channel": "paper"}
    address = f"/cases/{case.pk}/parties/new"
    clerk = browser(world.clerk)
    assert clerk.post(address, form).status_code == 422
    assert browser(world.claimant).post(address, form).status_code == 404
    assert clerk.post(address, form | {"decision": "beslissing van 1 december 2026"}).status_code == 302
    assert case.parties.filter(role="joined").exists()


def filed(world, case, **facts):
    open_desk(
        court="amsterdam", location="Amsterdam", matter="handel", box=world.clerk.box.pk, postal="", counter="", at=AT
    )  # fmt: skip
    sides = (world.clerk, world.defendant)
    grants = tuple(Grant(side.box.pk, seal_bytes([side.box.recipient], b"key"), 1) for side in sides)
    stored = store_file(
        world.defendant.user.pk, seal_bytes([world.defendant.box.recipient], b"%PDF-1.7"), at=now()
    )
    handed = Handed(
        uuid.uuid4(), "portal", world.defendant.box.pk, seal_bytes([world.defendant.box.recipient], b"manifest"),
        grants, (NewDocument(stored, grants),),
    )  # fmt: skip
    told = Facts(
        "amsterdam", "Amsterdam", "handel", "answer", case.number, secret=False, copies="elsewhere", **facts
    )
    return file(actor=world.defendant.principal, handed=handed, facts=told, at=now()).filing


def placement(case, circle):
    recipient = circle.container.recipient
    key = seal_bytes([recipient], b"k" * 32)
    return Placement(
        "conclusie",
        key,
        circle.container.key_version,
        [(1, key, None)],
        case.parties.get(number=2).pk,
        circle.pk,
    )


def test_what_is_shielded_waits_for_the_judge_and_the_other_party_finds_no_trace_of_it(world, case, third):
    judge(world)
    mine, other = case.parties.get(number=2), case.parties.get(number=3)
    for holder in (world.claimant, third):
        reader = reader_of(holder.principal, case.pk, now())
        answer_address(
            actor=holder.principal, reader=reader, mailbox=holder.box.pk, email=holder.box.address, at=now()
        )
    filing = filed(world, case, party=mine.pk, shield_from=(other.pk,))
    item, asked = IntakeItem.objects.get(pk=filing), PartyRequest.objects.get()
    assert (item.state, asked.filing) == ("held", filing)
    claim(actor=world.clerk.principal, filing=filing, at=now())
    everybody = case.circles.get(kind="open")
    for attempt in (
        lambda: place_filing(
            actor=world.clerk.principal,
            filing=filing,
            case=case.pk,
            placement=placement(case, everybody),
            at=now(),
        ),
        lambda: hold_filing(actor=world.clerk.principal, filing=filing, held=False, at=now()),
    ):
        with pytest.raises(ShieldingUndecided):
            attempt()
    told = text(browser(world.clerk).get(f"/cases/{case.pk}/requests/{asked.pk}"))
    shielded = json.loads(told.split('id="told" type="application/json">')[1].split("</script>")[0])[
        "shielded"
    ]
    assert (shielded["without"], set(shielded["readers"])) == (
        [3], {str(world.claimant.box.pk), str(world.defendant.box.pk)},
    )  # fmt: skip
    circle, _ = circle_of(*((side.box, right) for side, right in (
        (world.clerk, "manage"), (world.claimant, "read"), (world.defendant, "read"),
    )))  # fmt: skip
    words = seal_bytes([circle.recipient], b"because")
    decide_shielding(
        actor=world.clerk.principal, case=case.pk, request=asked.pk, granted=True,
        circle=NewCaseCircle("shielded", circle, (3,)),
        reason=SealedReason(uuid.UUID(int=0), words, seal_bytes([circle.recipient], b"k" * 32), 1), at=now(),
    )  # fmt: skip
    assert IntakeItem.objects.get(pk=filing).state == "waiting"
    with pytest.raises(ShieldedFrom):
        place_filing(
            actor=world.clerk.principal,
            filing=filing,
            case=case.pk,
            placement=placement(case, everybody),
            at=now(),
        )
    before = nothing_of_it(third, case)
    made = case.circles.get(kind="shielded")
    place_filing(
        actor=world.clerk.principal, filing=filing, case=case.pk, placement=placement(case, made), at=now()
    )
    assert nothing_of_it(third, case) == before
    assert set(OutboundMail.objects.filter(kind="publication").values_list("to_address", flat=True)) == {
        world.claimant.box.address
    }
    assert "Statement of a party" in text(browser(world.claimant).get(f"/cases/{case.pk}"))
    entry = case.entries.get()
    for path in (f"entries/{entry.pk}/documents/1", f"requests/{asked.pk}"):
        assert browser(third).get(f"/api/cases/{case.pk}/{path}").status_code in {404, 405}
    for page in (f"requests/{asked.pk}", f"entries/{entry.pk}/proof.json"):
        assert browser(third).get(f"/cases/{case.pk}/{page}").status_code == 404


def nothing_of_it(holder, case):
    """All that a party is shown of a case, without what changes by itself."""
    client = browser(holder)
    pages = [client.get(f"/api/cases/{case.pk}{path}").content for path in ("", "/docket", "/acts", "/tasks")]
    context = client.get(f"/cases/{case.pk}").context
    return [*pages, client.get("/api/cases").content, context["pieces"], context["fresh"], context["newest"]]
