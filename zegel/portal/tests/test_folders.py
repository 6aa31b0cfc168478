"""A mailbox: everybody sees their own, few queries do, and everything works without script."""

import base64
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test.utils import CaptureQueriesContext

from tests.personas import AT, log_in, make_guest, make_holder, submission
from zegel.boxes.models import Member
from zegel.lib.moments import amsterdam, now
from zegel.mail.actions.drafts import save_draft
from zegel.mail.actions.guests import ask_help
from zegel.mail.actions.submit import submit
from zegel.mail.models import Delivery, Entry
from zegel.mail.queries.folders import since
from zegel.notify.models import OutboundMail, State
from zegel.portal.mail import undo as undoing
from zegel.portal.shared.mailbox_frame import told
from zegel.seal.sealing import seal_bytes


def as_user(client, holder):
    log_in(client, holder)
    return client


def letters(lawyer, clerk, count, *, subject="C/13/756123"):
    for number in range(count):
        letter = submission(lawyer, boxes=[clerk], subject=subject)
        submit(
            actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT + timedelta(minutes=number)
        )


def entries(clerk):
    return Entry.objects.filter(box=clerk.box)


def page_of(client, clerk, folder="in", query=""):
    return client.get(f"/mail/{clerk.box.pk}/{folder}{query}")


def test_the_first_page_is_an_inbox(client, clerk):
    assert as_user(client, clerk).get("/mail")["Location"].endswith("/in")


@pytest.mark.parametrize("folder", ["in", "out", "drafts", "archive", "later", "tasks"])
def test_a_stranger_finds_no_mailbox(client, clerk, stranger, folder):
    assert page_of(as_user(client, stranger), clerk, folder).status_code == 404
    client.logout()
    assert page_of(client, clerk, folder)["Location"].startswith("/login")


def test_there_are_no_other_folders(client, clerk):
    assert page_of(as_user(client, clerk), clerk, "secret").status_code == 404


def test_an_inbox_costs_as_many_queries_with_many_messages(client, clerk, lawyer, django_assert_num_queries):
    as_user(client, clerk)
    letters(lawyer, clerk, 1)
    page_of(client, clerk)
    with CaptureQueriesContext(connection_of()) as few:
        page_of(client, clerk)
    letters(lawyer, clerk, 12)
    # Session with its user, membership, entries, what the log recorded of them, how long they are kept, their hearings, all mailboxes of the user, unread, tasks, drafts, calls
    # to make before a hearing, paper to send, paper to come, what was filed, whose mailboxes sent and their checked numbers; in a team's mailbox, who works there.
    with django_assert_num_queries(17):
        assert page_of(client, clerk).status_code == 200
    assert len(few) == 17


def connection_of():
    from django.db import connection

    return connection


def test_a_row_says_who_which_case_and_how_many_files(client, clerk, lawyer):
    letters(lawyer, clerk, 1)
    text = page_of(as_user(client, clerk), clerk).content.decode()
    assert lawyer.box.name in text
    assert "C/13/756123" in text
    assert "inbox__row--unread" in text


def test_search_and_unread_narrow_the_list(client, clerk, lawyer):
    letters(lawyer, clerk, 1)
    letters(lawyer, clerk, 1, subject="12345678")
    entries(clerk).filter(subject="12345678").update(unread=False)
    as_user(client, clerk)
    assert len(page_of(client, clerk).context["page"].entries) == 2
    assert [entry.subject for entry in page_of(client, clerk, query="?q=756").context["page"].entries] == [
        "C/13/756123"
    ]
    assert len(page_of(client, clerk, query="?unread=1").context["page"].entries) == 1
    assert "zzz" in page_of(client, clerk, query="?q=zzz").content.decode()


def test_a_search_for_what_cannot_be_in_a_name_finds_nothing_and_breaks_nothing(client, clerk):
    assert page_of(as_user(client, clerk), clerk, query="?q=a%00b&before=%00").status_code == 200


