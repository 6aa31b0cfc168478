"""The spare key: k officers open it together, k − 1 and the whole database open nothing, and the owner knows it all."""

import itertools
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.personas import AT, login_half, make_holder, principal_of
from zegel.evidence.models import Record
from zegel.identity.errors.organisations import NotAdministrator
from zegel.identity.errors.people import NoteMissing
from zegel.identity.models import Role, User
from zegel.identity.queries.activity import activity_of
from zegel.key_custody.actions import escrow as verbs
from zegel.key_custody.actions.keys import reopen
from zegel.key_custody.errors.escrow import (
    EscrowAskedEnough,
    EscrowNotYet,
    EscrowOff,
    EscrowPlanRefused,
    EscrowRefused,
    EscrowRequestUnknown,
)
from zegel.key_custody.errors.keys import KeysClosed, KeysOpen
from zegel.key_custody.models import EscrowApproval, EscrowRequest, EscrowSeal, EscrowShare
from zegel.key_custody.queries.escrow import asked_of, escrow_of, request_of, wants_seal
from zegel.key_custody.rules.escrow import SealedShare
from zegel.key_custody.rules.keys import NewPassword, statement
from zegel.notify.models import OutboundMail
from zegel.seal import keys
from zegel.seal.errors import SealError
from zegel.seal.identities import generate_hybrid, hybrid_from_seed, identity_recipient
from zegel.seal.opening import open_bytes, open_user_key
from zegel.seal.sealing import seal_bytes
from zegel.seal.shares import join, split

NOTE = "Seen in person, with passport."
DAY = timedelta(days=1)


@dataclass
class Office:
    """An organisation with three officers, two of whom are needed."""

    member: object
    officers: list
    administrator: object


def office(*, court, wait=0):
    member = make_holder("M. Vergeten", "member@here.example", court=court)
    here = member.user.organisation
    people = [make_holder(f"O. Officier {number}", f"officer{number}@here.example") for number in (1, 2, 3)]
    for person in people:
        User.objects.filter(pk=person.user.pk).update(organisation=here)
        person.user.refresh_from_db()
        Role.objects.create(user=person.user, organisation=here, kind="officer", since=AT)
    administrator = people[0]
    Role.objects.create(user=administrator.user, organisation=here, kind="administrator", since=AT)
    verbs.set_plan(actor=principal_of(administrator.user), needed=2, wait_hours=wait, at=AT)
    return Office(member, people, administrator)


@pytest.fixture
def court(db):
    return office(court=True)


def seal_for(here, member=None, at=AT):
    """What the member's browser does."""
    who = member or here.member
    seed = b"s" * 32
    state = escrow_of(who.user)
    parts = split(seed, needed=state.needed, shares=len(state.officers))
    shares = [
        SealedShare(officer.pk, number, seal_bytes([officer.recipient], parts[number]))
        for number, officer in enumerate(state.officers, 1)
    ]
    sealed = keys.seal_user_key(who.key, identity_recipient(hybrid_from_seed(seed)))
    verbs.keep_seal(actor=principal_of(who.user), sealed=sealed, needed=state.needed, shares=shares, at=at)


def forget(member):
    User.objects.filter(pk=member.user.pk).update(sealed_key=b"")
    member.user.refresh_from_db()


def asked(here, at=AT):
    """The member forgot, and asks; gives the request and the one-time identity."""
    seal_for(here)
    forget(here.member)
    once = generate_hybrid()
    return verbs.ask_escrow(
        actor=principal_of(here.member.user), recipient=identity_recipient(once), at=at
    ), once


def approve(officer, request, at=AT, note=NOTE):
    """What an officer's browser does."""
    found = next(row for row in asked_of(officer.user, at) if row.row.pk == request.pk)
    share = open_bytes([officer.key.identity], bytes(found.share.sealed))
    sealed = seal_bytes([found.row.recipient], share)
    verbs.approve_escrow(
        actor=principal_of(officer.user), request=request.pk, note=note, sealed=sealed, at=at
    )


def test_two_of_three_give_the_messages_back(court):
    request, once = asked(court)
    approve(court.officers[2], request)
    with pytest.raises(EscrowNotYet):
        verbs.collect_escrow(actor=principal_of(court.member.user), request=request.pk, at=AT)
    approve(court.officers[0], request)
    kept, given = verbs.collect_escrow(actor=principal_of(court.member.user), request=request.pk, at=AT)
    seed = join({value.number: open_bytes([once], bytes(value.sealed)) for value in given})
    found = open_user_key(hybrid_from_seed(seed), bytes(kept.sealed))
    assert found.identity == court.member.key.identity
    sealed = b"age-encryption.org/v1\nanew"
    new = NewPassword(login_half(), b"another salt 16b", sealed, sealed)
    proof = keys.sign(found.signing, statement(court.member.user.pk, new))
    reopen(actor=principal_of(court.member.user), new=new, proof=proof, address="192.0.2.1", at=AT)
    assert request_of(court.member.user, AT) is None


