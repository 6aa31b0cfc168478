"""How many SQL statements the hot verb takes: each is a round trip, and they were doubled once without anybody noticing."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.personas import AT, store_file, submission
from zegel.mail.actions.submit import submit
from zegel.seal.sealing import seal_bytes

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


def test_a_message_with_twenty_files_takes_as_many_as_one_with_one(lawyer, stranger):
    sealed = [seal_bytes([lawyer.box.recipient], f"file {number}".encode()) for number in range(21)]
    files = [store_file(lawyer.user.pk, each) for each in sealed]
    few, many = (submission(lawyer, boxes=[stranger], objects=objects) for objects in (files[:1], files[1:]))

    def taken(made):
        return statements(lambda: submit(actor=lawyer.principal, box=lawyer.box.pk, submission=made, at=AT))

    assert len(taken(few)) == len(taken(many))
