"""What a court's desk writes to who filed: that paper is missing (art. 3.3)."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from zegel.notify.letter import Letter, MailLetter, no_reply, own_address


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMissing(MailLetter):
    """Paper came, but not all of it."""

    kind: ClassVar[str] = "paper-missing"

    path: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """That the moment of filing stays, and where to see which pieces are missing."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("%(organisation)s misses documents on paper") % words,
            opening=(
                _("%(organisation)s received paper from you, but something is missing.") % words,
                _("The documents you filed by secure mail stay filed at the moment they arrived."),
            ),
            steps=(
                _("Log in and see which pieces are missing."),
                _("Send them by post or hand them in."),
            ),
            button=_("See what is missing"),
            link=origin + self.path,
            assurance=(own_address(origin),),
            closing=(no_reply(),),
        )
