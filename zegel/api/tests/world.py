"""One conversation between a clerk, a lawyer and a guest, and one call of every endpoint by whom it is for."""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from tests.environment import PROBE_SEED
from tests.personas import (
    AT,
    Holder,
    b64,
    log_in,
    login_half,
    make_checked_box,
    make_guest,
    make_holder,
    sealed_words,
    store_file,
    submission,
)
from tests.statements import after, circle, circle_signed, wire
from zegel.api.urls import api
from zegel.boxes.actions import MailboxMember, NewCircle, add_checker, add_member, open_circle
from zegel.evidence.actions import extend_log
from zegel.filing.actions import file, open_desk
from zegel.filing.rules import Facts, Grant, Handed, NewDocument
from zegel.identity.actions.people import NewUser, add_user
from zegel.lib.grants import grant
from zegel.lib.moments import now
from zegel.lib.principal import system
from zegel.mail.actions.drafts import save_draft
from zegel.mail.actions.guest_entry import ask_code
from zegel.mail.actions.guests import ask_help, note_link_seen
from zegel.mail.actions.standard_texts import save_standard_text
from zegel.mail.actions.submit import submit
from zegel.mail.actions.teamwork import add_note
from zegel.mail.actions.word_index import put_word_piece
from zegel.mail.keys import code_key
from zegel.mail.rules import BoxRecipient, sms_digits
from zegel.notify.models import OutboundMail, State
from zegel.seal.circle import CircleSaid, Reading
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.keys import make_user_key, sign
from zegel.seal.membership import key_hash
from zegel.seal.sealing import seal_bytes
from zegel.vault.actions import begin_upload

from . import (
    applicant_calls,
    case_calls,
    escrow_calls,
    factor_calls,
    fee_calls,
    judgment_calls,
    key_calls,
    sso_calls,
)


@dataclass
class World:
    """What there is to reach, and what must never be seen by who has no business here."""

    clerk: Holder
    lawyer: Holder
    agent: Holder
    guest: uuid.UUID
    message: uuid.UUID
    conversation: uuid.UUID
    draft: uuid.UUID
    task: uuid.UUID
    stuck_holder: uuid.UUID
    clerk_upload: uuid.UUID
    other_guest: uuid.UUID
    other_code: uuid.UUID
    check: uuid.UUID
    secrets: list[str] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict)
    factors: dict[str, Any] = field(default_factory=dict)
    sso: dict[str, Any] = field(default_factory=dict)


def make_world(clerk: Holder, lawyer: Holder) -> World:
    """Everything an endpoint can be about."""
    factors = factor_calls.secure(clerk)
    sealed = seal_bytes([clerk.box.recipient], b"%PDF-1.7 the file")
    recipient, _ = make_guest(clerk, email="the-guest@post.example", phone="06 12345678")
    sent = submission(
        clerk,
        boxes=[lawyer],
        guests=[recipient],
        objects=(store_file(clerk.user.pk, sealed),),
        subject="C/13/756123",
    )
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    other, _ = make_guest(lawyer, email="elsewhere@post.example", phone="06 87654321")
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=submission(lawyer, guests=[other]), at=AT)
    extend_log(at=AT)
    draft = uuid.uuid4()
    save_draft(
        actor=clerk.principal, key=draft, box=clerk.box.pk, sealed=sealed, key_version=1, version=0, at=AT
    )
    task = ask_help(guest=recipient.guest, reason="no_sms", contact="", at=AT)
    note_link_seen(guest=recipient.guest, at=AT)
    stuck = OutboundMail.objects.get(to_address=lawyer.box.address, kind="account-notice")
    OutboundMail.objects.filter(pk=stuck.pk).update(state=State.BOUNCED, ended_at=AT)
    upload = begin_upload(actor=clerk.principal, size=3, sha256=hashlib.sha256(b"age").hexdigest(), at=now())
    agent = make_service("agent.of.the.clerk@court.example")
    return World(
        clerk, lawyer, agent, recipient.guest, sent.message, sent.conversation, draft, task.pk, stuck.ref, upload.pk,
        other.guest, ask_code(guest=other.guest, at=now()).pk, make_check(agent, lawyer),
        secrets=[
            b64(sent.envelope), b64(sent.sender_key), b64(sent.boxes[0].key), b64(recipient.new.sealed_identity),
            b64(recipient.new.sender_copy), b64(sealed), "the-guest@post.example", "756123", "12345678",
            b64(clerk.user.sealed_key), str(sent.objects[0]),
        ],
        letters=key_calls.make_letters(lawyer),
        factors=factors,
        sso=sso_calls.prepare(clerk),
    )  # fmt: skip


