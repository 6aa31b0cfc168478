"""The role the application logs in with can do its work, and cannot change, remove or empty evidence."""

import uuid

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from tests.personas import AT, submission
from tests.things import happen
from zegel.evidence.actions import extend_log
from zegel.mail.actions.submit import submit

ROLE = "zegel_application_test"


@pytest.fixture
def as_application(clerk, lawyer):
    """From here on the tests' connection has the application's rights; the role is gone with the transaction."""
    happen(at=AT)
    extend_log(at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"CREATE ROLE {ROLE}")
        call_command("grant_role", ROLE)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield cursor
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_record SET body = ''", "UPDATE evidence_record SET at = '2026-01-01'", "DELETE FROM evidence_record",
        "TRUNCATE evidence_record CASCADE", "UPDATE evidence_checkpoint SET note = ''", "DELETE FROM evidence_checkpoint",
        "TRUNCATE evidence_checkpoint CASCADE", "DELETE FROM evidence_stamp", "UPDATE evidence_keychange SET note = ''",
        "ALTER TABLE evidence_record DISABLE TRIGGER ALL", "DROP TABLE evidence_tile",
        "DROP TRIGGER evidence_record_guard ON evidence_record", "SET LOCAL session_replication_role = replica",
    ],
)  # fmt: skip
def test_evidence_is_out_of_its_reach(as_application, statement):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        as_application.execute(statement)


def test_it_can_do_its_work(as_application, clerk, lawyer):
    sent = submission(lawyer, boxes=[clerk])
    assert submit(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, at=AT).message == sent.message
    assert extend_log(at=AT) == 1


def test_a_role_that_is_not_there_is_told(db):
    with pytest.raises(ProgrammingError), transaction.atomic():
        call_command("grant_role", f"nobody_{uuid.uuid4().hex}")
