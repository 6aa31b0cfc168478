"""SMS with codes, and what an organisation hears of its SMS budget."""

from dataclasses import asdict, dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from zegel.notify.letter import Letter, MailLetter, SmsLetter, no_reply, own_address


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginCodeSms(SmsLetter):
    """The code of a second step."""

    kind: ClassVar[str] = "login-code"
    carries_code: ClassVar[bool] = True

    minutes: int

    def content(self, *, code: str) -> str:
        """The code first, so that a phone's banner shows it."""
        return _(
            "%(code)s is your code to log in to Zegel. It works for %(minutes)s minutes. Give it to nobody."
        ) % {"code": code, "minutes": self.minutes}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginNumberChangedSms(SmsLetter):
    """To the number that codes went to until now."""

    kind: ClassVar[str] = "login-number-changed"

    def content(self, *, code: str) -> str:
        """That it changed, and where to look."""
        del code
        return _(
            "Zegel: codes to log in to your account go to another phone number from now on. Was this not you? Log in and look at Security."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsBudgetNearlySpent(MailLetter):
    """To administrators: `sent` of the `budget` SMS messages of this month are used."""

    kind: ClassVar[str] = "sms-budget"

    sent: int
    budget: int

    def content(self, *, secret: str, origin: str) -> Letter:
        """How many are left, and what happens when there are none."""
        del secret
        words = asdict(self)
        return Letter(
            subject=_("Most SMS messages of this month are used"),
            opening=(
                _("Your organisation has sent %(sent)s of the %(budget)s SMS messages of this month.")
                % words,
                _(
                    "When they are used up, guests get no code by SMS any more. Your colleagues are then asked to agree on an access code."
                ),
            ),
            steps=(_("Log in and look at the SMS budget of your organisation."),),
            button=_("Go to the SMS budget"),
            link=f"{origin}/organisation/sms",
            assurance=(own_address(origin),),
            closing=(no_reply(),),
        )
