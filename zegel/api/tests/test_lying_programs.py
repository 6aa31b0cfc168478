"""A server that lies to programs: what a client library remembers of it, and what it then refuses or tells."""

import base64
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from django.db import connection

from tests.personas import Holder, make_holder
from zegel.boxes.models import Container, KeyVersion
from zegel.client.alarms import Alarm
from zegel.client.http import ApiProblem, Session
from zegel.client.memory import Memory
from zegel.client.people import Account
from zegel.client.recipient_keys import KeyRefused
from zegel.client.sealed import File
from zegel.client.sent import proved_receipt
from zegel.client.site_log import LogChanged, known_log
from zegel.evidence.actions import cosign_newest, rotate_key
from zegel.evidence.keys import log_seed
from zegel.evidence.models import Cosigned
from zegel.evidence.queries import published_note, told_of
from zegel.key_log.actions import collect_cosignatures
from zegel.key_log.models import Witnessed
from zegel.key_log.queries import newest_state, origin
from zegel.key_log.tests.court_of_witnesses import Witnesses, three_witnesses
from zegel.key_log.tests.world import grown, keys_changed, renewed
from zegel.lib.moments import now
from zegel.seal.checkpoint import checkpoint_body, sign
from zegel.seal.cosignature import cosign, with_lines
from zegel.seal.errors import SealError
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.keys import signing_public
from zegel.seal.policy import NOBODY, Policy

from .test_program import Door, program

type Start = Callable[[], Account]


@pytest.fixture
def start(lawyer: Holder, tmp_path: Path) -> Start:
    """Starts a lawyer's program anew, which keeps what it knows of the server in a file."""
    program(lawyer)
    path = tmp_path / "known" / "server.json"

    def started() -> Account:
        session = Session("http://testserver", memory=Memory(path))
        session.http = httpx.Client(
            base_url=session.origin, transport=Door(lawyer), cookies={"csrftoken": "c" * 32}
        )
        account = Account(session, session.call("GET", "me"), lawyer.key)
        account.others.pause = lambda _seconds: None
        return account

    return started


@pytest.fixture
def logged(lawyer: Holder, clerk: Holder) -> None:
    """The log of keys has a key of the team, and both logs have something in them."""
    renewed(clerk)
    keys_changed(lawyer)
    grown()
    old(clerk)


def old(holder: Holder) -> None:
    """The key of a mailbox began long ago, so that the log must have it."""
    KeyVersion.objects.filter(box=holder.box).update(since=now() - timedelta(days=9))


def swapped(holder: Holder, *, number: int | None = None) -> None:
    """The database names another key of a mailbox."""
    told = {} if number is None else {"key_version": number}
    Container.objects.filter(pk=holder.box.pk).update(recipient=identity_recipient(generate_hybrid()), **told)


