"""Verbs of a mailbox as a whole: opening one for a team, the language of its mails and when they come."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from zegel.boxes.actions.containers import NewBox, add_box
from zegel.boxes.errors import NoticesUnknown, TeamAddressElsewhere, TeamAddressTaken
from zegel.boxes.events import NoticesChosen, TeamOpened
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
from zegel.lib.verbs import step
from zegel.notify.rules import LANGUAGES, check_address
from zegel.seal.header import is_sealed_key

__all__ = ["LANGUAGES", "choose_first_page", "choose_language", "choose_notices", "open_team", "told_daily"]


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


@transaction.atomic
def choose_notices(*, actor: Principal, notices: str, at: datetime) -> None:
    """When somebody gets mails about new messages in their own mailbox (`Container.Notices`). What is written about a case, a
    hearing, an account or its keys comes whatever is chosen here.

    Raises:
        NoticesUnknown; BoxUnknown: a program has no mailbox of its own.
    """
    if notices not in Container.Notices.values:
        raise NoticesUnknown(field="notices")
    own = Container.objects.select_for_update().get(pk=own_box(actor.account, at=at).pk)
    if own.notices == notices:
        return
    own.notices, own.told_at = notices, at if notices == Container.Notices.DAILY else None
    own.save(update_fields=["notices", "told_at"])
    write([NoticesChosen(subject=own.pk, notices=notices)], actor=actor, at=at)


@transaction.atomic
def choose_first_page(*, actor: Principal, page: str, at: datetime) -> None:
    """What somebody sees after logging in: the name of a page of at most 36 signs, which the pages know; empty for none.

    Raises:
        BoxUnknown: a program has no mailbox of its own.
    """
    Container.objects.filter(pk=own_box(actor.account, at=at).pk).update(first_page=page[:36])


@step
def told_daily(*, boxes: list[UUID], at: datetime) -> None:
    """These mailboxes, which are told once a day, were told of what came until now."""
    Container.objects.filter(pk__in=boxes, notices=Container.Notices.DAILY).update(told_at=at)
