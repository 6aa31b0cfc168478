"""What became of keys stands in a log of its own, for everybody to watch, and tells no address and nobody."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests.personas import Holder
from tests.things import happen
from zegel.boxes.actions import add_member
from zegel.evidence.keys import log_seed
from zegel.key_log.keys import label_key, label_of
from zegel.key_log.queries import KeyProof, key_proofs, newest_state, origin
from zegel.seal.checkpoint import verify
from zegel.seal.key_entry import KeyEntry, label_input, member_hash, read, text_hash
from zegel.seal.keys import signing_public
from zegel.seal.merkle import leaf_hash, root, verify_inclusion
from zegel.seal.sealing import seal_bytes
from zegel.seal.vrf import verify as verified_label

from .world import LATER, grown, renewed


def key_proof(address: str) -> KeyProof | None:
    return key_proofs([address]).get(address)


def published(client: Client) -> list[KeyEntry]:
    """The log as somebody outside reads it, its signature and every hash checked."""
    note = client.get("/keys/checkpoint").content.decode()
    state = verify(note, origin(), signing_public(log_seed()))
    bundle = client.get(f"/keys/tile/entries/000.p/{state.size}").content
    bodies = []
    while bundle:
        size = int.from_bytes(bundle[:2])
        bodies.append(bundle[2 : 2 + size])
        bundle = bundle[2 + size :]
    leaves = [leaf_hash(body) for body in bodies]
    assert client.get(f"/keys/tile/0/000.p/{state.size}").content == b"".join(leaves)
    assert root(leaves) == state.root
    return [read(body) for body in bodies]


def test_every_key_of_a_mailbox_and_who_is_let_in_are_entries_under_its_label(
    lawyer: Holder, stranger: Holder, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipient = renewed(lawyer)
    monkeypatch.setattr("zegel.boxes.actions.members.is_secure", lambda _user: True)
    sealed = {2: seal_bytes([stranger.key.recipient], b"identity")}
    facts = {"user": stranger.user.pk, "right": "read", "ends_on": None, "keys": sealed, "at": LATER}
    add_member(actor=lawyer.principal, box=lawyer.box.pk, **facts)
    assert grown() == 2
    begun, added = published(client)
    label = label_of(lawyer.box.address.upper())
    assert (
        label
        == verified_label(
            label_key(), label_input(lawyer.box.address), key_proof(lawyer.box.address).label
        ).hex()
    )
    assert (begun.event, begun.label, added.event, added.label) == (
        "boxes.key-version.begun",
        label,
        "boxes.member.added",
        label,
    )
    members = [member_hash(label, str(lawyer.user.pk))]
    assert begun.facts == {"key": text_hash(recipient), "number": 2, "members": members}
    assert added.facts == {"member": member_hash(label, str(stranger.user.pk))}


def test_an_entry_tells_no_address_no_name_and_no_identifier(lawyer: Holder, client: Client) -> None:
    renewed(lawyer)
    grown()
    told = json.dumps([[entry.event, entry.label, dict(entry.facts)] for entry in published(client)])
    for secret in (
        lawyer.box.address,
        lawyer.user.name,
        str(lawyer.user.pk),
        str(lawyer.box.pk),
        lawyer.box.recipient,
    ):
        assert secret not in told


def test_a_proof_names_the_newest_key_and_holds_offline(lawyer: Holder, client: Client) -> None:
    for _ in range(3):
        newest = renewed(lawyer)
    assert key_proof(lawyer.box.address) is None
    grown()
    proof = key_proof(lawyer.box.address)
    state = verify(proof.note, origin(), signing_public(log_seed()))
    (placed,) = proof.entries
    verify_inclusion(leaf_hash(placed.body), placed.index, state.size, placed.path, state.root)
    assert read(placed.body).facts["key"] == text_hash(newest)
    assert key_proof("nobody@example.org") is None


def test_what_is_no_event_of_keys_makes_no_entry_and_nothing_is_made_twice(lawyer: Holder) -> None:
    happen(3, at=LATER)
    assert grown() == 0
    assert newest_state() is None
    renewed(lawyer)
    assert [grown(), grown()] == [1, 0]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE key_log_entry SET label = ''", "DELETE FROM key_log_state", "TRUNCATE key_log_entry"],
)
def test_nothing_of_it_is_changed_by_way_of_the_database(lawyer: Holder, statement: str) -> None:
    renewed(lawyer)
    grown()
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
