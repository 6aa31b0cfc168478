"""What a court's own program places in a case: sealed to a circle, and signed by who makes it."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from zegel.client.people import Account
from zegel.client.sealed import File, encode, upload
from zegel.lib.moments import now
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.manifest import FileEntry, Manifest, Sender
from zegel.seal.manifest import sign as sign_manifest
from zegel.seal.sealing import seal_bytes


@dataclass(frozen=True, slots=True)
class Target:
    """A circle of a case as something to seal to: its identifier, and its newest key as this account derived it."""

    circle: str
    recipient: str
    version: int

    def key_of(self, identity: str) -> str:
        """An identity sealed to the circle."""
        return encode(seal_bytes([self.recipient], identity.encode()))


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody of a court works: in a case, for the team with this address."""

    account: Account
    team: str
    case: str

    def shown(self) -> dict[str, Any]:
        """The case as the server shows it now."""
        return dict(self.account.session.call("GET", f"cases/{self.case}"))

    def target(self, kind: str) -> Target:
        """The circle of this kind (`open`, `court`).

        Raises:
            Doubted: whoever signed for the circle is not who this account goes by.
        """
        circle = next(
            found for found in self.shown()["circles"] if found["kind"] == kind and found["own"] is None
        )
        return Target(circle["id"], *self.account.circles.sealing(circle["container"]))


def stored_file(account: Account, number: int, file: File, identity: str) -> FileEntry:
    """A file, sealed to its own key and brought over, as the manifest names it."""
    stored = upload(account.session, seal_bytes([identity_recipient(identity)], file.content))
    digest = hashlib.sha256(file.content).hexdigest()
    return FileEntry(number, file.name, file.type, len(file.content), digest, stored, file.pages)


def signed_envelope(place: Place, key: str, subject: str, entries: Sequence[FileEntry]) -> bytes:
    """What a court's own document says around its files, signed by who makes it."""
    account, desk = place.account, place.account.boxes[place.team]
    sender = Sender("box", desk["id"], desk["name"], account.user["id"], account.user["name"])
    manifest = Manifest(
        message=key,
        conversation=place.case,
        created=now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        sender=sender,
        recipients=(),
        subject=subject,
        text="",
        secret=False,
        files=tuple(entries),
    )
    return sign_manifest(manifest, account.key.signing)


def letter(place: Place, subject: str, file: File) -> dict[str, Any]:
    """A letter of the court to who reads the case, as an act takes it along."""
    return letter_to(place, place.target("open"), subject, file)


def letter_to(place: Place, target: Target, subject: str, file: File) -> dict[str, Any]:
    """A letter of the court to who reads one of its circles."""
    own, of_file = generate_hybrid(), generate_hybrid()
    entry = stored_file(place.account, 1, file, of_file)
    envelope = signed_envelope(place, str(uuid.uuid4()), subject, [entry])
    return {
        "circle": target.circle,
        "envelope": encode(seal_bytes([identity_recipient(own)], envelope)),
        "sealedKey": target.key_of(own),
        "keyVersion": target.version,
        "documents": [{"object": entry.object, "sealedKey": target.key_of(of_file)}],
    }


def reason(place: Place, words: str) -> dict[str, Any]:
    """Why somebody decides so, for who reads the case."""
    target, own = place.target("open"), generate_hybrid()
    return {
        "circle": target.circle,
        "envelope": encode(seal_bytes([identity_recipient(own)], words.encode())),
        "sealedKey": target.key_of(own),
        "keyVersion": target.version,
    }
