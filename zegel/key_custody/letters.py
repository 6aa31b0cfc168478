"""Mails about passwords and keys."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zegel.lib.moments import amsterdam
from zegel.notify.letter import Letter, MailLetter, no_reply, own_address, typed_yourself

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


def key_changes() -> tuple[str, ...]:
    """Every `what` of a `KeyChange`."""
    return tuple(_CHANGES)
