"""What the case file writes to people: that something is new in a case (art. 1.9, 1.6). It says nothing of the case."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from zegel.notify.letter import Letter, MailLetter, no_reply, own_address, typed_yourself


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationNotice(MailLetter):
    """Something was placed in a file that the reader follows. `path` leads to the case, behind the login."""

    kind: ClassVar[str] = "publication"

    path: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """Which court, and where to read it. The moment of this mail is the moment of publication."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("New in your case at %(organisation)s") % words,
            opening=(
                _("%(organisation)s placed something new in the file of your case.") % words,
                _("What it is stands in the file itself, not in this mail."),
                _("For the law, it is made known to you at the moment this mail was sent."),
            ),
            steps=(_("Log in and open your case."),),
            button=_("Open your case"),
            link=origin + self.path,
            assurance=(own_address(origin), typed_yourself()),
            closing=(no_reply(),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelConfirmed(MailLetter):
    """The court confirmed to all parties that one of them takes part in another way (art. 1.6). `path` leads to the case."""

    kind: ClassVar[str] = "channel-confirmed"

    path: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """That it is confirmed, and where it says who and from when."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("%(organisation)s confirms a change in your case") % words,
            opening=(
                _(
                    "From a day that the court set, a party in your case takes part in another way: by this site, or on paper."
                )
                % words,
                _("Who it is and from when stands in the case itself, not in this mail."),
            ),
            steps=(_("Log in and open your case."),),
            button=_("Open your case"),
            link=origin + self.path,
            assurance=(own_address(origin), typed_yourself()),
            closing=(no_reply(),),
        )