def make_service(email: str) -> Holder:
    """A program with an account of its own, and a box."""
    made = make_holder(f"Program {email}", email)
    type(made.user).objects.filter(pk=made.user.pk).update(kind="service")
    made.user.refresh_from_db()
    return made


def make_check(agent: Holder, sender: Holder) -> uuid.UUID:
    """Something for an agent to check: a file that came to a box of which it is the automation."""
    box = make_checked_box(agent)
    sealed = seal_bytes([sender.box.recipient], b"%PDF-1.7 another file")
    sent = submission(sender, objects=(store_file(sender.user.pk, sealed),))
    sent = replace(sent, boxes=(BoxRecipient(box.pk, seal_bytes([box.recipient], b"key")),))
    submit(actor=sender.principal, box=sender.box.pk, submission=sent, at=AT)
    from zegel.mail.models import Delivery as Part

    return Part.objects.get(box=box).pk


def client_of(
    holder: Holder | None = None,
    *,
    guests: tuple[uuid.UUID, ...] = (),
    csrf: bool = True,
    half: Holder | None = None,
    method: str = "totp",
) -> Client:
    """A browser: logged in or not (or halfway), with guests let in or not, sending its CSRF token or not."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if holder:
        log_in(client, holder, method=method)
    if guests or half or holder:
        session = SessionStore()
        session.update(factor_calls.STATE | sso_calls.STATE | applicant_calls.state())
        if half:
            session["half-login"] = [str(half.user.pk), now().isoformat(), half.user.get_session_auth_hash()]
        for guest in guests:
            grant(session, guest, now())
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    if csrf:
        client.cookies[settings.CSRF_COOKIE_NAME] = "c" * 32
        client.defaults["HTTP_X_CSRFTOKEN"] = "c" * 32
    return client


@dataclass(frozen=True)
class Call:
    """A request that is in order, and who may make it: `clerk`, `guest`, `agent` (a program), `account` (any), `half` (the clerk, after the
    password only) or `anyone`."""

    path: str
    body: Any = None
    whom: str = "clerk"
    form: dict[str, str] | None = None

    def by(self, client: Client, operation: str):
        method = operation.partition(" ")[0].lower()
        words = {"data": self.body, "content_type": "application/json"} if self.body is not None else {}
        if isinstance(self.body, bytes):
            words["content_type"] = "application/octet-stream"
        if self.form:
            words = {"data": self.form}
        return getattr(client, method)(f"/api/{self.path}", **words)


def _circle(world: World, *others: Holder) -> CircleSaid:
    """A circle that the clerk's mailbox manages, as it was signed."""
    members = [
        MailboxMember(world.clerk.box.pk, "manage", seal_bytes([world.clerk.box.recipient], b"key"), 1)
    ]
    members += [
        MailboxMember(other.box.pk, "read", seal_bytes([other.box.recipient], b"key"), 1) for other in others
    ]
    recipient = identity_recipient(generate_hybrid())
    readers = [(world.clerk.box, "manage"), *((other.box, "read") for other in others)]
    said = circle(world.clerk, readers, recipient)
    made = NewCircle(recipient, members, uuid.UUID(said.circle), circle_signed(said, world.clerk))
    open_circle(actor=world.clerk.principal, kind="open", circle=made, at=AT)
    return said


