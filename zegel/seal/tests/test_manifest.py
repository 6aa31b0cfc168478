import dataclasses
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.seal import identities, keys, manifest
from zegel.seal.errors import ManifestError
from zegel.seal.manifest import FileEntry, Manifest, Party, Sender
from zegel.seal.opening import open_manifest
from zegel.seal.sealing import seal_bytes

SEED, STRANGER = b"\x01" * 32, b"\x02" * 32
KEY = keys.signing_public(SEED)
ONE, TWO = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
CONTENT = b"%PDF-1.7 petition"
ENTRY = FileEntry(
    number=1,
    name="verzoekschrift.pdf",
    type="application/pdf",
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
    object=ONE,
    pages=3,
)
GOOD = Manifest(
    message=ONE,
    conversation=TWO,
    created="2026-11-22T22:51:00Z",
    sender=Sender(kind="box", id=ONE, name="De Wit", user=TWO, user_name="A. de Wit"),
    recipients=(Party(kind="guest", id=TWO, name="Jan", address="jan@voorbeeld.nl"),),
    subject="nieuwe zaak",
    text="Edelachtbare,",
    secret=False,
    files=(ENTRY,),
)


def verify(envelope, *, directory=lambda _: KEY, message=ONE, conversation=TWO, objects=(ONE,)):
    return manifest.verify(
        envelope, directory=directory, message=message, conversation=conversation, objects=objects
    )


def code_of(envelope, **asked):
    with pytest.raises(ManifestError) as refusal:
        verify(envelope, **asked)
    return refusal.value.code


def test_a_signed_manifest_verifies_to_what_was_signed():
    assert verify(manifest.sign(GOOD, SEED)) == GOOD


def test_the_directory_is_asked_about_the_sender_named_in_the_manifest():
    asked = []
    verify(manifest.sign(GOOD, SEED), directory=lambda sender: asked.append(sender) or KEY)
    assert asked == [GOOD.sender]


def test_checks_are_made_in_the_stated_order():
    wrong = {"message": TWO, "objects": ()}
    unsigned = json.loads(manifest.sign(GOOD, SEED)) | {"signature": "A" * 86 + "=="}
    tampered = json.dumps(unsigned).encode()
    assert code_of(tampered[:-1], directory=lambda _: None, **wrong) == "envelope"
    assert code_of(tampered, directory=lambda _: None, **wrong) == "sender-key"
    assert code_of(tampered, **wrong) == "signature"
    assert code_of(manifest.sign(GOOD, SEED), **wrong) == "message"
    assert code_of(manifest.sign(GOOD, SEED), objects=()) == "files"


def test_a_valid_signature_by_another_key_is_not_the_senders():
    assert code_of(manifest.sign(GOOD, STRANGER)) == "sender-key"


@pytest.mark.parametrize("objects", [(), (TWO,), (ONE, TWO), (ONE, ONE)])
def test_a_file_added_left_out_or_swapped_by_the_server_is_noticed(objects):
    assert code_of(manifest.sign(GOOD, SEED), objects=objects) == "files"


@pytest.mark.parametrize(
    "change",
    [
        {"message": "not a uuid"},
        {"conversation": ONE.upper().replace("0", "A")},
        {"created": "2026-11-22T22:51:00+01:00"},
        {"created": "2026-13-22T22:51:00Z"},
        {"subject": "x" * (manifest.NAME_LIMIT + 1)},
        {"text": "x" * (manifest.TEXT_LIMIT + 1)},
        {"text": "\ud800"},
        {"recipients": GOOD.recipients * (manifest.LIST_LIMIT + 1)},
        {"secret": 1},
        {"sender": dataclasses.replace(GOOD.sender, kind="court")},
        {"files": (dataclasses.replace(ENTRY, number=2),)},
        {"files": (ENTRY, dataclasses.replace(ENTRY, number=2))},
        {"files": (dataclasses.replace(ENTRY, size=-1),)},
        {"files": (dataclasses.replace(ENTRY, size=2**53),)},
        {"files": (dataclasses.replace(ENTRY, size=True),)},
        {"files": (dataclasses.replace(ENTRY, sha256="A" * 64),)},
        {"files": (dataclasses.replace(ENTRY, pages=1.5),)},
    ],
    ids=",".join,
)
def test_what_a_reader_would_refuse_is_not_signed(change):
    with pytest.raises(ManifestError) as refusal:
        manifest.sign(dataclasses.replace(GOOD, **change), SEED)
    assert refusal.value.code == "envelope"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
