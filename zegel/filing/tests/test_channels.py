"""Every channel ends in one verb: what is filed without a message has documents with keys of their own, and paper has none."""

import json
import sys
import threading
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from tests.personas import AT, browser, store_file, submission
from zegel.boxes.actions import add_member
from zegel.boxes.errors import BoxUnknown, KeyVersionPast
from zegel.boxes.models import Container
from zegel.evidence.actions import extend_log
from zegel.evidence.models import Record
from zegel.evidence.queries import told_of
from zegel.filing import rules
from zegel.filing.actions import file
from zegel.filing.errors import DocumentMissing, FilingUnknown, GrantsRefused, MayNotTakeIn, PieceMissing
from zegel.filing.errors.paper import ArrivalRefused, WayRefused
from zegel.filing.models import AccessGrant, Document, Filing, PaperTask
from zegel.filing.queries import filed_objects, grants_of, readable_filing, receipt_of
from zegel.filing.rules import Grant, Handed, NewDocument
from zegel.identity.models import User
from zegel.lib.principal import system
from zegel.mail.actions.retention import sweep_unattached
from zegel.mail.actions.submit import submit
from zegel.mail.errors import AlreadySent
from zegel.mail.events import DELEGATE_ACTS
from zegel.professions.actions.links import claim_number, confirm_number
from zegel.professions.actions.professional_register import import_register
from zegel.professions.errors.links import ProfessionBlocked
from zegel.professions.keys import profession_digits
from zegel.seal.receipt import verify
from zegel.seal.sealing import seal_bytes

from .test_file_at_a_court import FACTS, filed


def grants(*holders):
    return tuple(
        Grant(holder.box.pk, seal_bytes([holder.box.recipient], b"key"), holder.box.key_version)
        for holder in holders
    )


def handed(lawyer, clerk, files=2, **changes):
    """What the lawyer's client hands in by the portal."""
    facts = {
        "id": uuid.uuid4(),
        "channel": "portal",
        "mailbox": lawyer.box.pk,
        "envelope": seal_bytes([lawyer.box.recipient], b"manifest"),
        "grants": grants(lawyer, clerk),
        "documents": tuple(
            NewDocument(
                store_file(lawyer.user.pk, seal_bytes([lawyer.box.recipient], b"%PDF")), grants(lawyer, clerk)
            )
            for _ in range(files)
        ),
    }
    return Handed(**{**facts, **changes})


def paper(clerk, **changes):
    facts = {"id": uuid.uuid4(), "channel": "counter", "mailbox": None, "filed_for": "P. Jansen", "pieces": 3,
             "way": "post"}  # fmt: skip
    return Handed(**{**facts, "reached_at": AT - timedelta(hours=1), **changes})


def test_a_filing_by_the_portal_has_no_message_and_one_receipt(desk, clerk, lawyer):
    given = handed(lawyer, clerk, filed_for="Bakkerij Zon B.V.")
    got = file(actor=lawyer.principal, handed=given, facts=FACTS, at=AT)
    filing = Filing.objects.get(pk=got.filing)
    assert (filing.message, filing.channel, filing.filer_kind, filing.pieces) == (
        None,
        "portal",
        "representative",
        2,
    )
    # Paper follows secure mail alone (art. 3.3).
    assert (got.at, got.paper, len(got.files)) == (AT, False, 2)
    assert not PaperTask.objects.exists()
    extend_log(at=AT)
    held = verify(json.dumps(receipt_of(filing)).encode())
    told = held.facts.filing
    assert (told.id, told.number, told.channel, told.kind) == (
        str(filing.pk),
        got.number,
        "portal",
        "summons",
    )
    assert (held.facts.message, held.facts.received) == ("", AT)
    assert held.facts.parties.filed_for == "Bakkerij Zon B.V."
    assert [each_file.sha256 for each_file in held.facts.files] == got.files


def test_each_document_has_its_own_key_for_both_sides_and_nobody_else(desk, clerk, lawyer, stranger):
    got = file(actor=lawyer.principal, handed=handed(lawyer, clerk), facts=FACTS, at=AT)
    for reader in (lawyer, clerk):
        filing = readable_filing(reader.user, got.filing, at=AT)
        found = grants_of(reader.user, filing, at=AT)
        assert {grant.container_id for grant in found} == {reader.box.pk}
        assert {grant.document and grant.document.number for grant in found} == {None, 1, 2}
    with pytest.raises(FilingUnknown):
        readable_filing(stranger.user, got.filing, at=AT)
    assert AccessGrant.objects.filter(filing=got.filing).count() == 6


