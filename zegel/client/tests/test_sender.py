"""A program that reads holds a message to the sender the server's directory names, as a browser does."""

import uuid

import pytest

from zegel.client.sealed import encode, open_message
from zegel.seal import keys
from zegel.seal.errors import SealError
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.manifest import Manifest, Sender, sign
from zegel.seal.sealing import seal_bytes

SEED = bytes(32)
LAWYER = Sender(kind="box", id=str(uuid.uuid4()), name="Mr. Vos", user=str(uuid.uuid4()), user_name="A. Vos")


def handed_out(written, directory):
    """What the server gives of a message by `written`, when its directory names `directory`."""
    message, reader = generate_hybrid(), generate_hybrid()
    manifest = Manifest(
        message=str(uuid.uuid4()),
        conversation=str(uuid.uuid4()),
        created="2026-11-22T22:51:00Z",
        sender=written,
        recipients=(),
        subject="C/13/756123",
        text="Geachte griffier,",
        secret=False,
        files=(),
    )
    opened = {
        "message": manifest.message,
        "conversation": manifest.conversation,
        "receivedAt": "2026-11-22T23:51:00+01:00",
        "envelope": encode(seal_bytes([identity_recipient(message)], sign(manifest, SEED))),
        "sealedKey": encode(seal_bytes([identity_recipient(reader)], message.encode())),
        "sender": {"kind": directory.kind, "id": directory.id, "user": directory.user},
        "senderKey": encode(keys.signing_public(SEED)),
        "files": [],
    }
    return opened, reader


def no_file(number):
    raise AssertionError(number)


def test_a_message_by_the_sender_of_the_directory_opens():
    opened, reader = handed_out(LAWYER, LAWYER)
    assert open_message(opened, [reader], no_file).manifest.sender == LAWYER


@pytest.mark.parametrize("other", [{"kind": "guest"}, {"id": str(uuid.uuid4())}, {"user": None}])
def test_a_right_signature_under_the_name_of_another_is_refused(other):
    court = Sender(**{**vars(LAWYER), **other})
    opened, reader = handed_out(court, LAWYER)
    with pytest.raises(SealError) as refused:
        open_message(opened, [reader], no_file)
    assert refused.value.code == "sender-key"