def sealed_rows() -> list[Any]:
    return [*EscrowSeal.objects.all(), *EscrowShare.objects.all(), *EscrowApproval.objects.all()]


def test_one_officer_and_the_whole_database_open_nothing(court):
    """The server's tables, one officer's key, and the key of the request: not enough."""
    request, once = asked(court)
    approve(court.officers[0], request)
    stored = [bytes(row.sealed) for row in sealed_rows()]
    known = [once, court.officers[0].key.identity]
    plain = set()
    for data in stored:
        try:
            plain.add(open_bytes(known, data))
        except SealError:
            continue
    assert len(plain) == 1, "the one share that officer holds, twice"
    share = plain.pop()
    sealed = bytes(EscrowSeal.objects.get().sealed)
    for number, other in itertools.product((2, 3), (bytes(32), share, b"\xff" * 32)):
        with pytest.raises(SealError):
            open_user_key(hybrid_from_seed(join({1: share, number: other})), sealed)


def test_nothing_in_the_tables_is_a_share_or_a_key(court):
    request, _ = asked(court)
    approve(court.officers[0], request)
    for row in sealed_rows():
        assert bytes(row.sealed).startswith(b"age-encryption.org/v1\n")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM identity_user WHERE position(%s in sealed_key) > 0", [b"s" * 32])
        assert cursor.fetchone() == (0,)


def test_the_owner_is_told_of_every_step(court):
    request, _ = asked(court)
    for officer in court.officers[:2]:
        approve(officer, request)
    verbs.collect_escrow(actor=principal_of(court.member.user), request=request.pk, at=AT)
    events = [activity.event for activity in activity_of(court.member.user) if "escrow" in activity.event]
    assert events[::-1] == [
        "key-custody.escrow.sealed", "key-custody.escrow.asked", "key-custody.escrow.approved", "key-custody.escrow.approved",
        "key-custody.escrow.used",
    ]  # fmt: skip
    told = OutboundMail.objects.filter(to_address="member@here.example").order_by("id")
    assert [fact.params["what"] for fact in told] == [
        "escrow-asked",
        "escrow-approved",
        "escrow-approved",
        "escrow-used",
    ]
    approved = next(
        activity for activity in activity_of(court.member.user) if activity.event.endswith("approved")
    )
    assert (approved.facts["by"], approved.facts["note"]) == ("O. Officier 2", NOTE)
    assert NOTE not in json.dumps([bytes(record.body).decode() for record in Record.objects.all()])


def test_the_waiting_time_passes_first(db):
    here = office(court=False, wait=24)
    verbs.choose_escrow(actor=principal_of(here.member.user), agree=True, at=AT)
    request, _ = asked(here)
    for officer in here.officers[:2]:
        approve(officer, request)
    with pytest.raises(EscrowNotYet):
        verbs.collect_escrow(
            actor=principal_of(here.member.user), request=request.pk, at=AT + DAY - timedelta(seconds=1)
        )
    verbs.collect_escrow(actor=principal_of(here.member.user), request=request.pk, at=AT + DAY)


def test_who_works_for_a_law_office_has_to_agree(db):
    here = office(court=False)
    assert not wants_seal(here.member.user)
    with pytest.raises(EscrowOff):
        seal_for(here)
    verbs.choose_escrow(actor=principal_of(here.member.user), agree=True, at=AT)
    assert wants_seal(here.member.user)
    seal_for(here)
    assert not wants_seal(here.member.user)
    verbs.choose_escrow(actor=principal_of(here.member.user), agree=False, at=AT)
    assert not EscrowSeal.objects.exists()
    assert not wants_seal(here.member.user)


def test_at_a_court_it_is_on_until_somebody_says_no(court):
    assert wants_seal(court.member.user)
    verbs.choose_escrow(actor=principal_of(court.member.user), agree=False, at=AT)
    assert not wants_seal(court.member.user)


def test_another_officer_or_another_key_of_one_asks_for_a_new_seal(court):
    seal_for(court)
    Role.objects.filter(user=court.officers[2].user, kind="officer").delete()
    assert wants_seal(court.member.user)
    seal_for(court)
    User.objects.filter(pk=court.officers[1].user.pk).update(recipient=keys.make_user_key().recipient)
    assert wants_seal(court.member.user)


def test_an_officer_keeps_no_share_of_their_own_key(court):
    state = escrow_of(court.officers[0].user)
    assert court.officers[0].user not in state.officers


