"""A message stays its writer's: after a fresh start it is checked with the key of its own moment."""

from datetime import timedelta

from tests.personas import AT, submission
from zegel.key_custody.models import PastKey
from zegel.mail.actions.submit import submit
from zegel.mail.queries.messages import reader_of, sender_signing_key


def _sent(sender, to, at):
    sent = submission(sender, boxes=[to])
    submit(actor=sender.principal, box=sender.box.pk, submission=sent, at=at)
    return sent.message


def test_each_message_has_the_key_of_its_moment(clerk, lawyer):
    moments = [AT, AT + timedelta(days=2), AT + timedelta(days=4)]
    sent = [_sent(lawyer, clerk, at) for at in moments]
    for until, key in ((1, "first"), (3, "second")):
        PastKey.objects.create(
            user=lawyer.user, recipient="age1pq1old", signing_key=key, until=AT + timedelta(days=until)
        )
    found = [
        sender_signing_key(reader_of(clerk.principal, moment, at=AT).delivery.message) for moment in sent
    ]
    assert found == ["first", "second", lawyer.user.signing_key]
