"""Paper at the counter is scanned, sealed to the desk and signed by the clerk; then it is placed like everything that was filed."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.personas import AT, store_file
from zegel.evidence.models import Record
from zegel.filing.actions import attach_scan, claim, file
from zegel.filing.errors import (
    DocumentMissing,
    FilingSettled,
    FilingTaken,
    FilingUnknown,
    GrantsRefused,
    PieceMissing,
)
from zegel.filing.errors.paper import NotOnPaper, ScanMissing
from zegel.filing.models import AccessGrant, Filing
from zegel.filing.queries import filer_signing_key, paper_expected, readable_filing, signed_pieces
from zegel.filing.rules import NewDocument, Scan, follows
from zegel.key_custody.queries.keys import signing_key_at
from zegel.seal.sealing import seal_bytes

from .test_channels import grants, paper
from .test_file_at_a_court import FACTS, filed
from .test_intake import NEW, begin, colleague_of, hand_in

SCANNED = AT + timedelta(hours=2)


@pytest.fixture
def came(court):
    """Paper that was entered an hour after it came in."""
    return file(actor=court.clerk.principal, handed=paper(court.clerk), facts=NEW, at=AT).filing


def scan(clerk, pages=1, **changes):
    documents = tuple(
        NewDocument(store_file(clerk.user.pk, seal_bytes([clerk.box.recipient], b"%PDF")), grants(clerk))
        for _ in range(pages)
    )
    given = Scan(seal_bytes([clerk.box.recipient], b"manifest"), grants(clerk), documents)
    return replace(given, **changes)


def attach(holder, filing, given, at=SCANNED):
    return attach_scan(actor=holder.principal, filing=filing, scan=given, at=at)


def test_paper_alone_cannot_be_placed_and_scanned_it_can_with_its_own_moment(court, came):
    with pytest.raises(ScanMissing):
        begin(court, came)
    attach(court.clerk, came, scan(court.clerk, pages=2))
    case, entry = begin(court, came, at=AT + timedelta(days=1))
    assert entry.filed_at == AT - timedelta(hours=1)
    assert entry.documents.count() == 2
    said = signed_pieces([entry])[entry.pk]
    assert (said.about, said.key) == (came, signing_key_at(court.clerk.user, SCANNED))
    assert case.entries.count() == 1


def test_whoever_of_the_team_scans_it_signs_it(court, came):
    other = colleague_of(court.clerk)
    attach(other, came, replace(scan(other), grants=grants(court.clerk), documents=tuple(
        replace(document, grants=grants(court.clerk)) for document in scan(other).documents)))  # fmt: skip
    filing = readable_filing(court.clerk.user, came, at=AT)
    assert filing.signed == (other.user.pk, SCANNED)
    assert filer_signing_key(filing) == signing_key_at(other.user, SCANNED)


def test_the_same_scan_again_is_the_first_and_another_takes_its_place_until_it_is_placed(court, came):
    first, second = scan(court.clerk), scan(court.clerk, pages=3)
    attach(court.clerk, came, first)
    attach(court.clerk, came, first, at=SCANNED + timedelta(minutes=1))
    assert Record.objects.filter(event="filing.paper.scanned").count() == 1
    attach(court.clerk, came, second)
    assert Filing.objects.get(pk=came).documents.count() == 3
    assert set(AccessGrant.objects.values_list("container", flat=True)) == {court.clerk.box.pk}
    begin(court, came, 1, 2, 3)
    with pytest.raises(FilingSettled):
        attach(court.clerk, came, scan(court.clerk))


def test_what_is_not_sealed_to_the_desk_alone_or_not_there_is_refused(court, came):
    given = scan(court.clerk)
    wrong = [
        ({"grants": grants(court.clerk, court.claimant)}, GrantsRefused), ({"grants": grants(court.claimant)}, GrantsRefused),
        ({"envelope": b"plain"}, GrantsRefused), ({"documents": ()}, PieceMissing),
        ({"documents": (NewDocument(uuid.uuid4(), grants(court.clerk)),)}, DocumentMissing),
        ({"documents": scan(court.claimant).documents}, DocumentMissing),
    ]  # fmt: skip
    for changes, refusal in wrong:
        with pytest.raises(refusal):
            attach(court.clerk, came, replace(given, **changes))
    assert Filing.objects.get(pk=came).paper_alone


def test_strangers_other_courts_and_a_colleagues_paper_are_left_alone(court, came, rotterdam):
    for other in (rotterdam, court.claimant):
        with pytest.raises(FilingUnknown):
            attach(other, came, scan(other))
    claim(actor=colleague_of(court.clerk).principal, filing=came, at=SCANNED)
    with pytest.raises(FilingTaken):
        attach(court.clerk, came, scan(court.clerk))


def test_only_paper_is_scanned(court):
    with pytest.raises(NotOnPaper):
        attach(court.clerk, hand_in(court), scan(court.clerk))


def test_paper_that_may_follow_a_secure_mail_is_proposed_to_its_own_court(desk, clerk, lawyer, rotterdam):
    number = filed(lawyer, clerk).number
    for typed, sender in ((FACTS.number, "Somebody Else"), ("", lawyer.box.name.upper())):
        found = paper_expected(clerk.user, typed, sender, at=AT)
        assert [task.filing.number for task in found] == [number]
    assert paper_expected(clerk.user, "", "Somebody Else", at=AT) == []
    assert paper_expected(rotterdam.user, FACTS.number, lawyer.box.name, at=AT) == []


@pytest.mark.parametrize(
    ("case", "names", "number", "sender", "speaks"),
    [
        ("C/13/1 KG", ["mr. Őry"], "C/13/1 KG", "o\u030bry", 3), ("C/13/1 KG", ["mr. Ory"], "C/13/2 KG", "", 0),
        ("", ["Bakkerij ’t Hoekje B.V."], "", "t hoekje", 1), ("", ["Jansen"], "", "Jansen en Zonen", 0),
    ],
)  # fmt: skip
def test_case_and_name_speak_for_a_follow_up(case, names, number, sender, speaks):
    assert follows(case, names, number, sender) == speaks
