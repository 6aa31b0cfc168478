"""What a filer declares of the files is judged by the server too, whatever program files: refused with its article, or marked."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.personas import AT, b64, browser
from zegel.casefile.errors import PartyUnknown
from zegel.filing.actions import file, place_filing
from zegel.filing.errors import DeclaredOtherwise, RuleUnmet
from zegel.filing.models import Filing, IntakeItem
from zegel.law.rules.declared import DeclaredFile

from .test_channels import handed
from .test_file_at_a_court import FACTS
from .test_intake import keys, placement


@pytest.fixture
def case(court):
    return court.register(at=AT)


def exhibits(*numbers):
    return tuple(DeclaredFile(exhibit=number) for number in numbers)


def hand_in(court, case, *files, at=AT, **changes):
    facts = replace(FACTS, **{"kind": "exhibits", "number": case.number, "files": files} | changes)
    given = handed(court.claimant, court.clerk, files=len(files))
    return file(actor=court.claimant.principal, handed=given, facts=facts, at=at).filing


def refusal(court, case, *files, **changes):
    with pytest.raises(RuleUnmet) as refused:
        hand_in(court, case, *files, **changes)
    return refused.value.article


def test_exhibits_number_on_over_the_file_and_what_waits_at_the_intake(court, case):
    first = hand_in(court, case, *exhibits(1, 2))
    assert refusal(court, case, *exhibits(1, 2)) == "3.14"
    assert refusal(court, case, *exhibits(4)) == "3.14"
    circle = case.circles.get(kind="open")
    recipient = circle.container.recipient
    where = placement(
        recipient,
        kind="productie",
        party=case.parties.get(role="claimant").pk,
        circle=circle.pk,
        documents=keys(recipient, 1, 2, exhibits={1: 1, 2: 2}),
    )
    place_filing(actor=court.clerk.principal, filing=first, case=case.pk, placement=where, at=AT)
    second = hand_in(court, case, *exhibits(3))
    assert Filing.objects.get(pk=second).exhibits == [3]
    # What was returned has no number any more.
    IntakeItem.objects.filter(pk=second).update(state="returned")
    assert hand_in(court, case, *exhibits(3))
    assert Filing.objects.count() == 3


def test_two_parties_of_one_lawyer_each_have_a_row_of_their_own(court):
    two = [court.party("claimant"), court.party("claimant", short_name="De Zon"), court.party("defendant")]
    case = court.register(parties=two, at=AT)
    first, second = (case.parties.get(number=number).pk for number in (1, 2))
    hand_in(court, case, *exhibits(1, 2), party=first)
    assert hand_in(court, case, *exhibits(1), party=second)
    assert refusal(court, case, *exhibits(4), party=first) == "3.14"
    assert hand_in(court, case, *exhibits(3), party=first)
    # Of whom it is not said, nobody can tell.
    assert hand_in(court, case, *exhibits(9))


def test_an_exhibit_with_a_message_has_its_number_too(court, case):
    given = handed(court.claimant, court.clerk, files=2)
    facts = replace(FACTS, kind="message", number=case.number, files=(DeclaredFile(), *exhibits(1)))
    assert file(actor=court.claimant.principal, handed=given, facts=facts, at=AT).number
    assert refusal(court, case, *exhibits(1)) == "3.14"
    assert hand_in(court, case, *exhibits(2))


def test_numbers_nobody_declared_are_not_guessed(court, case):
    facts = replace(FACTS, kind="exhibits", number=case.number)
    file(actor=court.claimant.principal, handed=handed(court.claimant, court.clerk), facts=facts, at=AT)
    assert hand_in(court, case, *exhibits(3))


def test_what_stops_is_refused_with_its_article_and_nothing_is_kept(court, case):
    assert refusal(court, case, DeclaredFile(pdfa="not PDF/A")) == "3.5"
    assert refusal(court, case, DeclaredFile(language="pl")) == "3.15"
    # No reason of the filer passes what only the office may pass.
    assert refusal(court, case, DeclaredFile(pdfa="not PDF/A"), acknowledged=("3.5-c",)) == "3.5"
    facts = replace(FACTS, number=case.number, files=exhibits(1))
    with pytest.raises(DeclaredOtherwise):
        file(actor=court.claimant.principal, handed=handed(court.claimant, court.clerk), facts=facts, at=AT)
    assert not Filing.objects.exists()


def test_what_stops_nothing_is_marked_for_the_clerk_with_its_article(court, case):
    long = DeclaredFile(pages=30, language="tr", translated=False)
    filing = Filing.objects.get(pk=hand_in(court, case, long, short_name="Bakker"))
    assert [mark["rule"] for mark in filing.marks] == ["3.12-b", "3.12-e", "3.13", "3.15-a"]
    page = browser(court.clerk).get(f"/intake/{filing.pk}").content.decode()
    for words in (
        "30 pages ask for",
        "Use the short name Pietersen",
        "A translation is needed",
        "(art. 3.15)",
    ):
        assert words in page
    # What was passed with a reason is told as that, and no longer as a mark.
    passed = hand_in(court, case, long, acknowledged=("3.12-b", "3.12-e", "3.15-a"))
    assert Filing.objects.get(pk=passed).marks == []


def test_a_program_is_judged_as_the_page_is(court, case):
    given = handed(court.claimant, court.clerk, files=1)

    def keyed(grants):
        return [
            {
                "container": str(each.container),
                "sealedKey": b64(each.sealed_key),
                "keyVersion": each.key_version,
            }
            for each in grants
        ]

    def posted(**declared):
        facts = {
            "court": "amsterdam", "location": "Amsterdam", "matter": "handel", "kind": "exhibits", "number": case.number,
            "secret": False, "copies": "elsewhere", "files": [declared],
        }  # fmt: skip
        body = {
            "filing": str(given.id), "box": str(given.mailbox), "facts": facts, "envelope": b64(given.envelope),
            "grants": keyed(given.grants),
            "documents": [{"object": str(each.object), "grants": keyed(each.grants)} for each in given.documents],
        }  # fmt: skip
        return browser(court.claimant).post("/api/filings/direct", body, content_type="application/json")

    answer = posted(exhibit=2)
    assert (answer.status_code, answer.json()["code"], answer.json()["article"]) == (
        422,
        "rule-unmet",
        "3.14",
    )
    for wrong in ({"language": "Nederlands"}, {"exhibit": 0}, {"pdfa": "surely"}, {"pages": -1}):
        assert posted(**wrong).status_code == 422
    assert posted(exhibit=1, pdfa="structure checked", pages=4).status_code == 200


def marks(filing):
    return [mark["rule"] for mark in Filing.objects.get(pk=filing).marks]


def test_a_summons_says_against_which_of_several_parties_it_is(court):
    sides = [court.party("claimant"), court.party("defendant"), court.party("defendant", short_name="De Zon")]
    case = court.register(parties=sides, at=AT)
    claimant, first, second = (case.parties.get(number=number).pk for number in (1, 2, 3))
    summons = {"kind": "summons", "summons": 1, "party": claimant}
    assert marks(hand_in(court, case, DeclaredFile(), **summons)) == ["3.7-a"]
    assert marks(hand_in(court, case, DeclaredFile(), **summons, against=(second,))) == []
    assert marks(hand_in(court, case, DeclaredFile(), **summons, against=(first, second))) == []
    # Of a document without a claim it need not be said, and nobody claims from those on the own side.
    assert marks(hand_in(court, case, DeclaredFile(), kind="answer", party=claimant)) == []
    for wrong in (claimant, uuid4()):
        with pytest.raises(PartyUnknown):
            hand_in(court, case, DeclaredFile(), **summons, against=(wrong,))


def test_a_piece_on_other_paper_than_a4_is_marked_and_an_exhibit_is_as_it_is(court, case):
    said = {"kind": "answer"}
    assert marks(hand_in(court, case, DeclaredFile(paper="other"), **said)) == ["3.12-a"]
    assert (
        marks(hand_in(court, case, DeclaredFile(paper="A4"), DeclaredFile(exhibit=1, paper="other"), **said))
        == []
    )


def test_with_one_party_on_each_side_it_is_clear(court, case):
    claimant = case.parties.get(role="claimant").pk
    assert marks(hand_in(court, case, DeclaredFile(), kind="summons", summons=1, party=claimant)) == []
