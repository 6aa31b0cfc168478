"""What the case file writes to people: that something new is in the file of a case (art. 1.9). It says nothing of the case."""

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
