"""Standing people for every test: a clerk of a court team, a lawyer, a guest, and a stranger with no business here."""

import base64
import hashlib
import io
import os
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from django.test import Client

from zegel.authentication.actions.sessions import Visitor, start_session
from zegel.authentication.models import LoginSession
from zegel.boxes.actions import add_box
from zegel.boxes.models import Container
from zegel.contacts.rules import Basis
from zegel.identity.actions.people import NewUser, add_user
from zegel.identity.models import Organisation, User
from zegel.lib.moments import now
from zegel.lib.principal import Assurance, Kind, Principal, Scope
from zegel.mail.rules import BoxRecipient, GuestRecipient, NewGuest, Submission
from zegel.professions.models import ProfessionLink, RegisterEntry
from zegel.seal import keys
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.sealing import seal_bytes
from zegel.vault.actions import begin_upload, finish_upload, put_part
from zegel.vault.rules import PART_SIZE
from zegel.web_session.cookies import SESSION

AT = datetime(2026, 11, 22, 22, 51, tzinfo=UTC)
PASSWORD = "correct paard batterij nietje"


@dataclass(frozen=True)
class Holder:
    """A person with an account, the secrets of their client, and their box."""

    user: User
    key: keys.UserKey
    box: Container
    box_identity: str

    @property
    def principal(self) -> Principal:
        """Who they are to a verb."""
        return principal_of(self.user)


def principal_of(user: User) -> Principal:
    """Who an account is to a verb, logged in with a second factor."""
    return Principal(
        Kind.SERVICE if user.kind == User.Kind.SERVICE else Kind.PERSON,
        user.pk,
        organisation=user.organisation_id,
        assurance=Assurance.SECOND_FACTOR,
        authenticated_at=AT,
        scopes=frozenset({Scope.ACCOUNT, Scope.WORK, Scope.CHECK}),
    )


def principal_of_guest(key: uuid.UUID) -> Principal:
    """Who a guest that was let in is to a verb."""
    return Principal(Kind.GUEST, key, assurance=Assurance.SECOND_FACTOR, scopes=frozenset({Scope.WORK}))


@cache
def _halves() -> tuple[bytes, keys.PasswordHalves]:
    # Stretching takes a fifth of a second; one salt for all tests is enough, they test no password cracking.
    salt = b"sixteen salt byt"
    return salt, keys.password_halves(PASSWORD, salt)


def login_half() -> str:
    """What a client sends to log in with PASSWORD."""
    return base64.b64encode(_halves()[1].login).decode()


def make_holder(
    name: str,
    email: str,
    *,
    kind: str = "personal",
    court: bool = False,
    others: tuple = (),
    alone: bool = False,
) -> Holder:
    """An account with a box; with `kind="team"` the box is shared with `others`. `alone`: somebody who registered themselves."""
    salt, halves = _halves()
    key = keys.make_user_key()
    body = "district_court" if court else "law_office"
    organisation = (
        None if alone else Organisation.objects.create(kind=body, name=f"Kantoor van {name}", phone="088").pk
    )
    user = add_user(
        new=NewUser(
            email=email, name=name, language="nl", login=login_half(), password_salt=salt, recipient=key.recipient,
            signing_key=base64.b64encode(key.signing_public).decode(),
            sealed_key=keys.seal_user_key(key, identity_recipient(halves.unlock_identity)),
        ),
        organisation=organisation,
    )  # fmt: skip
    identity = generate_hybrid()
    members = {user.pk: seal_bytes([key.recipient], identity.encode())}
    members |= {other.user.pk: seal_bytes([other.key.recipient], identity.encode()) for other in others}
    box = add_box(
        kind=kind, name=name, address=email if kind == "personal" else f"team.{email}",
        recipient=identity_recipient(identity), organisation=organisation, members=members, managers=[user.pk], at=AT,
    )  # fmt: skip
    return Holder(user, key, box, identity)


def as_lawyer(holder: Holder, number: str = "A12345") -> Holder:
    """The same person, linked to a number of the bar: only a lawyer applies in a family or commercial case (art. 2.1)."""
    facts = {"name": holder.user.name, "email": holder.user.email, "status": "active", "changed_at": AT}
    entry, _ = RegisterEntry.objects.get_or_create(kind="bar", number=number, defaults=facts)
    ProfessionLink.objects.get_or_create(user=holder.user, entry=entry, defaults={"since": AT})
    return holder