def test_the_same_again_gives_the_first_answer_and_another_is_refused(desk, clerk, lawyer):
    given = handed(lawyer, clerk)
    first = file(actor=lawyer.principal, handed=given, facts=FACTS, at=AT)
    assert file(actor=lawyer.principal, handed=given, facts=FACTS, at=AT + timedelta(hours=1)) == first
    with pytest.raises(AlreadySent):
        file(actor=lawyer.principal, handed=replace(given, filed_for="A"), facts=FACTS, at=AT)
    assert Record.objects.filter(event="filing.filing.received").count() == 1


def test_keys_for_more_or_fewer_than_both_sides_are_refused(desk, clerk, lawyer, stranger):
    given = handed(lawyer, clerk)
    document = given.documents[0]
    for changes in (
        {"grants": grants(lawyer)},
        {"grants": grants(lawyer, clerk, stranger)},
        {"documents": (replace(document, grants=grants(clerk)),)},
        {"documents": (replace(document, grants=grants(lawyer, stranger)),)},
        {"envelope": b"plain text"},
        {"grants": tuple(replace(grant, sealed_key=b"plain") for grant in given.grants)},
    ):
        with pytest.raises(GrantsRefused):
            file(actor=lawyer.principal, handed=replace(given, **changes), facts=FACTS, at=AT)
    assert not Filing.objects.exists()


def test_a_key_sealed_to_a_key_of_before_is_refused(desk, clerk, lawyer):
    given = handed(lawyer, clerk)
    Container.objects.filter(pk=clerk.box.pk).update(key_version=2)
    with pytest.raises(KeyVersionPast):
        file(actor=lawyer.principal, handed=given, facts=FACTS, at=AT)


def test_a_document_that_is_not_the_filers_or_was_filed_is_refused(desk, clerk, lawyer, stranger):
    given = handed(lawyer, clerk)
    file(actor=lawyer.principal, handed=given, facts=FACTS, at=AT)
    theirs = store_file(stranger.user.pk, seal_bytes([lawyer.box.recipient], b"%PDF"))
    fresh = handed(lawyer, clerk).documents[0]
    for documents in (given.documents, (replace(fresh, object=theirs),), (fresh, fresh)):
        with pytest.raises(DocumentMissing):
            file(
                actor=lawyer.principal,
                handed=replace(given, id=uuid.uuid4(), documents=documents),
                facts=FACTS,
                at=AT,
            )


def test_a_file_of_a_message_is_not_filed_apart_from_it(desk, clerk, lawyer):
    sent = submission(lawyer, boxes=[clerk], objects=(handed(lawyer, clerk).documents[0].object,))
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, at=AT)
    given = handed(lawyer, clerk, files=1)
    documents = (replace(given.documents[0], object=sent.objects[0]),)
    with pytest.raises(DocumentMissing):
        file(actor=lawyer.principal, handed=replace(given, documents=documents), facts=FACTS, at=AT)


def test_the_identifier_of_what_came_by_mail_gives_nobody_its_number(desk, clerk, lawyer, stranger):
    mailed = Filing.objects.get(message=filed(lawyer, clerk).receipt.message)
    with pytest.raises(AlreadySent):
        file(
            actor=stranger.principal,
            handed=handed(stranger, clerk, id=mailed.pk),
            facts=FACTS,
            at=AT,
        )


@pytest.mark.parametrize("status", ["suspended", "struck"])
def test_who_may_not_practise_files_nothing_directly_either(desk, clerk, lawyer, status):
    User.objects.update(phone="+31612345678")

    def register(now):
        rows = f"kind,number,name,email,status\nbar,A12345,mr. A. de Vries,v@bar.example,{now}\n"
        import_register(data=rows.encode(), actor=system("operator"), at=AT)

    register("active")
    made = claim_number(
        actor=lawyer.principal, kind="bar", number="A12345", again="A12345", address="", at=AT
    )
    confirm_number(actor=lawyer.principal, digits=profession_digits(made.pk), at=AT)
    register(status)
    with pytest.raises(ProfessionBlocked):
        file(actor=lawyer.principal, handed=handed(lawyer, clerk), facts=FACTS, at=AT)
    assert not Filing.objects.exists()