def test_a_request_can_be_stopped_by_its_owner_and_by_an_officer(court):
    request, _ = asked(court)
    approve(court.officers[0], request)
    verbs.stop_escrow(actor=principal_of(court.member.user), request=request.pk, at=AT)
    with pytest.raises(EscrowRequestUnknown):
        verbs.collect_escrow(actor=principal_of(court.member.user), request=request.pk, at=AT)
    again = verbs.ask_escrow(
        actor=principal_of(court.member.user), recipient=identity_recipient(generate_hybrid()), at=AT
    )
    verbs.stop_escrow(actor=principal_of(court.officers[1].user), request=again.pk, at=AT)
    assert not EscrowRequest.objects.filter(ended_at__isnull=True).exists()


def test_a_new_request_needs_every_officer_anew(court):
    """Shares sealed to the key of an earlier request do not count for the next."""
    request, _ = asked(court)
    for officer in court.officers[:2]:
        approve(officer, request)
    again = verbs.ask_escrow(
        actor=principal_of(court.member.user), recipient=identity_recipient(generate_hybrid()), at=AT
    )
    for old in (request, again):
        with pytest.raises((EscrowRequestUnknown, EscrowNotYet)):
            verbs.collect_escrow(actor=principal_of(court.member.user), request=old.pk, at=AT)


def test_the_same_officer_twice_is_one(court):
    request, _ = asked(court)
    approve(court.officers[0], request)
    approve(court.officers[0], request)
    assert EscrowApproval.objects.count() == 1


def test_a_request_is_over_a_week_after_it_could_be_used(court):
    request, _ = asked(court)
    for officer in court.officers[:2]:
        approve(officer, request)
    with pytest.raises(EscrowRequestUnknown):
        verbs.collect_escrow(actor=principal_of(court.member.user), request=request.pk, at=AT + 7 * DAY)


def test_five_requests_a_week(court):
    asked(court)
    recipient = identity_recipient(generate_hybrid())
    for _ in range(4):
        verbs.ask_escrow(actor=principal_of(court.member.user), recipient=recipient, at=AT)
    with pytest.raises(EscrowAskedEnough):
        verbs.ask_escrow(actor=principal_of(court.member.user), recipient=recipient, at=AT)


def test_strangers(court, stranger):
    request, _ = asked(court)
    sealed = seal_bytes([request.recipient], b"share")
    for holder in (stranger, court.member):
        with pytest.raises(EscrowRequestUnknown):
            verbs.approve_escrow(actor=holder.principal, request=request.pk, note=NOTE, sealed=sealed, at=AT)
    for holder in (stranger, court.officers[0]):
        with pytest.raises(EscrowRequestUnknown):
            verbs.collect_escrow(actor=holder.principal, request=request.pk, at=AT)
    with pytest.raises(EscrowRequestUnknown):
        verbs.stop_escrow(actor=stranger.principal, request=request.pk, at=AT)
    with pytest.raises(EscrowOff):
        verbs.ask_escrow(actor=stranger.principal, recipient=request.recipient, at=AT)
    with pytest.raises(EscrowOff):
        verbs.choose_escrow(actor=stranger.principal, agree=True, at=AT)
    for verb in (verbs.drop_plan, lambda **k: verbs.set_plan(needed=2, wait_hours=0, **k)):
        for holder in (stranger, court.member, court.officers[1]):
            with pytest.raises(NotAdministrator):
                verb(actor=holder.principal, at=AT)


def test_who_is_officer_no_more_gives_nothing(court):
    request, _ = asked(court)
    Role.objects.filter(user=court.officers[1].user, kind="officer").delete()
    assert asked_of(court.officers[1].user, AT) == []
    with pytest.raises(EscrowRequestUnknown):
        verbs.approve_escrow(
            actor=principal_of(court.officers[1].user), request=request.pk, note=NOTE, sealed=b"", at=AT
        )


def test_what_does_not_fit_is_refused(court):
    with pytest.raises(EscrowPlanRefused):
        verbs.set_plan(actor=principal_of(court.administrator.user), needed=4, wait_hours=0, at=AT)
    with pytest.raises(EscrowPlanRefused):
        verbs.set_plan(actor=principal_of(court.administrator.user), needed=2, wait_hours=200, at=AT)
    with pytest.raises(EscrowRefused):
        verbs.keep_seal(
            actor=principal_of(court.member.user),
            sealed=b"age-encryption.org/v1\n",
            needed=2,
            shares=[],
            at=AT,
        )
    request, _ = asked(court)
    with pytest.raises(NoteMissing):
        approve(court.officers[0], request, note="ok")
    with pytest.raises(KeysClosed):
        seal_for(court)


def test_who_can_open_their_messages_asks_for_nothing(court):
    seal_for(court)
    with pytest.raises(KeysOpen):
        verbs.ask_escrow(
            actor=principal_of(court.member.user), recipient=identity_recipient(generate_hybrid()), at=AT
        )
