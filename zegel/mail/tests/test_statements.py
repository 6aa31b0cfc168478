"""How many SQL statements the hot verb takes: each is a round trip, and they were doubled once without anybody noticing."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.personas import AT, submission
from zegel.mail.actions.submit import submit

FIRST = 11
ANSWER = 14


def statements(work):
    with CaptureQueriesContext(connection) as seen:
        work()
    return [value["sql"] for value in seen if not value["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_a_first_message_and_an_answer_take_no_more_statements_than_this(lawyer, stranger):
    first = submission(lawyer, boxes=[stranger])
    taken = statements(lambda: submit(actor=lawyer.principal, box=lawyer.box.pk, submission=first, at=AT))
    assert len(taken) <= FIRST, "\n".join(taken)
    answer = submission(stranger, boxes=[lawyer], conversation=first.conversation)
    taken = statements(
        lambda: submit(actor=stranger.principal, box=stranger.box.pk, submission=answer, at=AT)
    )
    assert len(taken) <= ANSWER, "\n".join(taken)
