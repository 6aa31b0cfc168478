"""A database that lies about a line of a folder: what the browser that opens the line makes of it."""

import json
import subprocess
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from tests.personas import AT, Holder, browser, submission
from zegel.evidence.actions import extend_log
from zegel.evidence.queries import public_log_keys
from zegel.mail.actions.submit import submit
from zegel.mail.models import AccessGrant, Entry
from zegel.seal.shape import b64

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def message(lawyer: Holder, clerk: Holder) -> UUID:
    letter = submission(lawyer, boxes=[clerk])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    extend_log(at=AT)
    return letter.message


def asked(reader: Holder, message: UUID) -> dict[str, object]:
    path = f"/api/boxes/{reader.box.pk}/summaries"
    answer = browser(reader).post(path, {"messages": [str(message)]}, content_type="application/json")
    assert answer.status_code == 200
    return dict(answer.json())


def differ(reader: Holder, message: UUID, folder: str) -> list[str]:
    html = browser(reader).get(f"/mail/{reader.box.pk}/{folder}").content.decode()
    given = {"answer": asked(reader, message), "html": html, "keys": list(public_log_keys())}
    done = subprocess.run(
        ["node", "tests/row_log.mjs"], cwd=ROOT, input=json.dumps(given), capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["shown"] == 1
    return list(said["differ"])


def test_a_true_line_is_believed_by_who_sent_and_who_received_it(
    lawyer: Holder, clerk: Holder, message: UUID
) -> None:
    assert differ(clerk, message, "in") == []
    assert differ(lawyer, message, "out") == []


def test_the_keys_of_a_row_are_those_that_are_kept(clerk: Holder, message: UUID) -> None:
    (row,) = asked(clerk, message)["rows"]
    grant = AccessGrant.objects.get(message=message, box=clerk.box)
    assert row["sealedKey"] == b64(bytes(grant.sealed_key))


def test_a_number_of_files_that_was_rewritten_is_seen(clerk: Holder, message: UUID) -> None:
    Entry.objects.filter(message=message, home="in").update(files=7)
    assert differ(clerk, message, "in") == [str(message)]


def test_a_record_that_was_rewritten_with_the_line_has_no_proof(clerk: Holder, message: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE evidence_record SET body = replace(convert_from(body, 'UTF8'), 'received', 'retrieved')::bytea"
            " WHERE subject = %s AND event = 'mail.message.received'",
            [message],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert differ(clerk, message, "in") == [str(message)]