def make_checked_box(agent: Holder, *readers: Holder) -> Container:
    """A court team's box of which `agent` is the automation that checks what arrives."""
    identity = generate_hybrid()
    members = {
        reader.user.pk: seal_bytes([reader.key.recipient], identity.encode()) for reader in (agent, *readers)
    }
    return add_box(
        kind="team", name="Team handel", address=f"handel.{uuid.uuid4().hex[:8]}@court.example",
        recipient=identity_recipient(identity), organisation=None, members=members, checkers=[agent.user.pk], at=AT,
    )  # fmt: skip


def log_in(client: Client, holder: Holder, *, method: str = "totp") -> LoginSession:
    """Give a test's browser a session of this person, begun with a second factor (or, with "", without one)."""
    visitor = Visitor(browser="Firefox, Linux", address="192.0.2.1")
    started = start_session(actor=principal_of(holder.user), method=method, visitor=visitor, at=now())
    client.cookies[SESSION] = started.token
    return started.session


def browser(holder: Holder) -> Client:
    """An English browser in which this person has logged in."""
    client = Client(headers={"accept-language": "en"})
    log_in(client, holder)
    return client


def store_file(owner: uuid.UUID, sealed: bytes, at: datetime = AT) -> uuid.UUID:
    """Bring a sealed file to the vault as a client does."""
    actor = Principal(Kind.PERSON, owner)
    upload = begin_upload(actor=actor, size=len(sealed), sha256=hashlib.sha256(sealed).hexdigest(), at=at)
    for number, start in enumerate(range(0, len(sealed), PART_SIZE), 1):
        part = sealed[start : start + PART_SIZE]
        put_part(actor=actor, key=upload.pk, number=number, source=io.BytesIO(part), size=len(part))
    return finish_upload(actor=actor, key=upload.pk, at=at).pk


def make_guest(sender: Holder, *, code: str = "", phone: str = "06 12345678", email: str = "p@post.example"):
    """A new guest of a sender; gives the recipient entry without key, and the client's guest."""
    salt = os.urandom(16)
    access = keys.access_halves(code, salt) if code else None
    guest = keys.make_guest(sender.box.recipient, access=access)
    new = NewGuest(
        name="P. Jansen", email=email, phone="" if code else phone, language="nl",
        verification="code" if code else "sms", recipient=guest.recipient, sealed_identity=guest.sealed_identity,
        sender_copy=guest.sender_copy, code_salt=salt if code else None,
        code_verifier=base64.b64encode(access.verifier).decode() if access else "",
    )  # fmt: skip
    key = seal_bytes([guest.recipient], b"key")
    return GuestRecipient(guest=uuid.uuid4(), key=key, link=guest.link, new=new), guest


def sealed_words(plain: int = 8192) -> bytes:
    """Bytes that the server takes for a piece of a word index: it knows no more of one than how it begins and how long it is."""
    chunks = -(-plain // 65536)
    return b"age-encryption.org/v1\n".ljust(1643 + plain + 16 * chunks, b"x")


def submission(sender: Holder, *, boxes=(), guests=(), **changes) -> Submission:
    """A sealed message from a sender to boxes and guests; a court names a basis for everybody (VI 6.3)."""
    here = sender.user.organisation
    basis = Basis("asked", AT.date(), "in a test") if here and here.is_court else None
    facts = {
        "message": uuid.uuid4(),
        "conversation": uuid.uuid4(),
        "subject": "C/13/756123",
        "envelope": seal_bytes([sender.box.recipient], b"envelope"),
        "sender_key": seal_bytes([sender.box.recipient], b"key"),
        "boxes": tuple(
            BoxRecipient(box.box.pk, seal_bytes([box.box.recipient], b"key"), basis=basis) for box in boxes
        ),
        "guests": tuple(replace(guest, basis=guest.basis or basis) for guest in guests),
    }
    return Submission(**{**facts, **changes})


def b64(data: bytes) -> str:
    """Bytes as the API takes them."""
    return base64.b64encode(data).decode()
