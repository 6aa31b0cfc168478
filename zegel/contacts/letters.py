"""What contacts writes to people: that a court was told of another number of theirs."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from zegel.notify.letter import Letter, MailLetter, SmsLetter, no_reply, own_address


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChanged(MailLetter):
    """Codes go to another number from the moment `since` (Dutch clock) on; `number` is masked, `phone` is the court's."""

    kind: ClassVar[str] = "number-changed"

    phone: str
    number: str
    since: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """What changes, when, and who can stop it."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("%(organisation)s has a new phone number of you") % words,
            opening=(
                _("Somebody told %(organisation)s that you have a new phone number: %(number)s.") % words,
                _("From %(since)s on we send your codes to that number.") % words,
            ),
            steps=(
                _(
                    "Was this not you? Then call %(organisation)s at once: %(phone)s. They can stop the change."
                )
                % words,
            ),
            button=_("How to see whether a mail is real"),
            link=f"{origin}/help/real",
            assurance=(
                own_address(origin),
                _("It is safest to look up the number of %(organisation)s yourself.") % words,
            ),
            closing=(no_reply(),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChangedSms(SmsLetter):
    """The same, to the number that was used until now."""

    kind: ClassVar[str] = "number-changed"

    organisation: str
    phone: str

    def content(self, *, code: str) -> str:
        """Whom to call."""
        del code
        return _(
            "%(organisation)s was told that you have a new phone number. Was this not you? Call %(phone)s."
        ) % asdict(self)