def _joining(world: World) -> Call:
    said = _circle(world)
    reader = world.lawyer.box
    members = (*said.members, Reading(str(reader.pk), key_hash(reader.recipient), 1, "read"))
    statement = wire(circle_signed(after(said, world.clerk, members=members), world.clerk))
    keys = [{"number": 1, "sealedIdentity": _sealed()}]
    body = {"mailbox": str(reader.pk), "right": "read", "keyVersion": 1, "keys": keys, "statement": statement}
    return Call(f"containers/{said.circle}/members", body)


def _next_circle_key(world: World) -> Call:
    said, recipient = _circle(world), identity_recipient(generate_hybrid())
    told = after(said, world.clerk, epoch=2, recipient=key_hash(recipient))
    keys = [{"party": str(world.clerk.box.pk), "sealedIdentity": _sealed(), "keyVersion": 1}]
    statement = wire(circle_signed(told, world.clerk))
    body = {"number": 2, "recipient": recipient, "keys": keys, "statement": statement}
    return Call(f"containers/{said.circle}/key-versions", body)


def _circle_body(world: World) -> dict[str, Any]:
    recipient = identity_recipient(generate_hybrid())
    said = circle(world.clerk, [(world.clerk.box, "manage")], recipient)
    member = {
        "mailbox": str(world.clerk.box.pk),
        "right": "manage",
        "sealedIdentity": _sealed(),
        "keyVersion": 1,
    }
    return {
        "id": said.circle,
        "kind": "open",
        "recipient": recipient,
        "members": [member],
        "statement": wire(circle_signed(said, world.clerk)),
    }


def _sealed() -> str:
    return b64(b"age-encryption.org/v1\nsealed")


def _message(world: World, **more: Any) -> dict[str, Any]:
    return {
        "message": str(uuid.uuid4()),
        "conversation": str(world.conversation),
        "subject": "C/13/756123",
        "envelope": _sealed(),
        "senderKey": _sealed(),
        "objects": [],
        "boxes": [{"box": str(world.lawyer.box.pk), "key": _sealed()}],
        "guests": [],
        "secret": False,
        "draft": str(uuid.uuid4()),
        **more,
    }


def _send(world: World) -> Call:
    new = {
        "name": "N. Nieuw", "email": "nieuw@post.example", "phone": "06 11223344", "language": "nl",
        "verification": "sms", "recipient": "age1pq1xyz", "sealedIdentity": _sealed(), "senderCopy": _sealed(),
        "codeSalt": b64(bytes(16)), "codeVerifier": "",
    }  # fmt: skip
    basis = {"kind": "asked", "givenOn": "2026-11-20", "source": "by phone"}
    guest = {"guest": str(uuid.uuid4()), "key": _sealed(), "link": "L" * 43, "new": new, "basis": basis}
    return Call("messages", _message(world, box=str(world.clerk.box.pk), guests=[guest]))


def _appointed(world: World) -> None:
    from zegel.identity.actions.roles import appoint

    if isinstance(world, World):
        appoint(actor=system("operator"), user=world.clerk.user.pk, kind="administrator", at=AT)


def _contacts(world: World) -> Call:
    _appointed(world)
    rows = b"email,name,phone\nnieuw@post.example,N. Nieuw,0611223344\n"
    return Call("organisation/contacts", {"file": b64(rows)})


def _team(world: World) -> Call:
    _appointed(world)
    recipient = identity_recipient(generate_hybrid())
    body = {
        "name": "Team Oost",
        "address": "oost@court.example",
        "recipient": recipient,
        "sealedIdentity": _sealed(),
    }
    return Call("boxes/teams", body)


def _code(world: World) -> Call:
    _appointed(world)
    return Call("organisation/codes", {"name": "Dossiercode", "hint": "Op uw brief", "sealed": _sealed()})


def _file(world: World) -> Call:
    open_desk(
        court="amsterdam", location="Amsterdam", matter="handel", box=world.lawyer.box.pk, postal="", counter="", at=AT
    )  # fmt: skip
    filing = {
        "court": "amsterdam", "location": "Amsterdam", "matter": "handel", "kind": "message",
        "number": "C/13/756123", "secret": False, "copies": "elsewhere", "acknowledged": [],
    }  # fmt: skip
    return Call("filings", _message(world, box=str(world.clerk.box.pk), subject="C/13/756123", filing=filing))


