"""A database that lies about a case: rows rewritten under the page, which the reader's own device holds against the log."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.case_world import AT, CaseWorld, make_world
from tests.personas import Holder, browser
from zegel.casefile.actions import change_representative
from zegel.casefile.queries import Case
from zegel.casefile.rules.parties import NewRepresentative
from zegel.evidence.actions import extend_log
from zegel.evidence.queries import newest_checkpoint, public_log_keys
from zegel.fees.actions import NewFact
from zegel.lib.moments import amsterdam
from zegel.proceedings.actions import NewAct, SealedReason, give_office, note_fee_fact, perform
from zegel.seal.sealing import seal_bytes

ROOT = Path(__file__).resolve().parents[3]
LATER = AT + timedelta(days=1)

type Told = tuple[list[tuple[str, str]], list[str]]


@pytest.fixture
def world(db: None) -> CaseWorld:
    return make_world()


@pytest.fixture
def case(world: CaseWorld) -> Case:
    """A case with a piece, a day that was set and moved, and a defendant with another lawyer than at first; all of it in the log."""
    made = world.register()
    world.place(made, party=made.parties.get(role="claimant").pk)
    clerk = world.clerk
    for office in ("planner", "judge"):
        give_office(actor=clerk.principal, desk=clerk.box.pk, account=clerk.user.pk, office=office, at=AT)
    for seen, name, day in ((0, "set day", "2026-12-16T10:00"), (1, "move", "2026-12-18T13:30")):
        act = NewAct(id=uuid4(), act=name, seen=seen, facts={"hearing": day}, terms={"4.2": {"received": "2026-12-02"}})  # fmt: skip
        perform(actor=clerk.principal, case=made.pk, new=act, at=AT + timedelta(minutes=seen))
    change_representative(
        actor=clerk.principal, case=made.pk, party=made.parties.get(role="defendant").pk,
        representative=NewRepresentative("lawyer", "mr. N. Nieuw", office="Kade 12", profession_number="A2", mailbox=world.defendant.box.pk),
        at=AT + timedelta(minutes=5),
    )  # fmt: skip
    extend_log(at=AT + timedelta(minutes=6))
    return made


@pytest.fixture
def called(world: CaseWorld) -> Case:
    """A case that was called, with its fees, an act that was decided otherwise in sealed words, and a piece that came late."""
    made, clerk = world.register(), world.clerk
    for office in ("planner", "judge", "registrar"):
        give_office(actor=clerk.principal, desk=clerk.box.pk, account=clerk.user.pk, office=office, at=AT)
    note_fee_fact(
        actor=clerk.principal,
        case=made.pk,
        new=NewFact(uuid4(), "claim", AT.date(), values={"cents": None}),
        at=AT,
    )
    world.place(made, party=made.parties.get(role="defendant").pk, filed_at=AT, at=AT)
    circle = made.circles.get(kind="open")
    sealed = [seal_bytes([circle.container.recipient], words) for words in (b"Te laat verzocht.", b"k" * 32)]
    day = NewAct(
        id=uuid4(), act="set day", seen=0, facts={"hearing": "2026-12-02T10:00"}, terms={"4.2": {"received": "2026-12-01"}},
        reason=SealedReason(circle.pk, sealed[0], sealed[1], circle.container.key_version),
    )  # fmt: skip
    appeared = {"appeared": [str(made.parties.get(role="defendant").pk)]}
    for at, new in (
        (AT, day),
        (AT + timedelta(minutes=31), NewAct(id=uuid4(), act="call", seen=1, facts=appeared)),
    ):
        perform(actor=clerk.principal, case=made.pk, new=new, at=at)
    extend_log(at=AT + timedelta(minutes=40))
    return made


class Reader:
    """Somebody at the page of a case, a day later."""

    def __init__(self, holder: Holder, case: Case) -> None:
        self.client, self.case = browser(holder), case

    def page(self) -> dict[str, object]:
        """The page and the answers of the server as they are now."""
        path = f"/api/cases/{self.case.pk}"
        shown = self.client.get(f"/cases/{self.case.pk}")
        assert shown.status_code == 200
        # Who looked has logged in, which is recorded as well.
        extend_log(at=LATER)
        checkpoint = newest_checkpoint()
        assert checkpoint is not None
        return {
            "html": shown.content.decode(),
            "words": self.words(shown.content.decode()),
            "at": amsterdam(LATER).isoformat(),
            "path": path,
            "log": self.client.get(f"{path}/log").json(),
            "sealed": self.client.get(f"{path}/hearing/words").json(),
            "docket": self.client.get(f"{path}/docket").json(),
            "key": "\n".join(public_log_keys()),
            "checkpoint": checkpoint.note,
        }

    def words(self, html: str) -> list[str]:
        """The scripts with sentences that a page asks for."""
        named = re.findall(r'<script defer src="([^"]+)" data-word-list>', html)
        assert named
        return [self.client.get(address).content.decode() for address in named]


@pytest.fixture(autouse=True)
def a_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    for door in ("zegel.portal.cases.views.case", "zegel.api.cases.files"):
        monkeypatch.setattr(f"{door}.now", lambda: LATER)


def told(pages: list[dict[str, object]]) -> list[Told]:
    """What a device says of each page, by code, and what it reports."""
    done = subprocess.run(
        ["node", "tests/case_page.mjs"], cwd=ROOT, input=json.dumps(pages), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [([tuple(said) for said in each["said"]], each["reported"]) for each in json.loads(done.stdout)]


@contextmanager
def undone() -> Iterator[None]:
    """What is written meanwhile is not written afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def lie(case: Case, statement: str) -> None:
    """Rewrite rows of the case (`%s`) as the owner of the tables can, triggers and foreign keys off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, [case.pk])
        assert cursor.rowcount > 0
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_a_true_page_says_nothing_to_anybody(world: CaseWorld, case: Case) -> None:
    pages = [Reader(holder, case).page() for holder in (world.clerk, world.claimant, world.defendant)]
    assert told(pages) == [([], [])] * 3


OPEN_TERM = "case_id = %s AND who = 'claimant' AND closed_at IS NULL"
LIES = {
    "UPDATE casefile_party SET name = 'Jansen B.V.' WHERE case_id = %s AND number = 1": {
        "case-party-name": "Pietersen Bouw B.V."
    },
    "UPDATE casefile_party SET channel = 'paper' WHERE case_id = %s AND number = 2": {"case-channel": "digitally"},
    "UPDATE casefile_representation SET name = 'mr. X' WHERE until IS NULL AND party_id ="
    " (SELECT id FROM casefile_party WHERE case_id = %s AND number = 2)": {"case-agent": "mr. N. Nieuw, Kade 12"},
    "DELETE FROM casefile_party WHERE case_id = %s AND number = 2": {"case-missing": "D. ’t Hart-O’Brien"},
    "DELETE FROM casefile_docketentry WHERE case_id = %s": {"case-missing": "document 1"},
    "DELETE FROM casefile_publication WHERE entry_id IN (SELECT id FROM casefile_docketentry WHERE case_id = %s)": {"case-known": ""},
    "UPDATE proceedings_act SET act = 'adjourn' WHERE case_id = %s AND number = 2": {"case-act": "another day"},
    "UPDATE proceedings_act SET at = at - interval '9 days' WHERE case_id = %s AND number = 2": {"case-moment": "10:31"},
    """UPDATE proceedings_act SET facts = '{"hearing": "2026-12-21T10:00"}' WHERE case_id = %s AND number = 2""": {
        "case-date": "13:30"
    },
    "UPDATE casefile_case SET next_at = next_at + interval '7 days' WHERE id = %s": {"case-date": "13:30"},
    "UPDATE casefile_case SET state = 'withdrawn' WHERE id = %s": {"case-state": "day of the hearing"},
    "DELETE FROM proceedings_act WHERE case_id = %s AND number = 1": {"case-missing": "day of the hearing"},
    "INSERT INTO proceedings_act (id, case_id, number, act, role, actor, at, state_before, state_after, facts)"
    " SELECT gen_random_uuid(), case_id, 3, 'withdraw', role, actor, at, state_after, state_after, '{}'"
    " FROM proceedings_act WHERE case_id = %s AND number = 2": {"case-unrecorded": ""},
    f"UPDATE proceedings_task SET due_at = due_at + interval '1 day' WHERE {OPEN_TERM}": {"case-term": "claimant, art. 4.2"},
    f"UPDATE proceedings_task SET moved_from = due_at WHERE {OPEN_TERM}": {"case-term": "art. 4.2"},
    f"UPDATE proceedings_task SET what = 'pay the fee' WHERE {OPEN_TERM}": {"case-term": "art. 4.2"},
    f"UPDATE proceedings_task SET place = '4.3' WHERE {OPEN_TERM}": {"case-term": "art. 4.2"},
    f"""UPDATE proceedings_task SET reckoning = jsonb_set(reckoning, '{{given,received}}', '"2026-12-03"') WHERE {OPEN_TERM}""": {"case-term": "art. 4.2"},
    f"UPDATE proceedings_task SET closed_at = opened_at WHERE {OPEN_TERM}": {"case-missing": "claimant, art. 4.2"},
    f"DELETE FROM proceedings_task WHERE {OPEN_TERM}": {"case-missing": "art. 4.2"},
    "INSERT INTO proceedings_task (id, case_id, desk_id, event, who, what, place, due, turn, opened_by_id, opened_at)"
    " SELECT gen_random_uuid(), case_id, desk_id, 'served', 'claimant', 'pay the fee', place, 'directly', 1, opened_by_id, opened_at"
    f" FROM proceedings_task WHERE {OPEN_TERM}": {"case-unrecorded": ""},
    """UPDATE casefile_docketentry SET late = '{"rule": "3.16-b", "reason": "too late", "params": {}, "articles": ["PR 3.16"]}' WHERE case_id = %s""": {
        "case-late": "in time"
    },
}  # fmt: skip


def test_what_rows_say_otherwise_is_shown_and_reported(world: CaseWorld, case: Case) -> None:
    reader, pages = Reader(world.claimant, case), []
    for statement in LIES:
        with undone():
            lie(case, statement)
            pages.append(reader.page())
    for (statement, expected), (said, reported) in zip(LIES.items(), told(pages), strict=True):
        for code, words in expected.items():
            assert any(words in text for known, text in said if known == code), (statement, said)
        assert sorted(reported) == sorted(code for code, _text in said), statement


FEES_OF = "(SELECT id FROM fees_partyfee WHERE case_id = %s AND party_id IN (SELECT id FROM casefile_party WHERE role = 'claimant'))"
FEE_LIES = {
    f"UPDATE fees_ledgerentry SET cents = cents - 10000 WHERE fee_id IN {FEES_OF}": ("case-fee", "735"),
    f"UPDATE fees_ledgerentry SET due = due + 14 WHERE fee_id IN {FEES_OF}": ("case-fee", "30 "),
    f"DELETE FROM fees_ledgerentry WHERE fee_id IN {FEES_OF}": ("case-fee", "735"),
    f"DELETE FROM fees_partyfee WHERE id IN {FEES_OF}": ("case-fee", "735"),
    "INSERT INTO fees_ledgerentry (id, fee_id, kind, cents, day, part, why, actor, at)"
    f" SELECT gen_random_uuid(), fee_id, 'write-off', -cents, day, '', '{{}}', actor, at FROM fees_ledgerentry WHERE fee_id IN {FEES_OF}": ("case-fee", "735"),
    "UPDATE fees_partyfee SET together_id = (SELECT max(id) FROM fees_partyfee) WHERE case_id = %s AND id <> (SELECT max(id) FROM fees_partyfee)": ("case-fee", "735"),
    "UPDATE casefile_docketentry SET late = NULL WHERE case_id = %s AND late IS NOT NULL": ("case-late", "PR 3.16"),
    "UPDATE casefile_docketentry SET late = late || '{\"severity\": \"note\"}' WHERE case_id = %s AND late IS NOT NULL": ("case-late", "PR 3.16"),
    "UPDATE casefile_docketentry SET late_before = '[]' WHERE case_id = %s AND late IS NOT NULL": ("case-late", "PR 3.16"),
    "UPDATE proceedings_act SET envelope = envelope || 'x' WHERE case_id = %s AND number = 1": ("case-words", "case-words"),
}  # fmt: skip


def test_a_fee_a_late_mark_or_words_of_an_act_that_were_rewritten_are_shown_and_reported(
    world: CaseWorld, called: Case
) -> None:
    reader, pages = Reader(world.claimant, called), []
    pages.append(reader.page())
    for statement in FEE_LIES:
        with undone():
            lie(called, statement)
            pages.append(reader.page())
    true, *lies = told(pages)
    assert true == ([], [])
    for (statement, (code, words)), (said, reported) in zip(FEE_LIES.items(), lies, strict=True):
        assert (reported, [known for known, _text in said]) == ([code], [code]), (statement, said)
        assert words in said[0][1], (statement, said)


def test_each_reads_the_fees_that_are_theirs_by_the_log(world: CaseWorld, called: Case) -> None:
    pages = [Reader(holder, called).page() for holder in (world.clerk, world.claimant, world.defendant)]
    assert told(pages) == [([], [])] * 3
    booked = [sum(text.count("fees.entry.booked") for text in page["log"]["proofs"]) for page in pages]
    assert booked == [2, 1, 1]


def test_each_reads_the_terms_that_are_theirs_by_the_log(world: CaseWorld, case: Case) -> None:
    pages = [Reader(holder, case).page() for holder in (world.clerk, world.claimant, world.defendant)]
    whose = [
        {who for text in page["log"]["proofs"] for who in re.findall(r'who\\*": *\\*"(\w+)', text)}
        for page in pages
    ]
    assert whose == [{"claimant", "applicant", "court"}, {"claimant", "applicant"}, {"applicant"}]


def test_a_record_that_was_rewritten_proves_nothing(world: CaseWorld, case: Case) -> None:
    reader, pages = Reader(world.claimant, case), []
    for body in (b"{}", b'{"facts": {}}', b"\\x00"):
        with undone():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
                cursor.execute(
                    "UPDATE evidence_record SET body = %s WHERE subject = %s AND event = 'casefile.entry.placed'",
                    [body, case.pk],
                )
            pages.append(reader.page())
    assert [[code for code, _text in said] for said, _reported in told(pages)] == [["case-proof"]] * 3