def test_pages_follow_each_other_and_keep_the_search(client, clerk, lawyer):
    letters(lawyer, clerk, 55)
    as_user(client, clerk)
    first = page_of(client, clerk, query="?q=756")
    assert len(first.context["page"].entries) == 50
    older = first.context["older"]
    assert "q=756" in older
    second = page_of(client, clerk, query=older)
    assert len(second.context["page"].entries) == 5
    back = page_of(client, clerk, query=second.context["newer"])
    assert [entry.pk for entry in back.context["page"].entries] == [
        entry.pk for entry in first.context["page"].entries
    ]


def test_archive_and_back_without_script(client, clerk, lawyer):
    letters(lawyer, clerk, 2)
    as_user(client, clerk)
    entry = entries(clerk).first()
    form = {"pick": [str(entry.pk), "nonsense"], "do": "archive", "back": f"/mail/{clerk.box.pk}/in?q=756"}
    assert client.post(f"/mail/{clerk.box.pk}/entries", form)["Location"] == form["back"]
    assert entries(clerk).get(pk=entry.pk).folder == "archive"
    client.post(f"/mail/{clerk.box.pk}/entries", {"pick": str(entry.pk), "do": "restore"})
    assert entries(clerk).get(pk=entry.pk).folder == "in"


def test_a_page_asks_for_what_came_after_it(client, clerk, lawyer):
    letters(lawyer, clerk, 2)
    as_user(client, clerk)
    newest = entries(clerk).order_by("-at", "-id")[0]
    found = client.get(f"/api/boxes/{clerk.box.pk}/in", {"after": since(newest.at)}).json()["entries"]
    assert [row["id"] for row in found] == [str(newest.pk)]
    seen_to = page_of(client, clerk).context["seen_to"]
    assert client.get(f"/api/boxes/{clerk.box.pk}/in", {"after": seen_to}).json()["entries"] == []


def done_with(client, clerk, entry):
    return client.post(f"/mail/{clerk.box.pk}/entries", {"pick": [str(entry.pk)], "do": "done"})


def test_who_is_done_with_a_message_comes_to_the_next_and_at_last_to_the_inbox(client, clerk, lawyer):
    letters(lawyer, clerk, 3)
    newest, middle, oldest = entries(clerk).order_by("-at", "-id")
    as_user(client, clerk)
    assert done_with(client, clerk, middle)["Location"] == f"/mail/messages/{oldest.message_id}"
    assert done_with(client, clerk, oldest)["Location"] == f"/mail/messages/{newest.message_id}"
    assert done_with(client, clerk, newest)["Location"] == f"/mail/{clerk.box.pk}/in"
    assert set(entries(clerk).values_list("folder", flat=True)) == {"archive"}
    assert done_with(client, clerk, newest)["Location"] == f"/mail/{clerk.box.pk}/in"


def test_a_stranger_is_done_with_nothing(client, clerk, lawyer, stranger):
    letters(lawyer, clerk, 2)
    assert done_with(as_user(client, stranger), clerk, entries(clerk).first()).status_code == 404
    assert set(entries(clerk).values_list("folder", flat=True)) == {"in"}


def test_a_message_has_its_folder_beside_it_and_the_way_to_its_neighbours(client, clerk, lawyer):
    letters(lawyer, clerk, 40)
    mine = list(entries(clerk).order_by("-at", "-id"))
    as_user(client, clerk)
    page = client.get(f"/mail/messages/{mine[25].message_id}").context
    assert [line.key for line in page["beside"]] == [entry.pk for entry in mine[10:40]]
    assert page["newer"] == f"/mail/messages/{mine[24].message_id}"
    assert page["older"] == f"/mail/messages/{mine[26].message_id}"
    ends = [client.get(f"/mail/messages/{mine[at].message_id}").context for at in (0, 39)]
    assert [(page["newer"] != "", page["older"] != "") for page in ends] == [(False, True), (True, False)]


