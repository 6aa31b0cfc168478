"""Keys that change, for the tests of their log."""

from datetime import timedelta

from tests.personas import AT, Holder
from zegel.boxes.actions import NextKey, renew_key
from zegel.evidence.actions import extend_log, write
from zegel.identity.events import AccountImported
from zegel.key_log.actions import extend_key_log
from zegel.lib.principal import system
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.sealing import seal_bytes

LATER = AT + timedelta(minutes=1)


def renewed(owner: Holder, *others: Holder) -> str:
    """The owner makes the next key of their mailbox; gives its recipient."""
    identity = generate_hybrid()
    recipient = identity_recipient(identity)
    keys = {each.user.pk: seal_bytes([each.key.recipient], identity.encode()) for each in (owner, *others)}
    number = owner.box.key_version + 1
    renew_key(actor=owner.principal, box=owner.box.pk, made=NextKey(number, recipient, keys), at=LATER)
    owner.box.refresh_from_db()
    return recipient


def grown() -> int:
    """Both logs take in what happened; gives how many entries the log of keys got."""
    extend_log(at=LATER)
    return extend_key_log(at=LATER)


def keys_changed(holder: Holder) -> None:
    """It is recorded which keys an account has."""
    facts = {"signing_key": holder.user.signing_key, "recipient": holder.user.recipient}
    event = AccountImported(subject=holder.user.pk, kind="person", organisation=None, **facts)
    write([event], actor=system("operator"), at=AT)
