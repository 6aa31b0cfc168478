"""A program that reads holds a message to the sender the server's directory names, and to what the log recorded, as a browser does."""

import hashlib
import json
import uuid

import pytest
import rfc8785

from zegel.client.sealed import decode, encode, open_message
from zegel.client.told import LogKnown
from zegel.seal import checkpoint, keys, merkle
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


NAMES = {"salt": "", "sender": "A. Vos", "onBehalfOf": "Mr. Vos", "organisation": "", "recipients": []}


def recorded(facts=None, names=None, opened_says=None, *, logged=True):
    """A message on which all agree but for what is given, and the key of its log."""
    opened, reader = handed_out(LAWYER, LAWYER)
    opened["sender"] |= {"name": LAWYER.name, "userName": LAWYER.user_name}
    personal = rfc8785.dumps(NAMES | (names or {}))
    told = {
        "conversation": opened["conversation"], "subject": "C/13/756123", "secret": False, "senderBox": LAWYER.id, "recipients": [],
        "envelope": hashlib.sha256(decode(opened["envelope"])).hexdigest(), "files": [], "signingKey": opened["senderKey"],
        "personal": hashlib.sha256(personal).hexdigest(),
    } | (facts or {})  # fmt: skip
    body = rfc8785.dumps(
        {
            "v": 1, "id": LAWYER.id, "at": "2026-11-22T22:51:00+00:00", "event": "mail.message.received",
            "subject": opened["message"], "actor": f"user:{LAWYER.user}", "facts": told,
        }
    )  # fmt: skip
    note = checkpoint.sign(
        checkpoint.checkpoint_body("c.example", 1, merkle.leaf_hash(body)), "c.example", SEED
    )
    log = {
        "origin": "c.example", "key": opened["senderKey"], "succession": [], "index": 0, "proof": [], "checkpoint": note,
    }  # fmt: skip
    opened |= {
        "record": body.decode(), "personal": personal.decode(), "log": log if logged else None, "subject": "C/13/756123",
        "readers": [{"kind": "box", "id": LAWYER.id, "name": LAWYER.name}], "adoptions": [],
    }  # fmt: skip
    return opened | (opened_says or {}), reader


def read(opened, reader):
    """What a program gets, or the code it reports."""
    codes = []
    try:
        found = open_message(opened, [reader], no_file, codes.append, LogKnown([keys.signing_public(SEED)]))
    except SealError as refusal:
        found = refusal.code
    assert codes == ([found] if isinstance(found, str) else [])
    return found


def test_a_message_that_the_log_proves_is_told_of_by_the_log():
    told = read(*recorded()).told
    assert (told.proved, told.parties.on_behalf_of, told.subject) == (True, "Mr. Vos", "C/13/756123")
    assert read(*recorded(logged=False)).told.proved is False
    opened, reader = recorded()
    assert open_message(opened, [reader], no_file).told.proved is False


STRANGER = {"kind": "box", "id": str(uuid.uuid4()), "name": "Een vreemde"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"facts": {"subject": "C/13/999999"}}, "subject"),
        ({"facts": {"recipients": [f"box:{uuid.uuid4()}"]}}, "recipients"),
        ({"facts": {"secret": True}}, "secret"),
        ({"facts": {"signingKey": "A" * 43 + "="}}, "sender-key"),
        ({"facts": {"envelope": "0" * 64}}, "envelope"),
        ({"names": {"onBehalfOf": "Rechtbank Den Haag"}}, "sender-name"),
        ({"opened_says": {"subject": "C/13/999999"}}, "subject"),
        ({"opened_says": {"receivedAt": "2026-11-21T23:51:00+01:00"}}, "received"),
        ({"opened_says": {"personal": json.dumps(NAMES)}}, "record"),
        ({"opened_says": {"record": "{}"}}, "record"),
        ({"opened_says": {"readers": [STRANGER]}}, "grants"),
    ],
)
def test_what_differs_is_refused_and_reported_under_its_code(changes, code):
    assert read(*recorded(**changes)) == code


def test_a_record_that_is_not_in_the_log_is_refused():
    opened, reader = recorded()
    assert read(opened | {"log": opened["log"] | {"checkpoint": ""}}, reader) == "record"
    assert read(opened | {"log": opened["log"] | {"index": 1}}, reader) == "record"