def test_an_empty_search_points_to_the_folders_that_were_not_searched(client, clerk):
    text = page_of(as_user(client, clerk), clerk, "in", "?q=756%20%26%201").content.decode()
    for folder in ("out", "archive"):
        assert f'href="/mail/{clerk.box.pk}/{folder}?q=756%20%26%201"' in text
    assert f"/mail/{clerk.box.pk}/drafts?q" not in text


def test_marking_as_read_and_unread(client, clerk, lawyer):
    letters(lawyer, clerk, 1)
    as_user(client, clerk)
    entry = entries(clerk).get()
    client.post(f"/mail/{clerk.box.pk}/entries", {"pick": str(entry.pk), "do": "read"})
    assert not entries(clerk).get().unread
    client.post(f"/mail/{clerk.box.pk}/entries", {"pick": str(entry.pk), "do": "unread"})
    assert entries(clerk).get().unread


def test_a_stranger_changes_nothing_and_nobody_is_sent_elsewhere(client, clerk, lawyer, stranger):
    letters(lawyer, clerk, 1)
    entry = entries(clerk).get()
    form = {"pick": str(entry.pk), "do": "archive", "back": "https://evil.example/"}
    assert as_user(client, stranger).post(f"/mail/{clerk.box.pk}/entries", form).status_code == 404
    assert entries(clerk).get().folder == "in"
    assert as_user(client, clerk).post(f"/mail/{clerk.box.pk}/entries", form)["Location"] == (
        f"/mail/{clerk.box.pk}/in"
    )


def test_a_draft_is_listed_without_its_title_and_opens_for_its_box_alone(client, clerk, stranger):
    key = uuid4()
    sealed = seal_bytes([clerk.box.recipient], b"very secret title")
    save_draft(
        actor=clerk.principal, key=key, box=clerk.box.pk, sealed=sealed, key_version=1, version=0, at=AT
    )
    text = page_of(as_user(client, clerk), clerk, "drafts").content.decode()
    assert f"/mail/drafts/{key}" in text
    assert "very secret" not in text
    assert client.get(f"/mail/drafts/{key}").status_code == 200
    assert as_user(client, stranger).get(f"/mail/drafts/{key}").status_code == 404


def test_an_answer_knows_its_conversation(client, clerk, lawyer, stranger):
    letters(lawyer, clerk, 1)
    message = entries(clerk).get().message_id
    page = as_user(client, clerk).get(f"/mail/messages/{message}/reply")
    assert page.context["to"] == str(lawyer.box.pk)
    assert page.context["subject"] == "C/13/756123"
    assert as_user(client, stranger).get(f"/mail/messages/{message}/reply").status_code == 404


def test_who_cannot_get_in_is_seen_in_the_inbox_and_among_the_tasks(client, clerk):
    recipient, _ = make_guest(clerk)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[recipient]), at=AT)
    ask_help(guest=recipient.guest, reason="no_sms", contact="020-1234567", at=AT)
    as_user(client, clerk)
    assert f"/mail/{clerk.box.pk}/tasks" in page_of(client, clerk).content.decode()
    assert "020-1234567" in page_of(client, clerk, "tasks").content.decode()


def test_sent_mail_says_how_it_stands_with_its_readers(client, clerk, lawyer):
    guest, _ = make_guest(lawyer)
    letter = submission(lawyer, boxes=[clerk], guests=[guest])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    as_user(client, lawyer)
    assert "Nog niet geopend" in page_of(client, lawyer, "out").content.decode()
    Delivery.objects.filter(message=letter.message, box=clerk.box).update(opened_at=AT)
    assert "Geopend door 1 van de 2" in page_of(client, lawyer, "out").content.decode()
    OutboundMail.objects.filter(ref=Delivery.objects.get(guest=guest.guest).pk).update(
        state=State.BOUNCED, ended_at=AT, sealed_secret=None, params={}
    )
    assert "1 melding niet bezorgd" in page_of(client, lawyer, "out").content.decode()


