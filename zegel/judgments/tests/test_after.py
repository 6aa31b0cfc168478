"""After the hearing: what comes too late waits unseen, a judgment is put off when all ask, and enforceable copies are counted."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from zegel.casefile.errors import DocumentUnknown, PartyUnknown
from zegel.casefile.models import Case
from zegel.casefile.queries import docket_of, entry_document
from zegel.judgments.actions import (
    NewCopy,
    NewRelease,
    Postponement,
    give_ecli,
    issue_copy,
    keep_notes,
    postpone_judgment,
    release_piece,
)
from zegel.judgments.errors import (
    EcliRefused,
    JudgmentUnknown,
    NotEnforceable,
    NotesChanged,
    NotesRefused,
    NotTheCourts,
    NotYourOffice,
    PieceNotHeld,
    ReleaseRefused,
)
from zegel.judgments.models import EnforceableCopy
from zegel.judgments.queries import enforceable_copies, held_pieces, notes_of, reader_in
from zegel.proceedings.actions import give_office
from zegel.proceedings.errors import ActNotYours, ActOverride, ActTaken
from zegel.proceedings.models import Override
from zegel.seal.sealing import seal_bytes

from .conftest import DUE, HEARD, SET, make_court

LATE = SET + timedelta(days=1)


def seen_by(court, case, who):
    reader, _ = reader_in(getattr(court, who).principal, case.pk, DUE)
    return [entry.number for entry in docket_of(reader)]


def late_piece(court, case, *, filed_at=LATE, number=2):
    return court.place(case, party=case.parties.get(number=number).pk, filed_at=filed_at, at=DUE)


@pytest.fixture
def case(court):
    return court.heard()


def test_what_comes_after_the_day_was_set_waits_unseen_by_the_judge_alone(court, case):
    before = late_piece(court, case, filed_at=SET - timedelta(seconds=1))
    late = late_piece(court, case)
    assert seen_by(court, case, "judge") == [before.number]
    for who in ("registrar", "clerk", "claimant", "defendant"):
        assert seen_by(court, case, who) == [before.number, late.number]
    judge, _ = reader_in(court.judge.principal, case.pk, DUE)
    with pytest.raises(DocumentUnknown):
        entry_document(judge, late.pk, 1)
    assert entry_document(judge, before.pk, 1)
    (held,) = held_pieces(judge)
    assert (held.entry.pk, held.decision.rule, held.waits) == (late.pk, "12.6", True)


def test_a_judge_who_holds_every_office_does_not_see_it_either(court, case):
    desk, account = court.clerk.box.pk, court.judge.user.pk
    give_office(actor=court.clerk.principal, desk=desk, account=account, office="registrar", at=SET)
    late_piece(court, case)
    assert seen_by(court, case, "judge") == []


def test_what_the_court_places_and_what_comes_before_the_day_is_set_does_not_wait(court):
    case = court.heard(to_judgment=False)
    late_piece(court, case)
    court.place(case, kind="beslissing", at=DUE, filed_at=LATE)
    assert seen_by(court, case, "judge") == [1, 2]
    case = court.heard()
    court.place(case, kind="beslissing", at=DUE, filed_at=LATE)
    assert seen_by(court, case, "judge") == [1]


def test_when_the_others_agreed_the_clerk_releases_it(court, case):
    late = late_piece(court, case)
    others = tuple(case.parties.exclude(pk=late.party_id).values_list("pk", flat=True))
    clerk = court.clerk.principal
    for ground, agreed in (("agreed", ()), ("agreed", (late.party_id,)), ("judge", others[:0]), ("x", ())):
        with pytest.raises(ReleaseRefused):
            release_piece(actor=clerk, case=case.pk, new=NewRelease(late.pk, ground, agreed), at=DUE)
    new = NewRelease(late.pk, "agreed", others)
    first = release_piece(actor=clerk, case=case.pk, new=new, at=DUE)
    assert release_piece(actor=clerk, case=case.pk, new=new, at=DUE) == first
    assert seen_by(court, case, "judge") == [late.number]


def test_the_judge_decides_otherwise_with_a_reason_and_nobody_else_does(court, case):
    late = late_piece(court, case)
    reasoned = NewRelease(late.pk, "judge", reason=court.reason(case))
    for who, new in ((court.registrar, reasoned), (court.judge, NewRelease(late.pk, "judge"))):
        with pytest.raises(ReleaseRefused):
            release_piece(actor=who.principal, case=case.pk, new=new, at=DUE)
    release_piece(actor=court.judge.principal, case=case.pk, new=reasoned, at=DUE)
    assert seen_by(court, case, "judge") == [late.number]


def test_an_announcement_to_clear_default_always_reaches_the_judge(court):
    case = court.heard(to_judgment=False)
    court.do(case, "grant default", 2)
    court.do(case, "set judgment", 3, facts={"judgment": DUE.isoformat()})
    late = late_piece(court, case)
    assert seen_by(court, case, "judge") == []
    release_piece(actor=court.clerk.principal, case=case.pk, new=NewRelease(late.pk, "clearing"), at=DUE)
    assert seen_by(court, case, "judge") == [late.number]
    other = late_piece(court, case)
    court.do(case, "announce clearing", 4, who=court.clerk, facts={"hearing": DUE.isoformat()})
    assert seen_by(court, case, "judge") == [late.number, other.number]


def test_what_does_not_wait_cannot_be_released_and_parties_release_nothing(court, case):
    early = late_piece(court, case, filed_at=SET - timedelta(days=1))
    with pytest.raises(PieceNotHeld):
        release_piece(
            actor=court.clerk.principal, case=case.pk, new=NewRelease(early.pk, "agreed"), at=DUE
        )  # fmt: skip
    late = late_piece(court, case)
    party, _ = reader_in(court.claimant.principal, case.pk, DUE)
    assert held_pieces(party) == []
    with pytest.raises(Exception, match="not-of-this-court"):
        release_piece(
            actor=court.claimant.principal, case=case.pk, new=NewRelease(late.pk, "clearing"), at=DUE
        )


def postponement(case, **changes):
    asked = tuple(case.parties.values_list("pk", flat=True))
    return Postponement(
        uuid4(), 3, **{"day": DUE + timedelta(days=7), "asked": asked, "written": True} | changes
    )


def test_a_judgment_is_put_off_when_all_ask_in_writing(court, case):
    postpone_judgment(actor=court.judge.principal, case=case.pk, new=postponement(case), at=SET)
    case.refresh_from_db()
    assert (case.state, case.next_kind, case.next_at) == ("judgment set", "judgment", DUE + timedelta(days=7))


@pytest.mark.parametrize("changes", [{"asked": ()}, {"written": False}, {"day": None}, {"day": SET}])
def test_otherwise_only_the_judge_decides_it_with_a_reason(court, case, changes):
    with pytest.raises(ActOverride):
        postpone_judgment(
            actor=court.judge.principal, case=case.pk, new=postponement(case, **changes), at=SET
        )
    reasoned = postponement(case, **changes, reason=court.reason(case))
    with pytest.raises(ActNotYours):
        postpone_judgment(actor=court.registrar.principal, case=case.pk, new=reasoned, at=SET)
    row = postpone_judgment(actor=court.judge.principal, case=case.pk, new=reasoned, at=SET)
    assert Override.objects.get(act=row).rule == "12.5"
    if changes.get("day", DUE) != DUE:
        assert Case.objects.get(pk=case.pk).next_at == DUE


def copy(case, number=1, **changes):
    return NewCopy(uuid4(), case.parties.get(number=number).pk, **{"interest": "claim"} | changes)


def hand_out(court, case, new, *, who=None):
    actor = (who or court.registrar).principal
    return issue_copy(actor=actor, case=case.pk, new=new, at=DUE)


def test_enforceable_copies_are_numbered_per_case_and_a_further_one_is_asked_for(court, case):
    with pytest.raises(JudgmentUnknown):
        hand_out(court, case, copy(case))
    court.give(case)
    new = copy(case)
    first = hand_out(court, case, new)
    assert hand_out(court, case, new) == first
    assert hand_out(court, case, copy(case, 2, interest="costs")).number == 2
    with pytest.raises(NotEnforceable):
        hand_out(court, case, copy(case))
    with pytest.raises(NotEnforceable):
        hand_out(court, case, copy(case, asked_on=DUE.date() + timedelta(days=1)))
    with pytest.raises(NotEnforceable):
        hand_out(court, case, copy(case, interest="curiosity"))
    assert hand_out(court, case, copy(case, asked_on=DUE.date())).number == 3
    other = court.heard()
    court.give(other)
    assert hand_out(court, other, copy(other)).number == 1
    with pytest.raises(PartyUnknown):
        hand_out(court, case, copy(other))
    reader, _ = reader_in(court.clerk.principal, case.pk, DUE)
    assert [row.number for row in enforceable_copies(reader)] == [1, 2, 3]


def test_a_form_for_one_party_that_was_changed_to_another_hands_out_nothing(court, case):
    court.give(case)
    new = copy(case)
    hand_out(court, case, new)
    for changes in (
        {"party": case.parties.get(number=2).pk},
        {"interest": "costs"},
        {"asked_on": DUE.date()},
    ):
        with pytest.raises(ActTaken):
            hand_out(court, case, replace(new, **changes))
    # Nor under the number of a copy of another case.
    other = court.heard()
    court.give(other)
    with pytest.raises(ActTaken):
        hand_out(court, other, replace(copy(other), id=new.id))
    assert EnforceableCopy.objects.count() == 1


def test_only_judge_and_registrar_hand_out_and_parties_do_not_see_the_register(court, case):
    court.give(case)
    with pytest.raises(NotYourOffice):
        hand_out(court, case, copy(case), who=court.clerk)
    with pytest.raises(NotTheCourts):
        hand_out(court, case, copy(case), who=court.claimant)
    reader, _ = reader_in(court.claimant.principal, case.pk, DUE)
    with pytest.raises(NotTheCourts):
        enforceable_copies(reader)


@pytest.mark.django_db(transaction=True)
def test_copies_handed_out_at_once_get_numbers_without_gaps():
    court = make_court()
    case = court.heard(to_judgment=False)
    court.give(case, 2, at=HEARD)
    start = threading.Barrier(6)
    wanted = [copy(case, 1 + number % 2, asked_on=DUE.date()) for number in range(6)]

    def one_try(new):
        try:
            start.wait()
            return hand_out(court, case, new).number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(one_try, wanted)) == [1, 2, 3, 4, 5, 6]
    assert EnforceableCopy.objects.count() == 6


def test_an_ecli_is_read_and_belongs_to_a_single_judgment(court, case):
    row, other = court.give(case), court.give(court.heard())
    clerk = court.clerk.principal

    def given(case, row, typed):
        return give_ecli(actor=clerk, case=case, judgment=row.pk, typed=typed, at=DUE)

    for typed in ("", "ECLI:NL:RBAMS:2026", "ECLI:EU:C:2016:1", "ECLI:NL:RBAMS:2026:0012"):
        with pytest.raises(EcliRefused):
            given(case.pk, row, typed)
    assert given(case.pk, row, " ecli:nl:rbams:2026:1234 ") == "ECLI:NL:RBAMS:2026:1234"
    assert given(case.pk, row, "ECLI:NL:RBAMS:2026:1234") == "ECLI:NL:RBAMS:2026:1234"
    with pytest.raises(EcliRefused):
        given(other.case_id, other, "ECLI:NL:RBAMS:2026:1234")
    with pytest.raises(JudgmentUnknown):
        given(case.pk, other, "ECLI:NL:RBAMS:2026:1235")


def test_notes_are_the_judges_own_and_no_version_is_lost_unseen(court, case):
    judge, sealed = court.judge.principal, seal_bytes([court.judge.key.recipient], b"notes")
    keep_notes(actor=judge, case=case.pk, sealed=sealed, seen=0, at=DUE)
    for seen in (0, 2):
        with pytest.raises(NotesChanged):
            keep_notes(actor=judge, case=case.pk, sealed=sealed, seen=seen, at=DUE)
    keep_notes(actor=judge, case=case.pk, sealed=sealed, seen=1, at=DUE)
    with pytest.raises(NotesRefused):
        keep_notes(actor=judge, case=case.pk, sealed=b"plain", seen=2, at=DUE)
    with pytest.raises(NotTheCourts):
        keep_notes(actor=court.claimant.principal, case=case.pk, sealed=sealed, seen=0, at=DUE)
    reader, _ = reader_in(judge, case.pk, DUE)
    assert notes_of(reader, judge).version == 2
    assert notes_of(reader, court.registrar.principal) is None
