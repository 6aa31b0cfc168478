"""The sentence "Only … can read this" on pages without script: from who holds a key, and who opens what they hold."""

from datetime import datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from zegel.boxes.queries import BoxReaders, Container, readers_of
from zegel.mail.queries.messages import Guest
from zegel.mail.queries.recorded import has_others


def landing_readers(guest: Guest, court: str, *, at: datetime) -> str:
    """Who can read what was sent to a guest, as far as somebody who has only the link may know: nobody else is named."""
    others = [_("others it was sent to")] if has_others(guest) else []
    return _listed([_("you"), court, *others, *_beside(guest.conversation.owner, court, at=at)])


def answer_readers(guest: Guest, *, at: datetime) -> str:
    """Who can read what a guest answers: it goes to the owner of the conversation and to nobody else."""
    mine = [guest.account.name] if guest.account else []
    return readers_of_mail_to(guest.conversation.owner, *mine, at=at)


def readers_of_mail_to(box: Container, *mine: str, at: datetime) -> str:
    """Who can read what somebody without an account writes to a mailbox. `mine` are mailboxes of who writes."""
    return _listed([_("you"), box.name, *mine, *_beside(box, box.name, at=at)])


def _beside(box: Container, name: str, *, at: datetime) -> list[str]:
    found = readers_of([box.pk], at=at).get(box.pk)
    return others_in(found, name) if found else []


def others_in(readers: BoxReaders, name: str) -> list[str]:
    """Who opens a mailbox beside its own people; delegates are counted, not named."""
    count, organisation = len(readers.delegates), readers.box.organisation
    found = []
    if count == 1:
        found.append(_("one person who acts for {name}").format(name=name))
    if count > 1:
        found.append(_("{n} people who act for {name}").format(n=count, name=name))
    if readers.agents:
        found.append(
            _("the checking computer of {name}").format(name=organisation.name if organisation else name)
        )
    found += [
        _("{n} key keepers of {name} together").format(n=keeper.needed, name=keeper.organisation)
        for keeper in readers.keepers
    ]
    return found


def _listed(names: list[str]) -> str:
    return get_text_list(list(dict.fromkeys(names)), _("and"))
