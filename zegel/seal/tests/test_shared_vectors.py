"""vectors/seal/zegel-v1.json: what the Python core and the browser core must agree on."""

import base64
import hashlib
import json
import subprocess
import sys

import pytest

from zegel.seal import checkpoint, identities, keys, manifest, merkle, recovery
from zegel.seal.errors import ManifestError
from zegel.seal.opening import open_bytes, open_guest, open_sender_copy, open_user_key
from zegel.seal.tests.vectors import ROOT

FILE = ROOT / "vectors" / "seal" / "zegel-v1.json"
VECTORS = json.loads(FILE.read_text())


def raw(text):
    return base64.b64decode(text)


@pytest.mark.parametrize("vector", VECTORS["password"], ids=lambda v: repr(v["password"]))
def test_passwords_split_into_the_same_halves(vector):
    halves = keys.password_halves(vector["password"], raw(vector["salt"]))
    assert halves.login == raw(vector["login"])
    assert halves.unlock == raw(vector["unlock"])
    assert halves.unlock_identity == vector["unlockIdentity"]


def test_argon2id_is_the_one_of_another_implementation():
    from argon2.low_level import Type, hash_secret_raw

    vector = VECTORS["password"][0]
    salt = raw(vector["salt"])
    assert keys.stretch(b"geheim", salt) == hash_secret_raw(b"geheim", salt, 3, 65536, 1, 32, Type.ID)


@pytest.mark.parametrize("vector", VECTORS["access"], ids=lambda v: repr(v["code"]))
def test_access_codes_split_into_the_same_halves(vector):
    halves = keys.access_halves(vector["code"], raw(vector["salt"]))
    assert (halves.verifier, halves.seal) == (raw(vector["verifier"]), raw(vector["seal"]))
    assert identities.identity_recipient(halves.seal_identity) == vector["sealRecipient"]


@pytest.mark.parametrize("vector", VECTORS["identity"], ids=lambda v: v["seed"][:8])
def test_32_bytes_are_the_same_identity(vector):
    assert identities.hybrid_from_seed(raw(vector["seed"])) == vector["identity"]
    assert identities.identity_recipient(vector["identity"]) == vector["recipient"]


@pytest.mark.parametrize("vector", VECTORS["guest"], ids=lambda v: v["link"][:8])
def test_a_guest_link_is_the_same_recipient(vector):
    assert keys.decode_link(vector["link"]) == raw(vector["secret"])
    assert identities.identity_recipient(keys.link_identity(vector["link"])) == vector["recipient"]


@pytest.mark.parametrize("vector", VECTORS["recovery"], ids=lambda v: v["code"][:9])
def test_a_recovery_code_is_written_read_and_derived_alike(vector):
    code = recovery.RecoveryCode(raw(vector["secret"]))
    assert (code.text, code.identity) == (vector["code"], vector["identity"])
    for typed in (vector["code"], vector["typed"]):
        assert recovery.read_recovery_code(typed) == code


def test_sealed_files_open_to_what_is_written_beside_them():
    assert VECTORS["sealed"].keys() == {"userKey", "guestLayer1", "guestLayer2", "senderCopy", "manifest"}
    for vector in VECTORS["sealed"].values():
        assert open_bytes([vector["identity"]], raw(vector["file"])) == raw(vector["plaintext"])


def test_the_user_key_opens_with_the_password():
    vector, sealed = VECTORS["userKey"], VECTORS["sealed"]["userKey"]
    key = open_user_key(VECTORS["password"][0]["unlockIdentity"], raw(sealed["file"]))
    assert (key.identity, key.recipient) == (vector["identity"], vector["recipient"])
    assert key.signing_public == raw(vector["signingPublic"])


def test_the_guest_opens_with_link_and_code_and_the_sender_has_a_copy():
    sealed, link = VECTORS["sealed"], VECTORS["guest"][2]["link"]
    code = VECTORS["access"][0]
    access = keys.access_halves(code["code"], raw(code["salt"]))
    guest = open_guest(link, raw(sealed["guestLayer2"]["file"]), access=access)
    assert guest == raw(sealed["guestLayer1"]["plaintext"]).decode()
    copy = sealed["senderCopy"]
    assert open_sender_copy([copy["identity"]], raw(copy["file"])) == (guest, link)


@pytest.mark.parametrize("vector", VECTORS["manifest"], ids=["with files", "without"])
def test_a_manifest_is_written_signed_and_verified_alike(vector):
    read = manifest.verify(
        vector["envelope"].encode(),
        directory=lambda _: raw(vector["key"]),
        message=vector["message"],
        conversation=vector["conversation"],
        objects=vector["objects"],
    )
    assert manifest.canonical(read) == vector["canonical"]
    assert json.loads(vector["canonical"]) == vector["manifest"]
    assert manifest.sign(read, raw(vector["signingSeed"])) == vector["envelope"].encode()


@pytest.mark.parametrize("vector", VECTORS["manifestRefusals"], ids=lambda v: v["name"])
def test_a_bad_envelope_is_refused_with_the_code_expected(vector):
    with pytest.raises(ManifestError) as refusal:
        manifest.verify(
            vector["envelope"].encode(),
            directory=lambda _: raw(vector["key"]),
            message=vector["message"],
            conversation=vector["conversation"],
            objects=vector["objects"],
        )
    assert refusal.value.code == vector["expect"]


def test_the_log_has_the_same_roots_proofs_and_checkpoint():
    log = VECTORS["log"]
    leaves = [merkle.leaf_hash(record.encode()) for record in log["records"]]
    size, final = len(leaves), raw(log["roots"][-1])
    for index, proof in enumerate(log["inclusion"]):
        merkle.verify_inclusion(leaves[index], index, size, [raw(step) for step in proof], final)
    for old, proof in enumerate(log["consistency"], 1):
        steps = [raw(step) for step in proof]
        merkle.verify_consistency(old, raw(log["roots"][old]), size, final, steps)
    state = checkpoint.verify(log["checkpoint"], log["name"], raw(log["key"]))
    assert (state.size, state.root) == (size, final)


def test_making_the_vectors_again_changes_nothing():
    before = hashlib.sha256(FILE.read_bytes()).hexdigest()
    subprocess.run(
        [sys.executable, FILE.parent / "make.py"], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=True
    )
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == before
