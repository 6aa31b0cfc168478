"""The keys that something is sealed to, with what the log of keys says of them."""

from datetime import datetime
from uuid import UUID

from zegel.api.shared.wire import Base64Out, Wire
from zegel.boxes.queries import public_keys
from zegel.key_log.queries import KeyProof, key_proofs
from zegel.lib.moments import amsterdam


class KeyEntryOut(Wire):
    """An entry of the log of keys (docs/formats.md): its bytes, its number, and the path to the root."""

    entry: str
    index: int
    proof: list[Base64Out]


class KeyLogOut(Wire):
    """What the log of keys says last of an address: `label` proves which label it has, `checkpoint` is what the entries stand under."""

    label: Base64Out
    entries: list[KeyEntryOut]
    checkpoint: str
    witnessed: str | None
    """The newest state that enough witnesses cosigned; None where nobody witnesses this log, or nobody has yet."""


class BoxKeyOut(Wire):
    box: UUID
    recipient: str
    key_version: int
    name: str
    owner: UUID | None
    signing: str | None
    since: str | None
    log: KeyLogOut | None
    """None while the log has nothing of this mailbox."""


def keys_out(boxes: list[UUID], at: datetime) -> list[BoxKeyOut]:
    """The key to seal to of this moment, of each mailbox that exists."""
    found = public_keys(boxes, at=at)
    logged = key_proofs(key.box.address for key in found)
    return [
        BoxKeyOut(
            box=key.box.pk,
            recipient=key.box.recipient,
            key_version=key.box.key_version,
            name=key.box.name,
            owner=key.owner.pk if key.owner else None,
            signing=key.owner.signing_key if key.owner else None,
            since=amsterdam(key.since).isoformat() if key.since else None,
            log=_logged(logged.get(key.box.address)),
        )
        for key in found
    ]


def _logged(proof: KeyProof | None) -> KeyLogOut | None:
    if proof is None:
        return None
    entries = [
        KeyEntryOut(entry=placed.body.decode(), index=placed.index, proof=placed.path)
        for placed in proof.entries
    ]
    return KeyLogOut(label=proof.label, entries=entries, checkpoint=proof.note, witnessed=proof.witnessed)
