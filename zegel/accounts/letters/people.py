"""Letters about having an account: the invitation, a forgotten password, what was changed, the SMS budget."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zegel.lib.moments import amsterdam
from zegel.notify.letter import Letter, MailLetter, no_reply, own_address, typed_yourself

_REASONS: Final[Mapping[str, str]] = {
    "asked": gettext_noop("You filled in this e-mail address on our page, because you want an account."),
    "guest": gettext_noop("You asked for an account while you were reading a message."),
    "register": gettext_noop(
        "You are in the register of lawyers or bailiffs. With an account you send and receive sealed mail of the courts."
    ),
    "organisation": gettext_noop("%(organisation)s invites you to work with sealed mail."),
}

_CHANGES: Final[Mapping[str, str]] = {
    "password": gettext_noop("The password of your account was changed."),
    "reset": gettext_noop("A new password was chosen for your account, with your recovery code."),
    "reset-closed": gettext_noop(
        "A new password was chosen for your account, without the recovery code. Your messages stay locked until the "
        "recovery code is filled in."
    ),
    "recovery": gettext_noop(
        "A new recovery code was made for your account. The old one does not work any more."
    ),
    "reopened": gettext_noop("Your messages were opened again, and a new recovery code was made."),
    "afresh": gettext_noop("Your account was started afresh with new keys. Your older messages are locked."),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordReset(MailLetter):
    """The link with which the owner of an account chooses a new password, for `minutes`."""

    kind: ClassVar[str] = "password-reset"
    carries_secret: ClassVar[bool] = True

    minutes: int

    def content(self, *, secret: str, origin: str) -> Letter:
        """What to have at hand, and the link."""
        return Letter(
            subject=_("Choose a new password"),
            opening=(_("Somebody asked for a new password for your account for sealed mail."),),
            steps=(
                _("Get your recovery code: you printed it or saved it when you made your account."),
                _("Open the page with the button or link below and choose a new password."),
            ),
            button=_("Choose a new password"),
            link=f"{origin}/reset#{secret}",
            assurance=(
                own_address(origin),
                _("Was it not you? Then do nothing: your password stays as it is."),
            ),
            closing=(
                _("This link works once, for %(minutes)s minutes. Do not forward this mail.") % asdict(self),
                no_reply(),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange(MailLetter):
    """What was done to the keys of an account at the moment `at` (ISO); `what` is a key of `_CHANGES`."""

    kind: ClassVar[str] = "key-change"

    what: str
    at: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """What and when, so that its owner notices what they did not do."""
        del secret
        moment = date_format(amsterdam(datetime.fromisoformat(self.at)), "j F Y, H:i")
        return Letter(
            subject=_("Something was changed in your account"),
            opening=(_(_CHANGES[self.what]), _("This happened on %(moment)s.") % {"moment": moment}),
            steps=(
                _(
                    "Was it you? Then you do not have to do anything. Was it not you? Choose a new password at once, and call "
                    "the helpdesk."
                ),
            ),
            button=_("Choose a new password"),
            link=f"{origin}/forgot",
            assurance=(own_address(origin), typed_yourself()),
            closing=(no_reply(),),
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


def invitation_reasons() -> tuple[str, ...]:
    """Every `reason` of an `InvitationLetter`."""
    return tuple(_REASONS)


def key_changes() -> tuple[str, ...]:
    """Every `what` of a `KeyChange`."""
    return tuple(_CHANGES)
