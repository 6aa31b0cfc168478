"""Reading the log of keys: as everybody may follow it, and the proof of what it says of an address."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings

from zegel.boxes.queries import memberships
from zegel.evidence import queries as evidence
from zegel.evidence.tiles import tile_at, tiles_in
from zegel.key_log.keys import label_key, label_of, label_proof
from zegel.key_log.models import Entry, Hashes, State, Witnessed
from zegel.key_log.rules import CONTAINERS, PERSONS, SILENT
from zegel.seal.policy import Place, Policy, write
from zegel.seal.tiles import WIDTH, consistency_proof, inclusion_proof, place_in, places_for

__all__ = [
    "KEY_EVENTS", "KeyProof", "entries_of", "entry_bundle", "growth_proof", "key_proofs", "label_key", "label_of", "label_proof", "labels_of", "newest_state", "newest_witnessed", "origin",
    "policy_text", "public_label_key", "published_hashes", "published_note", "watch_command", "witness_policy",
]  # fmt: skip


KEY_EVENTS = CONTAINERS | PERSONS
"""The events of evidence that this log tells of."""


def origin() -> str:
    """The name of this log, as its checkpoints state it."""
    return f"{evidence.origin()}/keys"


def newest_state() -> State | None:
    """The log as last signed; None before its first entry."""
    return State.objects.order_by("-size").first()


def witness_policy() -> Policy:
    """This log and that of evidence, and the witnesses of the settings with the quorum that is asked of them."""
    found = evidence.witness_policy()
    (place,) = found.logs.values()
    key = replace(place.key, name=origin())
    return replace(found, logs={origin(): Place(key), **found.logs})


def policy_text() -> str:
    """That, for everybody."""
    return write(witness_policy())


def newest_witnessed() -> Witnessed | None:
    """The newest state that enough witnesses cosigned."""
    return Witnessed.objects.first()


def published_note(at: datetime) -> str | None:
    """The state that is published: the newest that enough witnesses cosigned, or while they are silent for long the newest of all."""
    held = newest_witnessed() if settings.ENVIRONMENT.witnesses.witnesses else None
    if held is not None and at - held.at < SILENT:
        return held.note
    state = newest_state()
    return state.note if state else None


def growth_proof(old: int, size: int) -> list[bytes]:
    """That the log of `size` extends the one of `old`; of nothing there is none to give (one query)."""
    if not 0 < old <= size:
        return []
    return consistency_proof(old, size, tiles_in(Hashes, places_for(old - 1, size)))


def published_hashes(path: str) -> bytes | None:
    """The tile at a path of tlog-tiles, of the width asked for; None where the log has none there."""
    return tile_at(Hashes, path)


def entry_bundle(path: str) -> bytes | None:
    """The entries of a tile of level 0, each behind its length in two bytes; `path` is that of the tile, without its level."""
    found = place_in(f"tile/0/{path}")
    if found is None:
        return None
    (_, index), width = found
    first = index * WIDTH
    rows = Entry.objects.filter(index__gte=first, index__lt=first + width).order_by("index")
    bodies = [bytes(body) for body in rows.values_list("body", flat=True)]
    return b"".join(len(body).to_bytes(2) + body for body in bodies) if len(bodies) == width else None


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry, its number, the path to the root, and the place in evidence of what it was made from."""

    body: bytes
    index: int
    path: list[bytes]
    record: int


@dataclass(frozen=True, slots=True)
class KeyProof:
    """What the log of keys says last of an address: of its mailbox's key, and of its owner's where it is a person's. `label` proves that it is
    about that address. `witnessed` is the newest state that witnesses cosigned, if they were asked."""

    label: bytes
    entries: list[Placed]
    note: str
    witnessed: str | None


def key_proofs(addresses: Iterable[str]) -> dict[str, KeyProof]:
    """The newest entries that name keys of addresses, with their proofs, by address; one that has none yet is left out (five queries)."""
    labels, state = {address: label_of(address) for address in addresses}, newest_state()
    if state is None or not labels:
        return {}
    rows = (
        Entry.objects.filter(label__in=labels.values(), index__lt=state.size)
        .order_by("label", "-index")
        .distinct("label")
    )
    found = {row.index: row for row in (*rows.filter(names_key=True), *rows.filter(names_person=True))}
    placed: dict[str, list[Placed]] = {}
    for index, entry in _placed(found.values(), state.size).items():
        placed.setdefault(found[index].label, []).append(entry)
    proofs = {address: placed[label] for address, label in labels.items() if label in placed}
    held = newest_witnessed() if settings.ENVIRONMENT.witnesses.witnesses else None
    note = held.note if held else None
    return {
        address: KeyProof(label_proof(address), entries, state.note, note)
        for address, entries in proofs.items()
    }


def _placed(rows: Iterable[Entry], size: int) -> dict[int, Placed]:
    """Entries with their paths to the root of the log of this size, by their numbers in order (one query)."""
    found = sorted(rows, key=lambda row: row.index)
    tiles = tiles_in(Hashes, {place for row in found for place in places_for(row.index, size)})
    return {
        row.index: Placed(bytes(row.body), row.index, inclusion_proof(row.index, size, tiles), row.record)
        for row in found
    }


def labels_of(account: UUID, *, at: datetime) -> dict[UUID, str]:
    """The labels of the mailboxes that an account uses in its own name, by mailbox; those of others it acts for are theirs (one query)."""
    mine = memberships(account, at=at)
    return {member.box_id: label_of(member.box.address) for member in mine if member.delegated_by_id is None}


def entries_of(labels: Iterable[str], state: State, *, limit: int) -> list[Placed]:
    """The newest entries of labels that a state has, in their order, each with its proof (two queries)."""
    rows = Entry.objects.filter(label__in=list(labels), index__lt=state.size).order_by("-index")[:limit]
    return list(_placed(rows, state.size).values())


def public_label_key() -> str:
    """The key that proofs of labels are checked with, in base64."""
    return base64.b64encode(label_key()).decode()


def watch_command(address: str) -> str:
    """How somebody outside watches the keys of an address (`zegel monitor`)."""
    proof = base64.b64encode(label_proof(address)).decode()
    return f"zegel monitor {settings.ENVIRONMENT.origin} --key {evidence.public_log_key()} --address {address}={proof}"
