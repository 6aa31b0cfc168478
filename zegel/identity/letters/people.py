"""Letters about having an account: the invitation, a forgotten password, what was changed, the SMS budget."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zegel.notify.letter import Letter, MailLetter, no_reply, own_address

_REASONS: Final[Mapping[str, str]] = {
    "asked": gettext_noop("You filled in this e-mail address on our page, because you want an account."),
    "guest": gettext_noop("You asked for an account while you were reading a message."),
    "register": gettext_noop(
        "You are in the register of lawyers or bailiffs. With an account you send and receive sealed mail of the courts."
    ),
    "organisation": gettext_noop("%(organisation)s invites you to work with sealed mail."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLetter(MailLetter):
    """The link with which somebody makes their account, for `days`; `reason` is why they get it."""

    kind: ClassVar[str] = "invitation"
    carries_secret: ClassVar[bool] = True

    reason: str
    days: int

    def content(self, *, secret: str, origin: str) -> Letter:
        """Why, and the two steps."""
        words = asdict(self)
        return Letter(
            subject=_("Make your account for sealed mail"),
            opening=(_(_REASONS[self.reason]) % words,),
            steps=(
                _("Open the page with the button or link below."),
                _("Choose a password. You get a recovery code: print it and keep it in a safe place."),
            ),
            button=_("Make my account"),
            link=f"{origin}/activate#{secret}",
            assurance=(
                own_address(origin),
                _("We never ask for your bank details or a payment."),
                _(
                    "Do you not want an account, or do you know nothing of this? Then do nothing. No account is made."
                ),
            ),
            closing=(
                _("This link is for you alone and works once, for %(days)s days. Do not forward this mail.")
                % words,
                no_reply(),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountExists(MailLetter):
    """Somebody asked for an account with an address that has one."""

    kind: ClassVar[str] = "account-exists"

    def content(self, *, secret: str, origin: str) -> Letter:
        """That nothing changed, and how to get in."""
        del secret
        return Letter(
            subject=_("You already have an account for sealed mail"),
            opening=(
                _(
                    "Somebody asked for a new account with this e-mail address. You have one already; nothing was changed."
                ),
            ),
            steps=(
                _("Log in. Have you forgotten your password? You can choose a new one on the same page."),
            ),
            button=_("Log in"),
            link=f"{origin}/login",
            assurance=(
                own_address(origin),
                _("Was it not you? Then you do not have to do anything."),
            ),
            closing=(no_reply(),),
        )


def invitation_reasons() -> tuple[str, ...]:
    """Every `reason` of an `InvitationLetter`."""
    return tuple(_REASONS)
