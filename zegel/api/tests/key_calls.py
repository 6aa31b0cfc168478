"""A call of every endpoint about registering, passwords and recovery codes, by whom it is for."""

import base64
from typing import Any

from tests.personas import Holder, login_half, principal_of
from tests.statements import first, signed
from zegel.boxes.events import MailboxOpened
from zegel.evidence.actions import extend_log, write
from zegel.identity.actions.invitations import invite
from zegel.key_custody.actions.passwords import send_reset
from zegel.key_log.actions import extend_key_log
from zegel.key_log.queries import entries_of, labels_of, newest_state
from zegel.lib.moments import now
from zegel.lib.principal import system
from zegel.notify import relay
from zegel.notify.actions.queue import relay_folder
from zegel.notify.models import OutboundMail
from zegel.seal import keys
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.membership import key_hash

SALT = base64.b64encode(b"another salt 16b").decode()
LOGIN = base64.b64encode(b"l" * 32).decode()
SEALED = base64.b64encode(b"age-encryption.org/v1\nsealed").decode()


def make_letters(holder: Holder) -> dict[str, str]:
    """The tokens of an invitation and of a reset, as they stand in the mails."""
    invite(
        actor=system("operator"),
        email="invited@post.example",
        name="N. Nieuw",
        reason="register",
        language="nl",
        at=now(),
    )
    send_reset(email=holder.user.email, at=now())
    return {kind: _secret(kind) for kind in ("invitation", "password-reset")}


def _secret(kind: str) -> str:
    mail = OutboundMail.objects.filter(kind=kind).latest("id")
    return relay.open_sealed(bytes(mail.sealed_secret or b""), row=mail.pk, folder=relay_folder())


def _call(path: str, body: Any = None, whom: str = "anyone") -> Any:
    from .world import Call

    return Call(path, body, whom)


def _accept(world: Any) -> Any:
    key = keys.make_user_key()
    body = {
        "token": world.letters["invitation"], "name": "N. Nieuw", "language": "nl", "login": LOGIN, "salt": SALT,
        "recipient": key.recipient, "signingKey": base64.b64encode(key.signing_public).decode(),
        "sealedKey": SEALED, "recovery": SEALED,
        "box": {"recipient": identity_recipient(generate_hybrid()), "sealedIdentity": SEALED},
    }  # fmt: skip
    return _call("invitations/accept", body)


def _reopen(world: Any) -> Any:
    """The clerk forgot the password and set the same one again, without the recovery code."""
    from zegel.identity.models import User
    from zegel.key_custody.rules.keys import NewPassword, statement

    sealed = b"age-encryption.org/v1\nsealed"
    proof = b""
    if isinstance(world.clerk, Holder):
        User.objects.filter(pk=world.clerk.user.pk).update(sealed_key=b"")
        new = NewPassword(login_half(), b"another salt 16b", sealed, sealed)
        proof = keys.sign(world.clerk.key.signing, statement(world.clerk.user.pk, new))
    body = {"login": login_half(), "salt": SALT, "sealedKey": SEALED, "recovery": SEALED}
    return _call("me/reopen", body | {"proof": base64.b64encode(proof).decode()}, "clerk")


def _afresh(world: Any) -> Any:
    """The lawyer lost every way to the old keys."""
    from zegel.identity.models import User

    if isinstance(world.lawyer, Holder):
        lost = User.objects.filter(pk=world.lawyer.user.pk)
        lost.update(sealed_key=b"", password_salt=base64.b64decode(SALT))
    key = keys.make_user_key()
    body = {
        "login": login_half(), "salt": SALT, "recipient": key.recipient, "sealedKey": SEALED, "recovery": SEALED,
        "signingKey": base64.b64encode(key.signing_public).decode(),
        "box": {
            "number": 2, "recipient": identity_recipient(generate_hybrid()),
            "keys": [{"user": str(world.lawyer.user.pk), "sealedIdentity": SEALED}],
        },
    }  # fmt: skip
    return _call("me/afresh", body, "lawyer")