def _desk(world: World) -> bool:
    """The lawyer's mailbox is the desk of Amsterdam."""
    open_desk(
        court="amsterdam", location="Amsterdam", matter="handel", box=world.lawyer.box.pk, postal="", counter="", at=AT
    )  # fmt: skip
    return True


def _handed(world: World) -> Handed:
    readers = (world.clerk, world.lawyer)
    grants = tuple(Grant(reader.box.pk, seal_bytes([reader.box.recipient], b"key"), 1) for reader in readers)
    sealed = store_file(world.clerk.user.pk, seal_bytes([world.clerk.box.recipient], b"%PDF-1.7 filed"))
    manifest = seal_bytes([world.clerk.box.recipient], b"manifest")
    return Handed(
        id=uuid.uuid4(), channel="portal", mailbox=world.clerk.box.pk, envelope=manifest, grants=grants,
        documents=(NewDocument(sealed, grants),),
    )  # fmt: skip


FILED = {
    "court": "amsterdam", "location": "Amsterdam", "matter": "handel", "kind": "summons", "number": "C/13/756123",
    "secret": False, "copies": "elsewhere",
}  # fmt: skip


def _application(world):
    """What the law is told of an empty application."""
    place = {
        "court": "amsterdam",
        "location": "Amsterdam",
        "matter": "handel",
        "form": "Aanvraag kort geding",
    }
    told = {"filedBy": "lawyer", "digital": True, "stated": {}, "summons": 0}
    return {**place, **told, "box": str(world.clerk.box.pk)}


def _filed(world: World) -> uuid.UUID:
    """A filing of the clerk's, without a message."""
    _desk(world)
    got = file(actor=world.clerk.principal, handed=_handed(world), facts=Facts(**FILED), at=AT)
    extend_log(at=AT)
    return got.filing


def _direct(world: World) -> dict[str, Any]:
    _desk(world)
    handed = _handed(world)
    grants = [
        {"container": str(each_grant.container), "sealedKey": b64(each_grant.sealed_key), "keyVersion": 1}
        for each_grant in handed.grants
    ]
    return {
        "filing": str(handed.id), "box": str(handed.mailbox), "facts": FILED, "envelope": b64(handed.envelope),
        "grants": grants, "documents": [{"object": str(handed.documents[0].object), "grants": grants}],
    }  # fmt: skip


def _outage(world: World) -> Call:
    from zegel.client.watch import Sight

    del world
    at = now()
    body = Sight(None, at, None, "HTTP 502").report("test", "filing", at)
    return Call("outages/reports", {"report": b64(body), "signature": b64(sign(PROBE_SEED, body))}, "anyone")


def _renewed_link(w: World) -> Call:
    body = {"link": "A" * 43, "sealedIdentity": _sealed(), "senderCopy": _sealed()}
    return Call(f"guests/{w.guest}/link", body, "guest")


def _reply(world: World) -> Call:
    from zegel.mail.models import Guest

    Guest.objects.filter(pk=world.guest).update(signing_key="k" * 44)
    boxes = [{"box": str(world.clerk.box.pk), "key": _sealed()}]
    return Call(f"guests/{world.guest}/messages", _message(world, boxes=boxes), "guest")


def _note(world: World) -> uuid.UUID:
    """A note of the clerk's."""
    facts = {"box": world.clerk.box.pk, "conversation": world.conversation, "key_version": 1}
    sealed = b"age-encryption.org/v1\nsealed"
    return add_note(actor=world.clerk.principal, key=uuid.uuid4(), sealed=sealed, at=now(), **facts).pk


def _standard_text(world: World) -> uuid.UUID:
    """A standard text of the clerk's mailbox."""
    key, sealed = uuid.uuid4(), b"age-encryption.org/v1\nsealed"
    facts = {"box": world.clerk.box.pk, "sealed": sealed, "key_version": 1, "version": 0}
    save_standard_text(actor=world.clerk.principal, key=key, at=now(), **facts)
    return key


