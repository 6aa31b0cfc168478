"""How many SQL statements sending a message to a court takes: each is a round trip."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.personas import AT, submission
from zegel.filing.actions.by_mail import send
from zegel.mail.models import Message

# With who may practise, whether of the sender or of the mailbox, and with whether its number is that of a case.
TO_A_COURT = 14


def test_a_message_to_a_court_is_written_once_and_in_one_transaction(lawyer, clerk):
    sent = submission(lawyer, boxes=[clerk])
    with CaptureQueriesContext(connection) as seen:
        send(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, at=AT)
    taken = [value["sql"] for value in seen]
    work = [sql for sql in taken if not sql.startswith(("SAVEPOINT", "RELEASE"))]
    assert len(work) <= TO_A_COURT, "\n".join(work)
    assert len(taken) == len(work) + 2, "\n".join(taken)
    assert not [sql for sql in work if sql.startswith("UPDATE")]
    assert Message.objects.get(pk=sent.message).filed