def lie(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = origin")


def refused(account: Account, holder: Holder) -> str:
    """Why nothing is sealed to a mailbox."""
    with pytest.raises((KeyRefused, LogChanged)) as refusal:
        account.box(holder.box.address)
    return str(refusal.value.code)


def alarms(holder: Holder) -> list[str]:
    """What was told to the log."""
    return [str(fact.facts["code"]) for fact in told_of(holder.user.pk, ["boxes.alarm.told"])]


@pytest.mark.lie(
    "programs",
    "names a key of its own for a mailbox, known or new",
    "the program that would seal to it",
    "refusal `key-log`",
    "what it would send, file or place",
)
@pytest.mark.parametrize("known", [False, True])
def test_a_key_that_the_log_of_keys_has_not_is_refused(start, logged, clerk, lawyer, known):
    if known:
        start().box(clerk.box.address)
    swapped(clerk, number=3)
    account = start()
    assert refused(account, clerk) == "key-log"
    with pytest.raises(KeyRefused):
        account.send(lawyer.box.address, [account.box(clerk.box.address)], subject="nieuwe zaak", text="x")
    assert alarms(lawyer) == ["key-log"]


@pytest.mark.lie(
    "programs",
    "goes back to an older key of a mailbox, or names another under the same number",
    "a program that knew the newer, also after a restart",
    "refusal `key-changed`",
    "the same",
)
def test_an_older_key_and_one_of_the_same_number_are_refused(start, logged, clerk):
    start().box(clerk.box.address)
    first = KeyVersion.objects.get(box=clerk.box, number=1).recipient
    Container.objects.filter(pk=clerk.box.pk).update(recipient=first, key_version=1)
    lie("DELETE FROM key_log_entry")
    assert refused(start(), clerk) == "key-changed"
    swapped(clerk, number=2)
    assert refused(start(), clerk) == "key-changed"


@pytest.mark.lie(
    "programs",
    "begins a next key of a mailbox and keeps it out of the log of keys",
    "a program that knew the one before",
    "refusal `key-missing`, after half a minute if the key is said to be new",
    "the same",
)
def test_a_next_key_that_the_log_has_not_got_is_waited_for_and_then_refused(start, logged, clerk):
    start().box(clerk.box.address)
    renewed(clerk)
    lie("DELETE FROM key_log_entry")
    KeyVersion.objects.filter(box=clerk.box, number=3).update(since=now())
    account, waits = start(), []
    account.others.pause = waits.append
    assert refused(account, clerk) == "key-missing"
    assert sum(waits) == 30


def test_a_next_key_that_came_into_the_log_is_sealed_to(start, logged, clerk):
    first = start().box(clerk.box.address).recipient
    renewed(clerk)
    KeyVersion.objects.filter(box=clerk.box, number=3).update(since=now())
    account = start()
    account.others.pause = lambda _seconds: grown()
    found = account.box(clerk.box.address)
    assert (found.entry["keyVersion"], found.recipient) == (
        3,
        Container.objects.get(pk=clerk.box.pk).recipient,
    )
    assert found.recipient != first


@pytest.mark.lie(
    "programs",
    "leaves a key out of the log of keys",
    "the program that seals to it",
    "alarm `key-missing`: `hear` of its session, which may raise",
    "nothing of itself: a log that stands still must not stop a filing; told to the log",
)
def test_a_first_key_that_the_log_has_not_got_is_told_and_sealed_to(start, clerk, lawyer, caplog):
    keys_changed(lawyer)
    grown()
    old(clerk)
    with caplog.at_level(logging.WARNING, "zegel.client"):
        account = start()
        for _ in range(2):
            assert account.box(clerk.box.address).recipient == clerk.box.recipient
    assert alarms(lawyer) == ["key-missing"]
    assert len(caplog.records) == 1


@pytest.mark.lie(
    "programs",
    "names other keys of a person whom a program lets into a mailbox",
    "that program",
    "refusal `key-log`",
    "the mailbox's keys",
)
def test_a_person_with_other_keys_than_the_log_has_is_not_let_in(start, lawyer, stranger):
    keys_changed(stranger)
    keys_changed(lawyer)
    grown()
    account = start()
    stranger.user.recipient = identity_recipient(generate_hybrid())
    stranger.user.save(update_fields=["recipient"])
    with pytest.raises(KeyRefused, match="key-log"):
        account.let_in(lawyer.box.address, stranger.box.address, right="read")


def test_an_address_with_a_plus_is_held_to_the_log_as_any_other(start, lawyer):
    person = make_holder("P. Plus", "p+kort@kantoor.example")
    keys_changed(person)
    keys_changed(lawyer)
    grown()
    account = start()
    person.user.recipient = identity_recipient(generate_hybrid())
    person.user.save(update_fields=["recipient"])
    with pytest.raises(KeyRefused, match="key-log"):
        account.let_in(lawyer.box.address, person.box.address, right="read")


@pytest.mark.lie(
    "programs",
    "signs its log with a key that no known one announced",
    "every program that knew the log, also after a restart; a court's agent within ten minutes",
    "refusal `log-key`; of the agent the line `ALARM log-key`, and it goes on checking",
    "what would be sealed; what it reads proves nothing by that key",
)
def test_a_log_signed_with_an_unannounced_key_is_refused(start, logged, clerk, lawyer, monkeypatch):
    start().box(clerk.box.address)
    account, theirs = start(), base64.b64encode(signing_public(bytes(32)))
    true = account.session.read
    monkeypatch.setattr(account.session, "read", lambda path: theirs if path == "log-key" else true(path))
    assert refused(account, clerk) == "log-key"
    assert alarms(lawyer) == ["log-key"]


def test_a_log_whose_key_announced_the_next_is_the_same_log(start, logged, clerk):
    start().box(clerk.box.address)
    rotate_key(at=now())
    renewed(clerk)
    grown()
    old(clerk)
    account = start()
    account.box(clerk.box.address)
    assert len(account.log.keys()) == 2


@pytest.mark.lie(
    "programs",
    "cuts off the newest records or entries with their checkpoints",
    "the same",
    "the same, `log-shorter`",
    "what would be sealed",
)
@pytest.mark.parametrize("table", ["evidence_checkpoint", "key_log_state"])
def test_a_log_that_became_shorter_is_refused(start, logged, clerk, stranger, table):
    renewed(stranger)
    grown()
    start().box(clerk.box.address)
    lie(f"DELETE FROM {table} WHERE size = (SELECT max(size) FROM {table})")
    assert refused(start(), clerk) == "log-shorter"


@pytest.mark.lie(
    "programs",
    "writes another history of either log, or a fork for one program",
    "every program that saw the other",
    "the same, `log-forked`",
    "what would be sealed; a proof that rests on the fork counts for nothing",
)
@pytest.mark.parametrize("which", ["evidence", "key_log"])
def test_a_fork_is_refused(start, logged, clerk, which):
    account = start()
    account.box(clerk.box.address)
    memory = account.session.memory
    known = memory.known()
    other = replace(getattr(known, which), root=bytes(32))
    assert memory.replace(known, replace(known, **{which: other}))
    assert refused(start(), clerk) == "log-forked"


def test_what_a_program_reads_is_proved_by_the_log_it_knows(start, logged, lawyer, clerk):
    account = start()
    sent = account.send(
        lawyer.box.address, [account.box(clerk.box.address)], subject="nieuwe zaak", text="ijsvogel"
    )
    grown()
    message = sent["submission"]["message"]
    assert start().open(message).told.proved
    known = account.session.memory.known()
    stranger_key = base64.b64encode(signing_public(bytes(32))).decode()
    other = replace(known, keys=(stranger_key,))
    assert account.session.memory.replace(known, other)
    with pytest.raises(SealError) as refusal:
        start().open(message)
    assert refusal.value.code == "record"
    assert "log-key" in alarms(lawyer)


def answered(
    account: Account, monkeypatch: pytest.MonkeyPatch, path: str, change: Callable[[Any], Any]
) -> None:
    """The server says something else at one path."""
    session = account.session
    call, fetch = session.call, session.fetch

    def called(method: str, asked: str, *args: Any, **words: Any) -> Any:
        said = call(method, asked, *args, **words)
        return change(said) if asked == path else said

    def fetched(asked: str) -> bytes:
        return json.dumps(change(json.loads(fetch(asked)))).encode() if asked == path else fetch(asked)

    monkeypatch.setattr(session, "call", called)
    monkeypatch.setattr(session, "fetch", fetched)


@pytest.fixture
def two_sent(start, logged, lawyer, clerk) -> list[dict[str, Any]]:
    """Two messages in one conversation, both in the log."""
    account = start()
    sent = [
        account.send(
            lawyer.box.address, [account.box(clerk.box.address)], subject="nieuwe zaak", text=text,
            files=[File("brief.txt", "text/plain", text.encode())],
        )
        for text in ("eerste", "tweede")
    ]  # fmt: skip
    grown()
    return sent


@pytest.mark.lie(
    "programs",
    "gives a program another message than the one it opens, true and proved as it is",
    "that program",
    "refusal `message`",
    "what the program would take for the message it asked for",
)
def test_another_message_than_was_asked_for_is_not_it(start, two_sent, monkeypatch):
    account = start()
    first, second = (sent["submission"]["message"] for sent in two_sent)
    other = account.session.call("POST", f"messages/{second}/open")
    answered(account, monkeypatch, f"messages/{first}/open", lambda _said: other)
    with pytest.raises(SealError) as refusal:
        account.open(first)
    assert refusal.value.code == "message"


def test_the_receipt_of_what_was_sent_is_proved_and_is_of_all_of_it(start, two_sent):
    account = start()
    for sent in two_sent:
        held = proved_receipt(account.session, account.log, sent)
        assert held.facts.number == sent["submission"]["message"]


@pytest.mark.lie(
    "programs",
    "takes a message in otherwise than it was sent: without a file or a recipient, at another moment than it said, or not at all",
    "a program that asks for the proved receipt (`zegel.client.sent`), a few seconds later",
    "refusal `receipt`",
    "what the program would tell its people was filed",
)
@pytest.mark.parametrize("lie", ["of another", "without a file", "without a recipient", "at another moment"])
def test_a_receipt_of_something_else_than_was_sent_is_none(start, two_sent, monkeypatch, lie):
    account, (sent, other) = start(), two_sent
    submission, said = sent["submission"], sent["receipt"]
    match lie:
        case "of another":
            path = f"messages/{submission['message']}/receipt"
            theirs = json.loads(account.session.fetch(f"messages/{other['submission']['message']}/receipt"))
            answered(account, monkeypatch, path, lambda _said: theirs)
        case "without a file":
            submission = submission | {"objects": [*submission["objects"], str(uuid4())]}
        case "without a recipient":
            submission = submission | {"boxes": [*submission["boxes"], {"box": str(uuid4())}]}
        case _:
            moment = datetime.fromisoformat(said["receivedAt"]) - timedelta(minutes=5)
            said = said | {"receivedAt": moment.isoformat()}
    with pytest.raises(SealError) as refusal:
        proved_receipt(account.session, account.log, {"submission": submission, "receipt": said})
    assert refusal.value.code == "receipt"


def test_a_person_whom_the_log_does_not_have_is_told_when_let_in(start, lawyer, stranger):
    keys_changed(lawyer)
    grown()
    # Who has no second factor is let in nowhere; what is told comes before.
    with pytest.raises(ApiProblem, match="factor-missing"):
        start().let_in(lawyer.box.address, stranger.box.address, right="read")
    assert alarms(lawyer) == ["key-missing"]


@pytest.fixture
def court(logged, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Witnesses:
    """Three witnesses, who saw the log of keys as it is."""
    made = three_witnesses(tmp_path, settings, monkeypatch, now())
    assert collect_cosignatures(at=now())
    assert cosign_newest(at=now())
    return made


def test_a_key_that_two_of_three_witnesses_saw_is_sealed_to_in_silence(start, court, clerk, lawyer):
    court.away = {"bar"}
    start().box(clerk.box.address)
    start().box(clerk.box.address)
    assert alarms(lawyer) == []


@pytest.mark.lie(
    "programs",
    "forks the log of keys for one program from its first visit on: an entry that no quorum of witnesses saw",
    "that program, before anything is sealed",
    "alarm `key-unwitnessed`: `hear` of its session, which may raise",
    "nothing of itself: witnesses that are down must not stop a filing; told to the log",
)
def test_a_key_that_no_quorum_saw_is_told(start, court, clerk, lawyer):
    court.away = {"bar", "courts"}
    renewed(clerk)
    grown()
    old(clerk)
    assert not collect_cosignatures(at=now())
    assert start().box(clerk.box.address)
    assert alarms(lawyer) == ["key-unwitnessed"]


@pytest.mark.lie(
    "programs",
    "forks the log of evidence for one program, from its first visit on, or lets it stand still there",
    "that program, when it opens a message or looks up a key, every ten minutes; a court's agent as well",
    "alarm `log-unwitnessed`",
    "nothing of itself, for the same reason; told to the log",
)
@pytest.mark.parametrize("seen_by", [{"bar"}, set(), None])
def test_a_log_that_no_quorum_saw_today_is_told(start, court, clerk, lawyer, seen_by):
    note = published_note(now()).partition("\n\n")
    own = f"{note[0]}\n\n{note[2].splitlines()[0]}\n"
    at = now() - timedelta(hours=25 if seen_by is None else 0)
    lines = [
        cosign(own, each.name, each.seed, at)
        for each in court.made.values()
        if seen_by is None or each.name.split(".")[0] in seen_by
    ]
    Cosigned.objects.update(note=with_lines(own, "".join(lines)))
    account = start()
    known_log(account.log, account.session.tell)
    assert alarms(lawyer) == ["log-unwitnessed"]


def test_a_log_that_two_of_three_saw_is_read_in_silence(start, court, lawyer):
    account = start()
    known_log(account.log, account.session.tell)
    assert alarms(lawyer) == []


def test_who_must_not_go_on_without_witnesses_stops_by_itself(start, court, clerk):
    class Stop(Exception):
        """What the office of this program chose."""

    def stop(alarm: Alarm) -> None:
        raise Stop(alarm.code)

    Witnessed.objects.all().delete()
    account = start()
    account.session._hear = stop
    with pytest.raises(Stop, match="key-unwitnessed"):
        account.box(clerk.box.address)


def test_what_witnesses_cosigned_of_another_log_vouches_for_nothing(start, court, clerk, lawyer):
    state = newest_state()
    fork = sign(checkpoint_body(origin(), state.size, bytes(32)), origin(), log_seed())
    lines = "".join(cosign(fork, each.name, each.seed, now()) for each in court.made.values())
    Witnessed.objects.update(note=with_lines(fork, lines))
    start().box(clerk.box.address)
    assert alarms(lawyer) == ["key-unwitnessed"]


@pytest.mark.lie(
    "programs",
    "shows an old state of the log of keys, and keeps the newer ones from a program that never saw them",
    "that program, a day later",
    "alarm `log-stale`",
    "nothing, for the same reason; told to the log",
)
def test_witnesses_that_are_silent_for_a_day_are_told(start, court, clerk, lawyer):
    court.at = now() - timedelta(hours=25)
    Witnessed.objects.all().delete()
    assert collect_cosignatures(at=now())
    start().box(clerk.box.address)
    assert alarms(lawyer) == ["log-stale"]


@pytest.mark.lie(
    "programs",
    "names witnesses of its own, or none any more",
    "a program that went by others, also after a restart",
    "alarm `log-witnesses`",
    "the witnesses of before go on counting until a person takes them out of what is remembered; told to the log",
)
@pytest.mark.parametrize("named", ["others", "nobody"])
def test_other_witnesses_than_before_are_told_and_do_not_count(start, court, clerk, lawyer, settings, named):
    start().box(clerk.box.address)
    policy = settings.ENVIRONMENT.witnesses
    others = Policy({}, dict(list(policy.witnesses.items())[:1]), {}, next(iter(policy.witnesses)))
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, witnesses=others if named == "others" else NOBODY)
    start().box(clerk.box.address)
    # Without witnesses in its settings the server hands out nothing that they cosigned.
    assert sorted(alarms(lawyer)) == sorted(
        ["log-witnesses", *(["key-unwitnessed", "log-unwitnessed"] if named == "nobody" else [])]
    )
