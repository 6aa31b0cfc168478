"""Letters about logging in: what its owner must hear of, and the codes by SMS."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zegel.notify.letter import Letter, MailLetter, no_reply, own_address, typed_yourself

_ALERTS: Final[Mapping[str, tuple[str, str]]] = {
    "new-browser": (
        gettext_noop("New login to your account"),
        gettext_noop(
            "Somebody logged in to your account with a browser that was not used before: %(browser)s."
        ),
    ),
    "factor-added": (
        gettext_noop("Your account has a new second step"),
        gettext_noop(
            "A second step for logging in was added to your account, or your phone number was changed."
        ),
    ),
    "factor-removed": (
        gettext_noop("A second step was removed from your account"),
        gettext_noop("A second step for logging in was removed from your account."),
    ),
    "backup-made": (
        gettext_noop("New backup codes for your account"),
        gettext_noop("New backup codes were made for your account. The old ones do not work any more."),
    ),
    "backup-used": (
        gettext_noop("A backup code was used"),
        gettext_noop(
            "Somebody logged in to your account with a backup code. You have %(left)s of them left."
        ),
    ),
    "sso-linked": (
        gettext_noop("Your account is linked to a login elsewhere"),
        gettext_noop("From now on somebody can log in to your account by way of %(provider)s."),
    ),
    "sso-unlinked": (
        gettext_noop("A login elsewhere was unlinked from your account"),
        gettext_noop("Nobody can log in to your account by way of %(provider)s any more."),
    ),
    "guessing": (
        gettext_noop("Somebody tries to guess your password"),
        gettext_noop(
            "Somebody typed a wrong password for your account many times. They did not get in. In a browser that you "
            "used before you can still log in."
        ),
    ),
    "guessing-second": (
        gettext_noop("Somebody may know your password"),
        gettext_noop(
            "Somebody typed your password and then wrong codes many times. They did not get in. Was it not you? "
            "Then choose another password today."
        ),
    ),
}


"""What can happen to an account that its owner must hear of: subject and sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityNotice(MailLetter):
    """Something happened to an account; `what` is a key of `_ALERTS`, the other fields are its words."""

    kind: ClassVar[str] = "security-notice"

    what: str
    browser: str = ""
    left: int = 0
    provider: str = ""

    def content(self, *, secret: str, origin: str) -> Letter:
        """What happened, and what to do when it was somebody else."""
        del secret
        subject, sentence = _ALERTS[self.what]
        return Letter(
            subject=_(subject),
            opening=(_(sentence) % asdict(self), _("Was it you? Then you need not do anything.")),
            steps=(
                _("Was it not you? Log in and open Security in your account."),
                _("Log out everywhere there, and choose another password."),
            ),
            button=_("Go to my account"),
            link=f"{origin}/account/security",
            assurance=(own_address(origin), typed_yourself()),
            closing=(no_reply(),),
        )


def alerts() -> tuple[str, ...]:
    """Every `what` of a `SecurityNotice`."""
    return tuple(_ALERTS)
