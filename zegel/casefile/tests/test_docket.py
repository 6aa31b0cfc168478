"""What is placed in a file: numbers without gap, two moments, exhibits that go on, and only for who may read it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from tests.case_world import AT, circle_of, make_world
from tests.personas import make_holder
from zegel.boxes.errors import MayNotSend
from zegel.boxes.models import Container
from zegel.casefile.actions import (
    NewCaseCircle,
    answer_address,
    change_representative,
    record_bounced,
    record_made_known,
    remember_visit,
)
from zegel.casefile.actions.registration import add_circle
from zegel.casefile.errors import (
    CaseUnknown,
    CircleUnknown,
    DocumentUnknown,
    EnvelopeUnsealed,
    ExhibitsOutOfOrder,
    KindUnknown,
    MailboxKeyPast,
    NotOfThisCourt,
    ReplacementUnknown,
    TooManyDocuments,
)
from zegel.casefile.models import DocketEntry, Publication
from zegel.casefile.queries import docket_of, entry_document, reader_of, unseen_count
from zegel.casefile.rules.docket import SERIES, series_of
from zegel.casefile.rules.parties import MOST_PARTIES, NewRepresentative
from zegel.lib.principal import system
from zegel.notify.models import OutboundMail


@pytest.fixture
def case(world):
    return world.register()


def claimant(case):
    return case.parties.get(role="claimant").pk


def numbers(reader):
    return [entry.number for entry in docket_of(reader)]


def test_filed_and_placed_are_two_moments(world, case):
    filed = AT - timedelta(hours=10)
    entry = world.place(case, party=claimant(case), filed_at=filed)
    assert (entry.filed_at, entry.placed_at, entry.number) == (filed, AT, 1)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_twenty_numbers():
    world = make_world()
    case = world.register()
    start = threading.Barrier(10)

    def two(_worker):
        try:
            start.wait()
            return [world.place(case, party=claimant(case)).number for _ in range(2)]
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        found = [number for pair in pool.map(two, range(10)) for number in pair]
    assert sorted(found) == list(range(1, 21))


def test_each_party_numbers_its_exhibits_on(world, case):
    defendant = case.parties.get(role="defendant").pk
    first = world.place(case, party=claimant(case), kind="dagvaarding", exhibits=(None, 1, 2, 3))
    assert (first.first_exhibit, first.last_exhibit) == (1, 3)
    assert world.place(case, party=defendant, exhibits=(1, 2)).last_exhibit == 2
    for wrong in [(3,), (5,), (4, 6), (5, 4)]:
        with pytest.raises(ExhibitsOutOfOrder) as refused:
            world.place(case, party=claimant(case), exhibits=wrong)
        assert refused.value.details["first"] == 4
    assert world.place(case, party=claimant(case), exhibits=(4, 5)).last_exhibit == 5


def test_a_replacement_keeps_the_moment_of_the_original(world, case):
    first = world.place(
        case,
        party=claimant(case),
        exhibits=(1, 2),
        filed_at=AT - timedelta(days=2),
        at=AT - timedelta(days=1),
    )
    second = world.place(case, party=claimant(case), exhibits=(1, 2), replaces=first.pk)
    assert second.filed_at == first.filed_at
    assert second.number == 2
    for wrong in (first.pk, second.pk):
        with pytest.raises(ReplacementUnknown):
            world.place(case, party=case.parties.get(role="defendant").pk, replaces=wrong)
    with pytest.raises(ReplacementUnknown):
        world.place(case, party=claimant(case), replaces=first.pk)


def test_what_is_not_sealed_or_not_a_piece_is_refused(world, case):
    party = claimant(case)
    for changes, refusal in [
        ({"kind": "roman"}, KindUnknown),
        ({"kind": "vonnis"}, KindUnknown),
        ({"documents": []}, TooManyDocuments),
        ({"envelope": b"plain words"}, EnvelopeUnsealed),
        ({"sealed_key": b"plain"}, EnvelopeUnsealed),
        ({"key_version": 7}, MailboxKeyPast),
        ({"circle": case.pk}, CircleUnknown),
    ]:
        with pytest.raises(refusal):
            world.place(case, party=party, **changes)
    with pytest.raises(KindUnknown):
        world.place(case, kind="conclusie")
    assert world.place(case, kind="vonnis").party is None
    assert DocketEntry.objects.count() == 1


def test_a_shielded_entry_is_nowhere_for_who_is_kept_out(world, case):
    circle, _ = circle_of((world.clerk.box, "manage"), (world.claimant.box, "read"))
    shielded = add_circle(
        case, NewCaseCircle("shielded", circle, without=(2,)), actor=world.clerk.principal, at=AT
    )
    before = world.place(case, party=claimant(case))
    hidden = world.place(case, party=claimant(case), into=shielded)
    court_only = world.place(case, kind="aantekening", into=case.circles.get(kind="court"))
    world.place(case, party=claimant(case))
    readers = {
        name: reader_of(getattr(world, name).principal, case.pk, AT)
        for name in ("clerk", "claimant", "defendant")
    }
    assert numbers(readers["clerk"]) == [1, 10001, 90001, 2]
    assert numbers(readers["claimant"]) == [1, 10001, 2]
    # Nothing is missing between the numbers that somebody who is kept out may see.
    assert numbers(readers["defendant"]) == [1, 2]
    assert unseen_count(readers["defendant"], world.defendant.principal) == 2
    for entry in (hidden, court_only):
        with pytest.raises(DocumentUnknown):
            entry_document(readers["defendant"], entry.pk, 1)
    assert entry_document(readers["defendant"], before.pk, 1).number == 1
    assert not Publication.objects.filter(entry__in=[hidden], mailbox=world.defendant.box).exists()
    assert not Publication.objects.filter(entry=court_only).exists()


def test_a_substituted_lawyer_sees_nothing_from_now_on_and_gets_no_mail(world, case):
    other = make_holder("mr. N. Nieuw", "nieuw@kantoor.example")
    old = reader_of(world.defendant.principal, case.pk, AT)
    answer_address(
        actor=world.defendant.principal,
        reader=old,
        mailbox=world.defendant.box.pk,
        email="d@x.example",
        at=AT,
    )
    change_representative(
        actor=world.clerk.principal,
        case=case.pk,
        party=case.parties.get(role="defendant").pk,
        representative=NewRepresentative("lawyer", "mr. N. Nieuw", mailbox=other.box.pk),
        at=AT,
    )
    with pytest.raises(CaseUnknown):
        reader_of(world.defendant.principal, case.pk, AT)
    entry = world.place(case, party=claimant(case))
    assert numbers(reader_of(other.principal, case.pk, AT)) == [entry.number]
    assert not OutboundMail.objects.filter(to_address="d@x.example").exists()


def test_a_reader_is_told_in_the_language_of_its_own_mailbox(world, case):
    for holder, language, email in (
        (world.claimant, "en", "c@x.example"),
        (world.defendant, "nl", "d@x.example"),
    ):
        Container.objects.filter(pk=holder.box.pk).update(language=language)
        reader = reader_of(holder.principal, case.pk, AT)
        answer_address(actor=holder.principal, reader=reader, mailbox=holder.box.pk, email=email, at=AT)
    world.place(case, party=claimant(case))
    told = OutboundMail.objects.filter(to_address__in=["c@x.example", "d@x.example"])
    assert dict(told.values_list("to_address", "language")) == {"c@x.example": "en", "d@x.example": "nl"}


def test_only_the_court_places(world, case):
    outsider = make_holder("mr. X", "x@elders.example")
    for who, refusal in [(world.claimant, NotOfThisCourt), (outsider, NotOfThisCourt)]:
        acting = type(world)(clerk=who, claimant=world.claimant, defendant=world.defendant)
        with pytest.raises((refusal, MayNotSend)):
            acting.place(case, party=claimant(case))


def test_publication_is_the_moment_of_handing_over_and_never_moves(world, case):
    reader = reader_of(world.defendant.principal, case.pk, AT)
    answer_address(
        actor=world.defendant.principal,
        reader=reader,
        mailbox=world.defendant.box.pk,
        email="d@x.example",
        at=AT,
    )
    entry = world.place(case, party=claimant(case))
    known = {row.mailbox_id: row for row in Publication.objects.filter(entry=entry)}
    # Who gave no address: the placement counts (I-6).
    assert known[world.claimant.box.pk].made_known_at == entry.placed_at
    mine = known[world.defendant.box.pk]
    assert mine.made_known_at is None
    mail = OutboundMail.objects.get(ref=mine.pk)
    assert (mail.kind, mail.to_address) == ("publication", "d@x.example")
    assert "Pietersen" not in str(mail.params)
    handed = AT + timedelta(seconds=4)
    assert record_made_known(actor=system("notify"), publication=mine.pk, handed_at=handed, at=handed)
    assert record_bounced(actor=system("notify"), publication=mine.pk, at=handed)
    again = AT + timedelta(days=1)
    assert not record_made_known(actor=system("notify"), publication=mine.pk, handed_at=again, at=again)
    mine.refresh_from_db()
    assert mine.made_known_at == mine.bounced_at == handed
    assert not record_bounced(actor=system("notify"), publication=case.pk, at=handed)


def test_a_visit_is_remembered_and_never_goes_back(world, case):
    for _ in range(3):
        world.place(case, party=claimant(case))
    who = world.defendant.principal
    reader = reader_of(who, case.pk, AT)
    assert unseen_count(reader, who) == 3
    remember_visit(actor=who, reader=reader, number=3, at=AT)
    remember_visit(actor=who, reader=reader, number=1, at=AT)
    assert unseen_count(reader, who) == 0
    remember_visit(actor=who, reader=reader, number=2**31 - 1, at=AT)
    world.place(case, party=claimant(case))
    assert unseen_count(reader, who) == 1


def test_no_two_series_of_a_case_share_a_number():
    parties = range(1, MOST_PARTIES + 1)
    kinds = [("open", None), ("court", None), ("shielded", None), *(("shielded", party) for party in parties)]
    starts = [series_of(kind, party).start for kind, party in kinds]
    starts += [series_of("shielded", None, own=party).start for party in parties]
    assert len({*starts}) == len(kinds) + len(parties)
    assert all(start % SERIES == 1 for start in starts)
    assert series_of("open", 5).start == series_of("open", None).start == 1
