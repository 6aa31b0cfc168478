"""A draft is the court's: sealed, kept version by version, and closed to everybody else."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.case_world import AT
from tests.personas import make_holder
from zegel.casefile.errors import CaseUnknown
from zegel.evidence.models import Record
from zegel.judgments.actions import keep_draft
from zegel.judgments.errors import CircleKeyPast, DraftRefused, DraftUnknown, NotTheCourts, NotYourOffice
from zegel.judgments.models import Draft
from zegel.judgments.queries import draft_bytes, drafts_of, reader_in

from .conftest import SET


def test_versions_are_kept_and_the_newest_comes_first(court):
    case = court.heard()
    first = court.draft(case, court.registrar)
    second = court.draft(case, court.judge)
    reader, _ = reader_in(court.judge.principal, case.pk, SET)
    assert [(row.pk, row.number) for row in drafts_of(reader)] == [(second.pk, 2), (first.pk, 1)]
    records = Record.objects.filter(event="judgments.draft.kept")
    assert len(records) == 2
    assert not any(bytes(first.envelope) in bytes(record.body) for record in records)


def test_the_same_draft_again_is_kept_once(court):
    case = court.heard()
    new = court.new_draft(case, court.registrar)
    for _ in range(2):
        assert keep_draft(actor=court.registrar.principal, case=case.pk, new=new, at=SET).number == 1
    with pytest.raises(DraftRefused):
        keep_draft(actor=court.judge.principal, case=case.pk, new=new, at=SET)
    other = replace(court.new_draft(case, court.registrar), id=new.id)
    for version in (other, replace(new, envelope=other.envelope), replace(new, object=other.object)):
        with pytest.raises(DraftRefused):
            keep_draft(actor=court.registrar.principal, case=case.pk, new=version, at=SET)
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("who", ["claimant", "defendant"])
def test_a_party_gets_no_byte_of_a_draft_and_does_not_learn_that_it_exists(court, who):
    case = court.heard()
    draft = court.draft(case, court.registrar)
    party = getattr(court, who)
    reader, _ = reader_in(party.principal, case.pk, SET)
    for asked in (drafts_of, lambda reader: draft_bytes(reader, draft.pk)):
        with pytest.raises(NotTheCourts):
            asked(reader)
    with pytest.raises(NotTheCourts):
        keep_draft(actor=party.principal, case=case.pk, new=court.new_draft(case, party), at=SET)


def test_another_court_and_strangers_get_nothing(court):
    case = court.heard()
    court.draft(case, court.registrar)
    other = make_holder("Team B", "griffie@rechtbank-b.example", kind="team", court=True)
    for stranger in (other, make_holder("mr. X", "x@elders.example")):
        with pytest.raises(CaseUnknown):
            reader_in(stranger.principal, case.pk, SET)
        with pytest.raises(CaseUnknown):
            keep_draft(actor=stranger.principal, case=case.pk, new=court.new_draft(case, stranger), at=SET)


def test_a_clerk_reads_but_does_not_write(court):
    case = court.heard()
    draft = court.draft(case, court.registrar)
    reader, _ = reader_in(court.clerk.principal, case.pk, SET)
    assert b"".join(draft_bytes(reader, draft.pk)[1])
    with pytest.raises(NotYourOffice):
        court.draft(case, court.clerk)


def test_a_draft_of_another_case_is_none_here(court):
    case, other = court.heard(), court.register()
    draft = court.draft(case, court.registrar)
    reader, _ = reader_in(court.judge.principal, other.pk, SET)
    with pytest.raises(DraftUnknown):
        draft_bytes(reader, draft.pk)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"envelope": b"plain"}, DraftRefused),
        ({"document_key": b"plain"}, DraftRefused),
        ({"sealed_key": b""}, DraftRefused),
        ({"object": uuid4()}, DraftRefused),
        ({"key_version": 2}, CircleKeyPast),
    ],
)
def test_what_is_not_sealed_or_not_there_is_not_kept(court, changes, refusal):
    case = court.heard()
    with pytest.raises(refusal):
        keep_draft(
            actor=court.registrar.principal,
            case=case.pk,
            new=court.new_draft(case, court.registrar, **changes),
            at=SET,
        )
    assert not Draft.objects.exists()


def test_a_file_of_somebody_else_is_not_taken(court):
    case = court.heard()
    theirs = court.new_draft(case, court.judge)
    with pytest.raises(DraftRefused):
        keep_draft(actor=court.registrar.principal, case=case.pk, new=theirs, at=AT)
