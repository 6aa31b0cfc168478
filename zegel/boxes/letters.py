"""What mailboxes write to people: who was let in and who was not any more."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from zegel.notify.letter import Letter, MailLetter, no_reply, own_address


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdded(MailLetter):
    """Somebody can use a mailbox from now on."""

    kind: ClassVar[str] = "member-added"

    box: str
    person: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """Who, which mailbox, and what to do when it is not right."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("%(person)s can use the mailbox of %(box)s") % words,
            opening=(
                _("From now on %(person)s can use the mailbox of %(box)s.") % words,
                _("Everything that is done there is recorded with the name of who did it."),
            ),
            steps=(_("Is this not right? Log in and end it, or call the helpdesk."),),
            button=_("Go to inbox"),
            link=f"{origin}/mail",
            assurance=(own_address(origin),),
            closing=(no_reply(),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRemoved(MailLetter):
    """Somebody can no longer use a mailbox."""

    kind: ClassVar[str] = "member-removed"

    box: str
    person: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """Who and which mailbox."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("%(person)s can no longer use the mailbox of %(box)s") % words,
            opening=(_("%(person)s can no longer use the mailbox of %(box)s.") % words,),
            steps=(_("You do not have to do anything."),),
            button=_("Go to inbox"),
            link=f"{origin}/mail",
            assurance=(own_address(origin),),
            closing=(no_reply(),),
        )