def test_the_owner_reads_what_a_delegate_filed(desk, clerk, lawyer, stranger):
    keys = {lawyer.box.key_version: seal_bytes([stranger.key.recipient], lawyer.box_identity.encode())}
    stranger.user.phone = "+31612345678"
    stranger.user.save(update_fields=["phone"])
    add_member(
        actor=lawyer.principal, box=lawyer.box.pk, user=stranger.user.pk, right="send", ends_on=None, keys=keys, at=AT
    )  # fmt: skip
    got = file(actor=stranger.principal, handed=handed(lawyer, clerk), facts=FACTS, at=AT)
    told = told_of(lawyer.box.pk, [kind.name for kind in DELEGATE_ACTS])
    assert [(fact.event, fact.facts["filing"]) for fact in told] == [("mail.delegate.filed", str(got.filing))]
    shown = browser(lawyer).get("/account/delegates", headers={"accept-language": "en"}).content.decode()
    assert "Filed something at a court on your behalf" in shown


def test_what_was_filed_outlives_the_sweep_and_the_sweep_ends(desk, clerk, lawyer):
    got = file(actor=lawyer.principal, handed=handed(lawyer, clerk), facts=FACTS, at=AT)
    later = AT + timedelta(days=91)
    store_file(lawyer.user.pk, seal_bytes([lawyer.box.recipient], b"loose"))
    assert sweep_unattached(at=later, held=filed_objects()) == 1
    assert sweep_unattached(at=later, held=filed_objects()) == 0
    assert Document.objects.filter(filing=got.filing, object__isnull=False).count() == 2


def test_nobody_files_from_a_mailbox_they_do_not_use(desk, clerk, lawyer, stranger):
    with pytest.raises(BoxUnknown):
        file(actor=stranger.principal, handed=handed(lawyer, clerk), facts=FACTS, at=AT)


def test_paper_at_the_counter_is_filed_when_it_was_there(desk, clerk):
    got = file(actor=clerk.principal, handed=paper(clerk), facts=FACTS, at=AT)
    filing = Filing.objects.get(pk=got.filing)
    assert (filing.at, filing.filer_kind, filing.sender, filing.pieces) == (
        AT - timedelta(hours=1),
        "desk",
        "P. Jansen",
        3,
    )
    assert not got.paper
    extend_log(at=AT)
    facts = verify(json.dumps(receipt_of(filing)).encode()).facts
    assert (facts.envelope, facts.files, facts.filing.channel) == ("", (), "counter")


def test_only_the_courts_own_counter_takes_paper_in(desk, clerk, lawyer, rotterdam):
    for other in (lawyer, rotterdam):
        with pytest.raises(MayNotTakeIn):
            file(actor=other.principal, handed=paper(clerk), facts=FACTS, at=AT)
    wrong = [
        ({"pieces": 0}, PieceMissing), ({"reached_at": None}, ArrivalRefused), ({"way": "fax"}, WayRefused), ({"way": ""}, WayRefused),
        ({"reached_at": AT + timedelta(seconds=1)}, ArrivalRefused), ({"reached_at": AT - timedelta(days=32)}, ArrivalRefused),
    ]  # fmt: skip
    for changes, refusal in wrong:
        with pytest.raises(refusal):
            file(actor=clerk.principal, handed=paper(clerk, **changes), facts=FACTS, at=AT)


def test_a_number_that_is_taken_is_drawn_again(desk, clerk, lawyer, monkeypatch):
    first = filed(lawyer, clerk)
    drawn = iter([first.number, first.number, "ZZZZZZZZ"])
    module = sys.modules[file.__module__]
    monkeypatch.setattr(module, "new_number", lambda: next(drawn))
    assert file(actor=lawyer.principal, handed=handed(lawyer, clerk), facts=FACTS, at=AT).number == "ZZZZZZZZ"


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_the_same_number_at_once_both_file(desk, clerk, lawyer, monkeypatch):
    module = sys.modules[file.__module__]
    turn = threading.Barrier(2, timeout=20)
    drawn = threading.local()

    def draw():
        drawn.times = getattr(drawn, "times", 0) + 1
        if drawn.times == 1:
            turn.wait()
            return "AAAAAAAA"
        return rules.new_number()

    monkeypatch.setattr(module, "new_number", draw)
    given, numbers = [handed(lawyer, clerk), handed(lawyer, clerk)], []

    def act(channel):
        try:
            numbers.append(file(actor=lawyer.principal, handed=channel, facts=FACTS, at=AT).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(value,)) for value in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(numbers)) == 2
    assert "AAAAAAAA" in numbers
