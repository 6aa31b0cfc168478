"""Verbs of a mailbox as a whole: opening one for a team, and the language of its mails."""

from datetime import datetime

from django.db import IntegrityError, transaction

from zegel.boxes.actions.containers import NewBox, add_box
from zegel.boxes.errors import TeamAddressElsewhere, TeamAddressTaken
from zegel.boxes.events import TeamOpened
from zegel.boxes.models import Container
from zegel.boxes.queries import own_box
from zegel.evidence.actions import write
from zegel.identity.actions.people import speak
from zegel.identity.queries.names import free_name
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import account_of
from zegel.identity.rules.people import check_name
from zegel.key_custody.errors.keys import KeysRefused
from zegel.key_custody.rules.keys import is_recipient
from zegel.lib.principal import Principal
from zegel.notify.rules import LANGUAGES, check_address
from zegel.seal.header import is_sealed_key

__all__ = ["LANGUAGES", "choose_language", "open_team"]


@transaction.atomic
def open_team(*, actor: Principal, name: str, address: str, box: NewBox, at: datetime) -> Container:
    """Make a mailbox of a team in the organisation the actor administers. The actor made its key, is its first member and
    decides who else is.

    The address ends like the actor's own: nobody takes an address of others for themselves.

    Raises:
        NotAdministrator; NameRefused, NameTaken; AddressRefused, TeamAddressElsewhere, TeamAddressTaken; KeysRefused.
    """
    account = account_of(actor)
    here = administered(account)
    called, where = free_name(check_name(name), organisation=here.pk), check_address(address)
    domain = account.email.rpartition("@")[2].lower()
    if where.rpartition("@")[2].lower() != domain:
        raise TeamAddressElsewhere(field="address", domain=domain)
    if not is_recipient(box.recipient) or not is_sealed_key(box.sealed_identity):
        raise KeysRefused
    try:
        with transaction.atomic():
            made = add_box(
                kind=Container.Kind.TEAM, name=called, address=where, recipient=box.recipient, organisation=here.pk,
                members={account.pk: box.sealed_identity}, managers=[account.pk], brought_by=actor, at=at,
            )  # fmt: skip
    except IntegrityError:
        raise TeamAddressTaken(field="address") from None
    opened = TeamOpened(subject=made.pk, organisation=here.pk, mailbox_name=called, address=where)
    write([opened], actor=actor, at=at)
    return made


@transaction.atomic
def choose_language(*, actor: Principal, language: str, at: datetime) -> None:
    """The language of the mails to somebody, about their account and about their own mailbox.

    Raises:
        LanguageUnknown.
    """
    speak(actor=actor, language=language)
    Container.objects.filter(pk=own_box(actor.account, at=at).pk).update(language=language)
