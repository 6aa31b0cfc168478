"""What is placed for a party on paper waits to be posted; who posts it ticks it off, and a mistake is corrected and kept (art. 1.10)."""

from datetime import timedelta

import pytest

from tests.case_world import AT
from tests.personas import browser
from zegel.boxes.errors import MayNotSend
from zegel.boxes.models import Member
from zegel.casefile.actions import correct_posting, tick_posted
from zegel.casefile.errors import PostingUnknown
from zegel.casefile.models import Posting
from zegel.casefile.queries.postings import postings_done, postings_for, postings_waiting
from zegel.evidence.models import Record

LATER = AT + timedelta(hours=3)


@pytest.fixture
def case(world):
    """A claimant with a lawyer who reads digitally, and defendants on paper, one by secure mail."""
    paper = world.party(
        "defendant",
        channel="paper",
        representative=None,
        short_name="Jansen",
        address="Dorpsstraat 1\n1234 AB Ons Dorp",
    )
    mailed = world.party("defendant", channel="veilig mailen", representative=None, short_name="De Wit")
    return world.register(parties=[world.party("claimant"), paper, mailed])


def place(world, case, role="claimant", number=1):
    party = case.parties.get(role=role, number=number).pk
    return world.place(case, party=party, filed_at=AT, at=AT)


def tick(world, postings, at=LATER):
    return tick_posted(actor=world.clerk.principal, postings=[row.pk for row in postings], at=at)


def said():
    return list(
        Record.objects.filter(event__startswith="casefile.entry.post")
        .order_by("id")
        .values_list("event", flat=True)
    )


def test_what_is_placed_waits_for_each_party_that_does_not_read_digitally_but_its_own(world, case):
    first, own = place(world, case), place(world, case, "defendant", 2)
    waiting = [
        (row.entry_id, row.party.short_name, row.channel) for row in postings_waiting(world.clerk.user, at=AT)
    ]
    assert sorted(waiting, key=str) == sorted([
        (first.pk, "Jansen", "paper"), (first.pk, "De Wit", "veilig mailen"), (own.pk, "De Wit", "veilig mailen"),
    ], key=str)  # fmt: skip


def test_ticked_once_it_has_its_moment_and_a_correction_opens_it_again_and_stays_in_the_log(world, case):
    place(world, case)
    rows = postings_waiting(world.clerk.user, at=AT)
    assert tick(world, rows) == 2
    assert tick(world, rows, at=LATER + timedelta(days=1)) == 0
    assert {row.posted_at for row in postings_done(world.clerk.user, at=AT)} == {LATER}
    for _ in range(2):
        correct_posting(actor=world.clerk.principal, posting=rows[0].pk, at=LATER)
    assert [row.pk for row in postings_waiting(world.clerk.user, at=AT)] == [rows[0].pk]
    assert said() == ["casefile.entry.posted"] * 2 + ["casefile.entry.posting-corrected"]


def test_nobody_but_who_acts_for_the_desk_sees_or_ticks_it(world, case, stranger):
    place(world, case)
    rows = postings_waiting(world.clerk.user, at=AT)
    party = rows[0].party_id
    for other in (stranger, world.claimant):
        assert postings_waiting(other.user, at=AT) == []
        with pytest.raises(PostingUnknown):
            postings_for(other.user, party, at=AT)
        with pytest.raises(PostingUnknown):
            tick_posted(actor=other.principal, postings=[rows[0].pk], at=LATER)
    for nothing in ([], [case.pk]):
        with pytest.raises(PostingUnknown):
            tick_posted(actor=world.clerk.principal, postings=nothing, at=LATER)
    Member.objects.filter(box=world.clerk.box, user=world.clerk.user).update(right="read")
    with pytest.raises(MayNotSend):
        tick(world, rows)
    assert not Posting.objects.filter(posted_at__isnull=False).exists()


def test_the_page_prints_the_letter_and_ticks_it_off(world, case, stranger):
    place(world, case)
    site = browser(world.clerk)
    page = site.get("/post").content.decode()
    assert "Dorpsstraat 1, 1234 AB Ons Dorp" in page
    row = Posting.objects.get(channel="paper")
    letter = site.get(f"/post/{row.party_id}/letter.pdf")
    assert letter.content.startswith(b"%PDF-")
    assert browser(stranger).get(f"/post/{row.party_id}/letter.pdf").status_code == 404
    assert site.post("/post", {"do": "posted"}).status_code == 422
    assert site.post("/post", {"do": "posted", "posting": [str(row.pk)]}).status_code == 302
    row.refresh_from_db()
    assert row.posted_by == world.clerk.user.pk
    site.post("/post", {"do": "correct", "posting": [str(row.pk)]})
    assert Posting.objects.get(pk=row.pk).posted_at is None


def test_the_page_seals_what_goes_to_a_mailbox_and_has_the_rest_ticked_off(world):
    mailed = [
        world.party("defendant", channel="veilig mailen"),
        world.party("defendant", channel="veilig mailen", representative=None, short_name="De Wit"),
    ]
    case = world.register(parties=[world.party("claimant"), *mailed])
    place(world, case)
    page = browser(world.clerk).get("/post").content.decode()
    assert page.count("data-mailbox=") == 1
    assert f'data-mailbox="{world.defendant.box.pk}"' in page
    assert page.count('value="posted"') == 1
    # The clerk reads the site in English; what the court writes is in its own language.
    assert f'data-mail-text="In zaak {case.number} zijn deze stukken' in page
    assert "Statement of a party (" in page
    assert 'data-named="1. Processtuk met een standpunt (' in page