def _words_put(world: World) -> uuid.UUID:
    """A piece of the word index of the clerk's mailbox."""
    key = uuid.uuid4()
    facts = {"box": world.clerk.box.pk, "sealed": sealed_words(), "key_version": 1}
    put_word_piece(actor=world.clerk.principal, key=key, messages=[world.message], at=now(), **facts)
    return key


def _secured(world: World) -> str:
    """The lawyer, with a second step for logging in."""
    type(world.lawyer.user).objects.filter(pk=world.lawyer.user.pk).update(phone="+31612345678")
    return str(world.lawyer.user.pk)


def _colleague(world: World) -> uuid.UUID:
    """Somebody who uses the clerk's box too."""
    keys = {1: seal_bytes([world.lawyer.key.recipient], world.clerk.box_identity.encode())}
    _secured(world)
    add_member(
        actor=world.clerk.principal, box=world.clerk.box.pk, user=world.lawyer.user.pk, right="read", ends_on=None,
        keys=keys, at=now(),
    )  # fmt: skip
    return world.lawyer.user.pk


def _agent(world: World) -> uuid.UUID:
    """An agent of the clerk's court, where the clerk is administrator."""
    _appointed(world)
    key = make_user_key()
    made = NewUser(
        email="agent@court.example", name="Agent", language="nl", login=login_half(), password_salt=bytes(16),
        recipient=key.recipient, signing_key=b64(key.signing_public), sealed_key=b"sealed", kind="service",
    )  # fmt: skip
    return add_user(new=made, organisation=world.clerk.user.organisation_id).pk


def _to_check(world: World) -> Call:
    if not isinstance(world, World):
        return Call("")
    keys = [{"number": 1, "sealedIdentity": _sealed()}]
    return Call(f"boxes/{world.clerk.box.pk}/checkers", {"user": str(_agent(world)), "keys": keys})


def _checks_no_more(world: World) -> Call:
    if not isinstance(world, World):
        return Call("")
    agent = _agent(world)
    sealed = {1: b"age-encryption.org/v1\nsealed"}
    add_checker(actor=world.clerk.principal, box=world.clerk.box.pk, user=agent, keys=sealed, at=now())
    return Call(f"boxes/{world.clerk.box.pk}/checkers/{agent}")


def _picked(world: World) -> Call:
    return Call("exports/picked", {"box": str(world.clerk.box.pk), "entries": [str(uuid.uuid4())]})