def _adoption(world: Any, body: Any = None) -> Any:
    """The lawyer has an account at the address of the guest, who got in in the same browser."""
    from zegel.mail.models import Guest

    if isinstance(world.lawyer, Holder):
        Guest.objects.filter(pk=world.guest).update(email=world.lawyer.user.email)
    return _call(f"guests/{world.guest}/adoption", body, "adopter")


def _stop(world: Any) -> Any:
    """A change of the clerk's address is on its way, and the mail about it has been read."""
    from zegel.identity.actions.contact import ask_address, confirm_address
    from zegel.identity.keys import address_digits, stop_token

    token = "A" * 43
    if isinstance(world.clerk, Holder):
        row = ask_address(actor=principal_of(world.clerk.user), email="other@court.example", at=now())
        confirm_address(actor=principal_of(world.clerk.user), digits=address_digits(row.pk), at=now())
        token = stop_token(row.pk)
    return _call("stop", {"token": token})


def _statement(world: Any) -> Any:
    """The clerk, who manages the team's mailbox and is its only member, signs for it."""
    if not isinstance(world.clerk, Holder):
        return _call("", {}, "clerk")
    said = signed(first(world.clerk), world.clerk)
    body = {"statement": said.statement, "signature": said.signature}
    return _call(f"boxes/{world.clerk.box.pk}/statements", body, "clerk")


def _disowned(world: Any) -> Any:
    """The clerk says that it was not them who got the key of the team's mailbox."""
    if not isinstance(world.clerk, Holder):
        return _call("", {}, "clerk")
    box = world.clerk.box
    opened = MailboxOpened(
        subject=box.pk, kind=box.kind, key=key_hash(box.recipient), members=[world.clerk.user.pk]
    )
    write([opened], actor=system("operator"), at=now())
    extend_log(at=now())
    extend_key_log(at=now())
    entry = entries_of(labels_of(world.clerk.user.pk, at=now()).values(), newest_state(), limit=1)[0].index
    return _call(f"key-events/{entry}/disowned", {}, "clerk")


CALLS = {
    "GET boxes/{box}/statements": lambda w: _call(f"boxes/{w.clerk.box.pk}/statements", whom="clerk"),
    "POST boxes/{box}/statements": _statement,
    "GET key-events": lambda w: _call("key-events", whom="account"),
    "POST key-events/{entry}/disowned": _disowned,
    "PUT me/pins": lambda w: _call("me/pins", {"version": 1, "sealed": SEALED}, "account"),
    "POST stop": _stop,
    "POST guests/{key}/account": lambda w: _call(f"guests/{w.guest}/account", {}, "guest"),
    "GET me/guests": lambda w: _call("me/guests", whom="account"),
    "GET guests/{key}/adoption": _adoption,
    "POST guests/{key}/adoption": lambda w: _adoption(w, {"keyVersion": 1, "keys": []}),
    "POST register": lambda w: _call("register", {"email": "somebody@post.example", "language": "nl"}),
    "POST invitations/look": lambda w: _call("invitations/look", {"token": w.letters["invitation"]}),
    "POST invitations/accept": _accept,
    "POST password/forgot": lambda w: _call("password/forgot", {"email": "clerk@court.example"}),
    "POST password/look": lambda w: _call("password/look", {"token": w.letters["password-reset"]}),
    "POST password/reset": lambda w: _call(
        "password/reset", {"token": w.letters["password-reset"], "login": LOGIN, "salt": SALT}
    ),
    "POST me/password": lambda w: _call(
        "me/password",
        {"oldLogin": login_half(), "login": LOGIN, "salt": SALT, "sealedKey": SEALED},
        "account",
    ),
    "POST me/recovery": lambda w: _call("me/recovery", {"login": login_half(), "sealed": SEALED}, "account"),
    "GET me/seals": lambda w: _call("me/seals", whom="account"),
    "POST me/reopen": _reopen,
    "POST me/afresh": _afresh,
    "POST me/reseal": lambda w: _call(
        "me/reseal", {"keys": [{"number": 1, "sealedIdentity": SEALED}]}, "lawyer"
    ),
}