def test_the_state_of_fifty_sent_messages_costs_two_queries(client, clerk, lawyer, django_assert_num_queries):
    as_user(client, lawyer)
    letters(lawyer, clerk, 12)
    # As an inbox, without what only a court has, with two for the state; and two for the menu: whether there is a case.
    with django_assert_num_queries(16):
        page_of(client, lawyer, "out")


def test_standard_texts_are_for_who_may_write_and_for_nobody_else(client, clerk, stranger):
    address = f"/mail/{clerk.box.pk}/texts"
    assert as_user(client, stranger).get(address).status_code == 404
    assert as_user(client, clerk).get(address).status_code == 200
    assert address in page_of(client, clerk).content.decode()
    Member.objects.filter(box=clerk.box).update(right="read")
    assert client.get(address).status_code == 404
    assert address not in page_of(client, clerk).content.decode()


def press(client, clerk, what, keys, **more):
    return client.post(f"/mail/{clerk.box.pk}/entries", {"do": what, "pick": keys, **more})


def undo(client, clerk, back=""):
    return client.post(f"/mail/{clerk.box.pk}/undo", {"back": back}, follow=True).content.decode()


def test_what_is_put_off_stands_under_later_with_its_day_and_in_the_inbox_no_more(client, clerk, lawyer):
    as_user(client, clerk)
    letters(lawyer, clerk, 2)
    key = entries(clerk).filter(home="in").first().pk
    day = amsterdam(now()).date() + timedelta(days=400)
    assert "vanaf morgen" in follow(client, press(client, clerk, "later", [key], until=day.isoformat()))
    assert "vanaf morgen" in follow(client, press(client, clerk, "later", [key]))
    assert f"{clerk.box.pk}/later" not in page_of(client, clerk).content.decode()
    day = amsterdam(now()).date() + timedelta(days=3)
    press(client, clerk, "later", [key], until=day.isoformat())
    assert str(key) not in page_of(client, clerk).content.decode()
    later = page_of(client, clerk, "later").content.decode()
    assert str(key) in later
    assert f"Komt terug op {day.day} " in later
    press(client, clerk, "return", [key])
    inbox = page_of(client, clerk).content.decode()
    assert inbox.index(str(key)) < inbox.index(str(entries(clerk).exclude(pk=key).get(home="in").pk))


def follow(client, answer):
    return client.get(answer["Location"]).content.decode()


def test_the_last_change_is_undone_once_and_only_for_a_while(client, clerk, lawyer, monkeypatch):
    as_user(client, clerk)
    letters(lawyer, clerk, 2)
    keys = [entry.pk for entry in entries(clerk).filter(home="in")]
    assert "data-undo" not in page_of(client, clerk).content.decode()
    assert "data-undo" in follow(client, press(client, clerk, "archive", keys))
    here = f"/mail/{clerk.box.pk}/archive"
    assert "Het is ongedaan gemaakt" in undo(client, clerk, here)
    assert set(entries(clerk).filter(folder="in").values_list("pk", flat=True)) == set(keys)
    assert "niet meer ongedaan" in undo(client, clerk)
    press(client, clerk, "archive", keys)
    monkeypatch.setattr(undoing, "UNDO_FOR", timedelta(0))
    assert "data-undo" not in page_of(client, clerk).content.decode()
    assert "niet meer ongedaan" in undo(client, clerk)
    assert not entries(clerk).filter(folder="in").exists()


def test_what_is_changed_in_one_mailbox_is_not_undone_in_another(client, clerk, lawyer):
    other = make_holder("Team kanton", "kanton@court.example", kind="team", court=True, others=(clerk,))
    letters(lawyer, clerk, 1)
    as_user(client, clerk)
    press(client, clerk, "archive", [entries(clerk).get(home="in").pk])
    assert "niet meer ongedaan" in undo(client, other)
    assert entries(clerk).get(home="in").folder == "archive"


