"""The failed tries of a message, as its sender's device told them."""

from zegel.mail.models import Attempts
from zegel.mail.queries.messages import Reader
from zegel.seal.attempts import Attempt, parsed

__all__ = ["Attempt", "attempts_of"]


def attempts_of(reader: Reader) -> tuple[Attempt, ...]:
    """What came with a message the reader holds, oldest first; nothing when there were none."""
    found = Attempts.objects.filter(message=reader.delivery.message_id).first()
    return parsed(bytes(found.document)).attempts if found else ()