MEMBERS = sorted(json.loads(manifest.canonical(GOOD)))


@given(st.sampled_from(MEMBERS), JSON)
def test_a_member_of_any_other_shape_is_refused_with_a_code(member, value):
    changed = json.loads(manifest.canonical(GOOD)) | {member: value}
    envelope = json.loads(manifest.sign(GOOD, SEED)) | {"manifest": json.dumps(changed)}
    with pytest.raises(ManifestError):
        verify(json.dumps(envelope).encode())


@given(st.sampled_from(["manifest", "key", "signature"]), JSON)
def test_an_envelope_member_of_any_other_shape_is_refused_with_a_code(member, value):
    envelope = json.loads(manifest.sign(GOOD, SEED)) | {member: value}
    with pytest.raises(ManifestError):
        verify(json.dumps(envelope).encode())


@given(st.binary(max_size=100) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_other_bytes_are_refused_as_an_envelope(data):
    assert code_of(data) == "envelope"


@pytest.mark.parametrize(
    "data",
    [b"[" * 200_000, b"9" * 10_000, b" " * (manifest.ENVELOPE_LIMIT + 1), b'{"key":"","key":""}', b"NaN"],
)
def test_an_envelope_made_to_exhaust_or_confuse_the_reader_is_refused(data):
    assert code_of(data) == "envelope"


def test_an_opened_file_must_have_the_size_and_content_that_were_signed():
    manifest.check_file(ENTRY, size=len(CONTENT), sha256=ENTRY.sha256)
    with pytest.raises(ManifestError, match="file-size"):
        manifest.check_file(ENTRY, size=len(CONTENT) + 1, sha256=ENTRY.sha256)
    with pytest.raises(ManifestError, match="file-hash"):
        manifest.check_file(ENTRY, size=len(CONTENT), sha256="0" * 64)


def checked(*pieces):
    taken = bytearray()
    target = manifest.CheckedTarget(taken.extend, ENTRY)
    for piece in pieces:
        target.write(memoryview(piece))
    target.check()
    return bytes(taken)


def test_a_file_is_checked_while_it_streams():
    assert checked(CONTENT[:4], CONTENT[4:]) == CONTENT
    with pytest.raises(ManifestError, match="file-size"):
        checked(CONTENT[:-1])
    with pytest.raises(ManifestError, match="file-size"):
        checked(CONTENT, b"x")
    with pytest.raises(ManifestError, match="file-hash"):
        checked(CONTENT[::-1])


def open_sealed(identity):
    reader = identities.hybrid_from_seed(b"\x07" * 32)
    sealed = seal_bytes([identities.identity_recipient(reader)], manifest.sign(GOOD, SEED))
    return open_manifest(
        identity, sealed, directory=lambda _: KEY, message=ONE, conversation=TWO, objects=[ONE]
    )


def test_a_sealed_manifest_is_opened_and_verified_in_one():
    assert open_sealed(identities.hybrid_from_seed(b"\x07" * 32)) == GOOD


def test_a_manifest_sealed_to_somebody_else_is_reported_as_not_opened():
    with pytest.raises(ManifestError) as refusal:
        open_sealed(identities.hybrid_from_seed(b"\x08" * 32))
    assert refusal.value.code == "open"