CALLS: dict[str, Callable[[World], Call]] = {
    **key_calls.CALLS,
    **escrow_calls.CALLS,
    "POST login/salt": lambda w: Call("login/salt", {"email": "clerk@court.example"}, "anyone"),
    "POST login": lambda w: Call("login", {"email": "clerk@court.example", "login": login_half()}, "anyone"),
    **factor_calls.calls(Call),
    **sso_calls.calls(Call),
    **case_calls.calls(Call),
    **case_calls.desk_calls(Call),
    **applicant_calls.calls(Call),
    **fee_calls.calls(Call),
    **judgment_calls.calls(Call),
    "GET me": lambda w: Call("me", whom="account"),
    "GET recipients": lambda w: Call("recipients?q=team", whom="account"),
    "GET contacts": lambda w: Call(f"contacts?box={w.clerk.box.pk}&q=jan"),
    "GET sending/{box}": lambda w: Call(f"sending/{w.clerk.box.pk}"),
    "GET sending/{box}/bases": lambda w: Call(f"sending/{w.clerk.box.pk}/bases?address=new@post.example"),
    "POST organisation/codes": _code,
    "POST boxes/teams": _team,
    "POST organisation/contacts": _contacts,
    "POST messages": _send,
    "POST applications/check": lambda w: Call("applications/check", _application(w)),
    "GET filings/desk": lambda w: Call(
        "filings/desk?court=amsterdam&location=Amsterdam&matter=handel" if _desk(w) else "", whom="account"
    ),
    "POST filings/direct": lambda w: Call("filings/direct", _direct(w)),
    "GET filings/{key}": lambda w: Call(f"filings/{_filed(w)}"),
    "GET filings/{key}/documents/{number}": lambda w: Call(f"filings/{_filed(w)}/documents/1"),
    "GET filings/{key}/receipt": lambda w: Call(f"filings/{_filed(w)}/receipt"),
    "POST filings": _file,
    "GET filings/parties": lambda w: Call(f"filings/parties?box={w.clerk.box.pk}&case=C/13/756123"),
    "POST messages/{key}/open": lambda w: Call(f"messages/{w.message}/open", {}),
    "GET messages/{key}/files/{number}": lambda w: Call(f"messages/{w.message}/files/1"),
    "GET messages/{key}/receipt": lambda w: Call(f"messages/{w.message}/receipt"),
    "POST messages/{key}/withdrawal": lambda w: Call(
        f"messages/{w.message}/withdrawal", {"deliveries": None}
    ),
    "POST messages/{key}/reports": lambda w: Call(
        f"messages/{w.message}/reports", {"code": "signature", "fileNumber": 1}
    ),
    "POST drafts/{key}/ready": lambda w: Call(f"drafts/{w.draft}/ready", {"version": 1}),
    "POST boxes/{box}/assignments": lambda w: Call(
        f"boxes/{w.clerk.box.pk}/assignments", {"entries": [str(uuid.uuid4())], "to": str(w.clerk.user.pk)}
    ),
    "POST boxes/{box}/summaries": lambda w: Call(
        f"boxes/{w.clerk.box.pk}/summaries", {"messages": [str(w.message)]}
    ),
    "GET boxes/{box}/word-index": lambda w: Call(f"boxes/{w.clerk.box.pk}/word-index"),
    "GET boxes/{box}/word-index/letters": lambda w: Call(f"boxes/{w.clerk.box.pk}/word-index/letters"),
    "GET boxes/{box}/word-index/{key}": lambda w: Call(f"boxes/{w.clerk.box.pk}/word-index/{_words_put(w)}"),
    "PUT boxes/{box}/word-index/{key}": lambda w: Call(
        f"boxes/{w.clerk.box.pk}/word-index/{uuid.uuid4()}",
        {
            "sealed": b64(sealed_words()),
            "keyVersion": 1,
            "messages": [str(w.message)],
            "replaces": [],
        },
    ),
    "GET conversations/{key}/notes": lambda w: Call(
        f"conversations/{w.conversation}/notes?box={w.clerk.box.pk}"
    ),
    "PUT notes/{key}": lambda w: Call(
        f"notes/{uuid.uuid4()}",
        {
            "box": str(w.clerk.box.pk),
            "conversation": str(w.conversation),
            "sealed": _sealed(),
            "keyVersion": 1,
        },
    ),
    "DELETE notes/{key}": lambda w: Call(f"notes/{_note(w)}"),
    "GET boxes/{box}/news": lambda w: Call(f"boxes/{w.clerk.box.pk}/news?entry={uuid.uuid4()}"),
    "GET boxes/{box}/texts": lambda w: Call(f"boxes/{w.clerk.box.pk}/texts"),
    "PUT texts/{key}": lambda w: Call(
        f"texts/{uuid.uuid4()}",
        {"box": str(w.clerk.box.pk), "sealed": _sealed(), "keyVersion": 1, "version": 0},
    ),
    "DELETE texts/{key}": lambda w: Call(f"texts/{_standard_text(w)}"),
    "GET boxes/keys": lambda w: Call(f"boxes/keys?box={w.clerk.box.pk}", whom="account"),
    "GET boxes/readers": lambda w: Call(f"boxes/readers?box={w.clerk.box.pk}", whom="account"),
    "GET boxes/{box}/known/{about}": lambda w: Call(f"boxes/{w.clerk.box.pk}/known/{w.lawyer.box.pk}"),
    "PUT boxes/{box}/known/{about}": lambda w: Call(
        f"boxes/{w.clerk.box.pk}/known/{w.lawyer.box.pk}", {"sealed": _sealed(), "keyVersion": 1}
    ),
    "GET boxes/people": lambda w: Call("boxes/people?q=vries", whom="account"),
    "GET boxes/{box}/members": lambda w: Call(f"boxes/{w.clerk.box.pk}/members"),
    "POST boxes/{box}/members": lambda w: Call(
        f"boxes/{w.clerk.box.pk}/members",
        {
            "user": _secured(w),
            "right": "read",
            "keys": [{"number": 1, "sealedIdentity": _sealed()}],
        },
    ),
    "PUT boxes/{box}/members/{person}": lambda w: Call(
        f"boxes/{w.clerk.box.pk}/members/{_colleague(w)}", {"right": "send"}
    ),
    "DELETE boxes/{box}/members/{person}": lambda w: Call(f"boxes/{w.clerk.box.pk}/members/{_colleague(w)}"),
    "POST boxes/{box}/checkers": _to_check,
    "DELETE boxes/{box}/checkers/{agent}": _checks_no_more,
    "POST boxes/{box}/key-versions": lambda w: Call(
        f"boxes/{w.clerk.box.pk}/key-versions",
        {
            "number": 2,
            "recipient": identity_recipient(generate_hybrid()),
            "keys": [{"user": str(w.clerk.user.pk), "sealedIdentity": _sealed()}],
        },
    ),
    "POST alarms": lambda w: Call("alarms", {"code": "epoch", "about": str(w.clerk.box.pk)}, "account"),
    "POST containers": lambda w: Call("containers", _circle_body(w)),
    "GET containers/{circle}": lambda w: Call(f"containers/{_circle(w).circle}"),
    "GET containers/{circle}/members": lambda w: Call(f"containers/{_circle(w).circle}/members"),
    "GET containers/{circle}/statements": lambda w: Call(f"containers/{_circle(w).circle}/statements"),
    "GET containers/{circle}/signers/{mailbox}": lambda w: Call(
        f"containers/{_circle(w).circle}/signers/{w.clerk.box.pk}"
    ),
    "POST containers/{circle}/members": _joining,
    "DELETE containers/{circle}/members/{mailbox}": lambda w: Call(
        f"containers/{_circle(w, w.lawyer).circle}/members/{w.lawyer.box.pk}"
    ),
    "POST containers/{circle}/key-versions": _next_circle_key,
    "GET boxes/{box}/{folder}": lambda w: Call(f"boxes/{w.clerk.box.pk}/out?q=c"),
    "GET conversations/{key}": lambda w: Call(f"conversations/{w.conversation}?box={w.clerk.box.pk}"),
    "GET drafts/{key}": lambda w: Call(f"drafts/{w.draft}"),
    "PUT drafts/{key}": lambda w: Call(
        f"drafts/{w.draft}", {"box": str(w.clerk.box.pk), "sealed": _sealed(), "version": 1}
    ),
    "DELETE drafts/{key}": lambda w: Call(f"drafts/{w.draft}"),
    "POST guests/{key}/repair": lambda w: Call(
        f"guests/{w.guest}/repair",
        {
            "link": "L" * 43,
            "phone": "06 99887766",
            "sealedIdentity": _sealed(),
            "codeSalt": b64(bytes(16)),
            "codeVerifier": "v" * 44,
        },
    ),
    "POST tasks/{key}/done": lambda w: Call(f"tasks/{w.task}/done", {}),
    "POST deliveries/{key}/notice": lambda w: Call(f"deliveries/{w.stuck_holder}/notice", {"link": "L" * 43}),
    "GET checks": lambda w: Call("checks", whom="agent"),
    "GET checks/{delivery}": lambda w: Call(f"checks/{w.check}", whom="agent"),
    "GET checks/{delivery}/files/{number}": lambda w: Call(f"checks/{w.check}/files/1", whom="agent"),
    "POST checks/{delivery}/verdicts": lambda w: Call(
        f"checks/{w.check}/verdicts",
        {
            "agent": "test/1",
            "engine": "none",
            "verdicts": [{"file": 1, "findings": ["password"], "pages": None, "virus": ""}],
        },
        "agent",
    ),
    "GET messages/{key}/verdicts": lambda w: Call(f"messages/{w.message}/verdicts"),
    "GET guests/{key}/messages/{message}/verdicts": lambda w: Call(
        f"guests/{w.guest}/messages/{w.message}/verdicts", whom="guest"
    ),
    "GET messages/{key}/export": lambda w: Call(f"messages/{w.message}/export?scope=case"),
    "POST exports/picked": _picked,
    "POST exports/evidence": lambda w: Call("exports/evidence", {"messages": [str(w.message)]}),
    "GET guests/{key}/export": lambda w: Call(f"guests/{w.guest}/export", whom="guest"),
    "POST guests/{key}/evidence": lambda w: Call(
        f"guests/{w.guest}/evidence", {"messages": [str(w.message)]}, "guest"
    ),
    "POST outages/reports": _outage,
    "POST uploads": lambda w: Call("uploads", {"size": 3, "sha256": "0" * 64}, "account"),
    "GET uploads/{key}": lambda w: Call(f"uploads/{w.clerk_upload}"),
    "PUT uploads/{key}/parts/{number}": lambda w: Call(f"uploads/{w.clerk_upload}/parts/1", b"age"),
    "POST uploads/{key}/finish": lambda w: Call(f"uploads/{_whole(w)}/finish", {}),
    "DELETE uploads/{key}": lambda w: Call(f"uploads/{w.clerk_upload}"),
    "GET guests/{key}": lambda w: Call(f"guests/{w.guest}", whom="anyone"),
    "POST guests/{key}/code": lambda w: Call(f"guests/{w.guest}/code", {}, "anyone"),
    "POST guests/{key}/enter": lambda w: Call(
        f"guests/{w.other_guest}/enter", {"digits": sms_digits(code_key(), w.other_code)}, "anyone"
    ),
    "GET guests/{key}/me": lambda w: Call(f"guests/{w.guest}/me", whom="guest"),
    "POST guests/{key}/help": lambda w: Call(
        f"guests/{w.guest}/help", {"reason": "no_sms", "contact": "call me"}, "anyone"
    ),
    "POST guests/{key}/link": _renewed_link,
    "POST guests/{key}/signing-key": lambda w: Call(
        f"guests/{w.guest}/signing-key", {"public": b64(bytes(32)), "sealed": _sealed()}, "guest"
    ),
    "POST guests/{key}/messages": _reply,
    "POST guests/{key}/messages/{message}/open": lambda w: Call(
        f"guests/{w.guest}/messages/{w.message}/open", {}, "guest"
    ),
    "GET guests/{key}/messages/{message}/files/{number}": lambda w: Call(
        f"guests/{w.guest}/messages/{w.message}/files/1", whom="guest"
    ),
    "GET guests/{key}/messages/{message}/receipt": lambda w: Call(
        f"guests/{w.guest}/messages/{w.message}/receipt", whom="guest"
    ),
    "POST guests/{key}/alarms": lambda w: Call(f"guests/{w.guest}/alarms", {"code": "log-forked"}, "guest"),
    "POST guests/{key}/messages/{message}/reports": lambda w: Call(
        f"guests/{w.guest}/messages/{w.message}/reports", {"code": "signature", "fileNumber": 1}, "guest"
    ),
}


def _whole(world: World) -> uuid.UUID:
    import io

    from zegel.vault.actions import put_part

    put_part(actor=world.clerk.principal, key=world.clerk_upload, number=1, source=io.BytesIO(b"age"), size=3)
    return world.clerk_upload


def operations() -> set[str]:
    """Every endpoint the router has, as `METHOD path`."""
    paths = api.get_openapi_schema(path_prefix="")["paths"]
    return {f"{method.upper()} {path.strip('/')}" for path, methods in paths.items() for method in methods}
