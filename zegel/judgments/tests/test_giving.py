"""Judgment is given by the judge, once, with the signed document in the file and its readers told; or nothing happened."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from zegel.casefile.errors import MailboxKeyPast
from zegel.casefile.models import DocketEntry
from zegel.casefile.queries import docket_of
from zegel.evidence.models import Record
from zegel.judgments.actions import give_judgment, send_copies, work_out
from zegel.judgments.errors import (
    CopiesMissing,
    DraftUnknown,
    FollowUpRefused,
    JudgmentRefused,
    NotYourOffice,
    SignatureRefused,
)
from zegel.judgments.models import Judgment
from zegel.judgments.queries import judgment_of, reader_in, signed_documents
from zegel.proceedings.errors import ActChanged, ActNotYours, ActOverride, ActTaken, ActUnlawful
from zegel.proceedings.models import Act, Override, Task
from zegel.seal.judgment import EVENT

from .conftest import DUE, HEARD, make_court


def records(event):
    return [json.loads(bytes(row.body)) for row in Record.objects.filter(event=event)]


def test_a_written_judgment_stands_in_the_file_and_everybody_is_told(court):
    case = court.heard()
    row = court.give(case)
    case.refresh_from_db()
    assert case.state == "judgment given"
    for who in (court.claimant, court.defendant, court.clerk):
        reader, _ = reader_in(who.principal, case.pk, DUE)
        (entry,) = docket_of(reader)
        assert (entry.pk, entry.kind, entry.placed_at) == (row.entry_id, "vonnis", DUE)
        assert [document.number for document in entry.documents.all()] == [1, 2]
        assert [found.pk for found in signed_documents(reader)] == [row.pk]
    assert row.entry.publications.count() == 2
    (said,) = records(EVENT)
    assert said["facts"] | {"follows": None} == said["facts"]
    assert (said["subject"], said["facts"]["document"]) == (str(case.pk), str(row.pk))
    assert (said["facts"]["statement"], said["facts"]["key"]) == (row.statement, row.key)
    assert said["actor"] == f"user:{court.judge.user.pk}"
    assert {copy["way"] for copy in row.copies} == {"digital"}


def test_the_costs_of_a_withdrawn_case_are_decided_in_a_judgment_that_is_signed(court):
    case = court.register()
    court.do(case, "withdraw", 0, who=court.registrar)
    court.do(case, "ask costs decision", 1, who=court.registrar)
    new = court.new_judgment(case, 2)
    given = [give_judgment(actor=court.judge.principal, case=case.pk, new=new, at=DUE) for _ in range(2)]
    assert given[0].pk == given[1].pk == new.id
    act = Act.objects.get(pk=new.id)
    assert (act.act, act.state_before, act.state_after) == (
        "give costs judgment",
        "costs pending",
        "judgment given",
    )
    assert Task.objects.filter(opened_by=act, place="12.3", closed_at__isnull=True).exists()
    (entry,) = docket_of(reader_in(court.claimant.principal, case.pk, DUE)[0])
    assert (entry.pk, entry.kind) == (given[0].entry_id, "vonnis")
    send_copies(actor=court.registrar.principal, case=case.pk, act=uuid4(), seen=3, at=DUE)
    assert not Task.objects.filter(opened_by=act, closed_at__isnull=True).exists()


def test_costs_are_not_decided_aloud_or_without_a_document(court):
    case = court.register()
    court.do(case, "withdraw", 0, who=court.registrar)
    court.do(case, "ask costs decision", 1, who=court.registrar)
    for form, refusal in (("oral", ActOverride), ("written", JudgmentRefused)):
        new = court.new_judgment(case, 2, form=form, document=None)
        with pytest.raises(refusal):
            give_judgment(actor=court.judge.principal, case=case.pk, new=new, at=DUE)
    assert not Judgment.objects.exists()


def test_copies_go_to_who_appeared_and_the_task_says_so(court):
    case = court.heard()
    first = case.parties.get(number=1)
    row = court.give(case, told=court.told(case, appeared=(first.pk,)))
    assert row.copies == [{"party": str(first.pk), "way": "digital"}]
    task = Task.objects.get(case=case, event="judgment written")
    assert (task.who, task.due, task.closed_at) == ("registrar", "directly", None)
    send_copies(actor=court.clerk.principal, case=case.pk, act=uuid4(), seen=4, at=DUE)
    task.refresh_from_db()
    case.refresh_from_db()
    assert (task.closed_at, case.state) == (DUE, "issued")


@pytest.mark.parametrize("who", ["registrar", "clerk", "claimant", "defendant"])
def test_nobody_but_the_judge_gives_judgment(court, who):
    case = court.heard()
    new = court.new_judgment(case)
    with pytest.raises(ActNotYours):
        give_judgment(actor=getattr(court, who).principal, case=case.pk, new=new, at=DUE)
    assert not Judgment.objects.exists()
    assert not DocketEntry.objects.exists()


def test_the_same_judgment_again_is_given_once(court):
    case = court.heard()
    new = court.new_judgment(case)
    for minutes in (0, 5):
        at = DUE + timedelta(minutes=minutes)
        row = give_judgment(actor=court.judge.principal, case=case.pk, new=new, at=at)
        assert row.given_at == DUE
    for other in (replace(court.new_judgment(case), id=new.id), replace(new, form="short")):
        with pytest.raises(ActTaken):
            give_judgment(actor=court.judge.principal, case=case.pk, new=other, at=DUE)
    assert (Judgment.objects.count(), DocketEntry.objects.count(), len(records(EVENT))) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_one_winner_and_one_clear_answer():
    court = make_court()
    case = court.heard()
    tries = [court.new_judgment(case) for _ in range(4)]
    start = threading.Barrier(4)

    def one_try(new):
        try:
            start.wait()
            return give_judgment(actor=court.judge.principal, case=case.pk, new=new, at=DUE).kind
        except ActChanged as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(one_try, tries))
    assert found == ["act-changed"] * 3 + ["written"]
    assert (Judgment.objects.count(), DocketEntry.objects.count()) == (1, 1)


def test_what_fails_at_the_last_step_leaves_nothing(court):
    case = court.heard()
    document = court.signed(case, court.draft(case, court.registrar).pk, key_version=9)
    with pytest.raises(MailboxKeyPast):
        court.give(case, document=document)
    case.refresh_from_db()
    assert case.state == "judgment set"
    assert not Act.objects.filter(case=case, act="give judgment").exists()
    assert not Judgment.objects.exists()


def test_another_key_than_the_judges_own_is_refused(court):
    case = court.heard()
    draft = court.draft(case, court.registrar).pk
    for document in (
        court.signed(case, draft, by=court.registrar),
        court.signed(case, draft, statement="x" * 64),
        court.signed(case, draft, signature=uuid4()),
    ):
        with pytest.raises(SignatureRefused):
            court.give(case, document=document)
    with pytest.raises(DraftUnknown):
        court.give(case, document=court.signed(case, uuid4()))
    elsewhere = court.draft(court.heard(), court.registrar)
    with pytest.raises(DraftUnknown):
        court.give(case, document=court.signed(case, elsewhere.pk))


def test_a_form_goes_with_its_document(court):
    case = court.heard()
    for changes in ({"document": None}, {"form": "oral"}, {"form": "sung"}):
        with pytest.raises(JudgmentRefused):
            court.give(case, **changes)


def test_before_the_hearing_there_is_no_judgment(court):
    case = court.register()
    with pytest.raises(ActUnlawful):
        court.give(case, 0)


def test_no_pdf_a_needs_the_judges_reason(court):
    case = court.heard()
    told = court.told(case, format="not PDF/A")
    with pytest.raises(ActOverride):
        court.give(case, told=told)
    row = court.give(case, told=told, reason=court.reason(case))
    assert list(Override.objects.filter(act=row.pk).values_list("rule", flat=True)) == ["3.5-c"]


def test_a_short_judgment_is_worked_out_in_two_weeks(court):
    case = court.heard()
    urgent = court.told(case, very_urgent=True)
    with pytest.raises(ActOverride):
        court.give(case, form="short", told=urgent)
    row = court.give(case, form="short", told=urgent, reason=court.reason(case))
    task = Task.objects.get(case=case, event="judgment short")
    assert (task.due_at - DUE).days == 14
    with pytest.raises(CopiesMissing):
        send_copies(actor=court.registrar.principal, case=case.pk, act=uuid4(), seen=4, at=DUE)
    full = worked_out(court, case)
    assert (full.kind, full.follows, full.entry.kind) == ("full", row, "vonnis")
    with pytest.raises(FollowUpRefused):
        worked_out(court, case)
    send_copies(actor=court.registrar.principal, case=case.pk, act=uuid4(), seen=4, at=DUE)
    task.refresh_from_db()
    assert task.closed_at == DUE


def test_an_oral_judgment_has_its_record_within_two_weeks(court):
    case = court.heard(to_judgment=False)
    row = court.give(case, 2, form="oral", document=None, at=HEARD)
    assert (row.entry, row.statement) == (None, "")
    assert (Task.objects.get(case=case, event="judgment oral").due_at - HEARD).days == 14
    record = worked_out(court, case)
    assert (record.kind, record.entry.kind) == ("record", "proces-verbaal")
    reader, _ = reader_in(court.claimant.principal, case.pk, DUE)
    assert judgment_of(reader).followed_by == record


def test_an_oral_judgment_is_given_at_the_hearing_to_who_is_there(court):
    case = court.heard()
    with pytest.raises(ActOverride):
        court.give(case, form="oral", document=None)
    case = court.heard(to_judgment=False)
    absent = court.told(case, appeared=(case.parties.get(number=1).pk,))
    with pytest.raises(ActOverride):
        court.give(case, 2, form="oral", document=None, told=absent)
    court.give(case, 2, form="oral", document=None, told=replace(absent, very_urgent=True))


def test_a_written_judgment_is_not_worked_out_and_only_the_judge_signs(court):
    case = court.heard()
    court.give(case)
    with pytest.raises(FollowUpRefused):
        worked_out(court, case)
    with pytest.raises(NotYourOffice):
        worked_out(court, case, by=court.registrar)


def test_what_works_a_judgment_out_is_added_once_however_often_it_is_sent(court):
    case = court.heard(to_judgment=False)
    court.give(case, 2, form="oral", document=None, at=HEARD)
    key, document = uuid4(), court.signed(case, court.draft(case, court.registrar).pk)
    rows = [worked_out(court, case, key=key, document=document) for _ in range(2)]
    assert rows[0] == rows[1]
    assert DocketEntry.objects.filter(case=case).count() == 1


def worked_out(court, case, *, by=None, key=None, document=None):
    judge = by or court.judge
    return work_out(
        actor=judge.principal,
        case=case.pk,
        judgment=key or uuid4(),
        document=document or court.signed(case, court.draft(case, court.registrar).pk, by=judge),
        verdict="claims PDF/A",
        at=DUE,
    )
