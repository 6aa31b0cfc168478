"""What this house writes to people: that there is a notice of the court fee. It says nothing of the case or the amount."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from zegel.notify.letter import Letter, MailLetter, no_reply, own_address, typed_yourself


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNoticeLetter(MailLetter):
    """A notice of the court fee is ready. `path` leads to the fees of the case, behind the login."""

    kind: ClassVar[str] = "fee-notice"

    path: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """Which court, and where to read it."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("A notice of the court fee of %(organisation)s") % words,
            opening=(
                _("%(organisation)s made a notice of the court fee for you.") % words,
                _("What you pay, until when and why stands in the notice itself, not in this mail."),
            ),
            steps=(_("Log in and open the notice."),),
            button=_("Open the notice"),
            link=origin + self.path,
            assurance=(own_address(origin), typed_yourself()),
            closing=(no_reply(),),
        )
