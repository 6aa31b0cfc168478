"""Keeping what a sender's device says of its failed tries. It never decides whether a message is received."""

import base64
import hashlib

from zegel.lib.verbs import step
from zegel.mail.events import AttemptsRefused, MessageAttempted
from zegel.mail.models import Attempts, Message
from zegel.mail.rules import SignedAttempts
from zegel.seal.attempts import AttemptList, read
from zegel.seal.errors import AttemptsError


@step
def keep_attempts(
    *, message: Message, signed: SignedAttempts, public: str
) -> MessageAttempted | AttemptsRefused:
    """Keep a signed list with a message that is being received, in its transaction; gives the evidence of it.

    A list that does not hold is left out, and evidence says so: a proof that went wrong must not keep anybody from filing.
    """
    told = _read(message, signed, public)
    if told is None:
        return AttemptsRefused(subject=message.pk)
    Attempts.objects.create(message=message, document=signed.document, signature=signed.signature)
    return MessageAttempted(
        subject=message.pk,
        document=hashlib.sha256(signed.document).hexdigest(),
        told_by="device",
        attempts=[
            {"at": tried.at, "what": tried.what, "status": tried.status, "sealed": tried.sealed}
            for tried in told.attempts
        ],
    )


def _read(message: Message, signed: SignedAttempts, public: str) -> AttemptList | None:
    try:
        told = read(signed.document, signed.signature, base64.b64decode(public, validate=True))
    except (AttemptsError, ValueError):
        return None
    rightly = told.message == str(message.pk) and told.envelope == message.envelope_sha256
    return told if rightly else None