def test_who_gives_a_message_away_on_its_page_stays_on_it_and_who_puts_it_off_goes_on(client, clerk, lawyer):
    as_user(client, clerk)
    letters(lawyer, clerk, 2)
    newest, older = entries(clerk).filter(home="in").order_by("-at")
    given = press(client, clerk, "assign", [newest.pk], to=clerk.user.pk, message=newest.message_id)
    assert given["Location"] == f"/mail/messages/{newest.message_id}"
    day = amsterdam(now()).date() + timedelta(days=1)
    facts = {"until": day.isoformat(), "message": newest.message_id}
    assert (
        press(client, clerk, "later", [newest.pk], **facts)["Location"]
        == f"/mail/messages/{older.message_id}"
    )
    text = client.get(f"/mail/messages/{newest.message_id}").content.decode()
    assert "Komt terug op" in text
    assert f"/mail/{clerk.box.pk}/later" in text


def test_a_line_says_how_it_stands_so_that_a_page_knows_what_a_colleague_changed(client, clerk, lawyer):
    as_user(client, clerk)
    letters(lawyer, clerk, 2)
    first, other = entries(clerk).filter(home="in")
    asked = f"/api/boxes/{clerk.box.pk}/news?entry={first.pk}&entry={other.pk}&entry={uuid4()}"

    def states():
        return {row["entry"]: row["state"] for row in client.get(asked).json()["states"]}

    before = states()
    assert set(before) == {str(first.pk), str(other.pk)}
    text = page_of(client, clerk).content.decode()
    assert dict(re.findall(r'data-row="([^"]+)"\s+data-state="([^"]+)"', text)) == before
    for what in ("read", "assign", "archive", "restore"):
        press(client, clerk, what, [first.pk], to=clerk.user.pk)
        after = states()
        assert after[str(first.pk)] != before[str(first.pk)]
        assert after[str(other.pk)] == before[str(other.pk)]
        before = after


def test_a_page_hears_in_one_answer_what_came_and_who_opened_what_was_sent(client, clerk, lawyer):
    as_user(client, lawyer)
    letters(lawyer, clerk, 1)
    (sent,) = Entry.objects.filter(box=lawyer.box, home="out")
    asked = f"/api/boxes/{lawyer.box.pk}/news?after={since(now() - timedelta(minutes=1))}&entry={sent.pk}"
    before = client.get(asked).json()
    assert before["unread"] == []
    Delivery.objects.filter(message=sent.message, role=Delivery.Role.RECIPIENT).update(opened_at=now())
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, boxes=[lawyer]), at=now())
    with CaptureQueriesContext(connection_of()) as seen:
        after = client.get(asked).json()
    assert after["states"][0]["state"] != before["states"][0]["state"]
    (arrived,) = Entry.objects.filter(box=lawyer.box, folder="in")
    assert after["unread"] == [str(arrived.pk)]
    # Session with its user, membership, what came, the lines, and of what was sent who opened it; whom no mail reached is asked where somebody did not.
    assert len(seen) == 5


def test_filters_are_asked_apart_from_texts_and_there_are_no_other_kinds(client, clerk):
    as_user(client, clerk)
    sealed = seal_bytes([clerk.box.recipient], b"{}")
    facts = {
        "box": str(clerk.box.pk),
        "sealed": base64.b64encode(sealed).decode(),
        "keyVersion": 1,
        "version": 0,
    }
    made = client.put(f"/api/texts/{uuid4()}", facts | {"kind": "filter"}, content_type="application/json")
    assert made.json() == {"version": 1}
    texts = f"/api/boxes/{clerk.box.pk}/texts"
    assert [len(client.get(f"{texts}{query}").json()) for query in ("", "?kind=text", "?kind=filter")] == [
        0,
        0,
        1,
    ]
    assert client.get(f"{texts}?kind=other").status_code == 422
    for page in ("in", "archive", "search?q=Jansen"):
        assert "data-saved-filters" in client.get(f"/mail/{clerk.box.pk}/{page}").content.decode()


def test_a_menu_says_no_more_than_was_counted():
    assert [told(count) for count in (0, 1, 999, 1000, 1250)] == ["", "1", "999", "999+", "999+"]
