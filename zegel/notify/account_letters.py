"""Letters about somebody's own account: the invitation, a forgotten password, and what was changed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zegel.lib.moments import amsterdam
from zegel.notify.letter import Letter

_WHY: Mapping[str, str] = {
    "asked": gettext_noop("You filled in this e-mail address on our page, because you want an account."),
    "guest": gettext_noop("You asked for an account while you were reading a message."),
    "register": gettext_noop(
        "You are in the register of lawyers or bailiffs. With an account you send and receive sealed mail of the courts."
    ),
    "organisation": gettext_noop("%(organisation)s invites you to work with sealed mail."),
}

_CHANGES: Mapping[str, str] = {
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


def invitation(params: Mapping[str, Any], secret: str, origin: str) -> Letter:
    """The link with which somebody makes their account."""
    words = {"organisation": params["organisation"], "origin": origin, "days": params["days"]}
    return Letter(
        subject=_("Make your account for sealed mail"),
        opening=(_(_WHY[params["reason"]]) % words,),
        steps=(
            _("Open the page with the button or link below."),
            _("Choose a password. You get a recovery code: print it and keep it in a safe place."),
        ),
        button=_("Make my account"),
        link=f"{origin}/activate#{secret}",
        assurance=(
            _("The address of our page begins with %(origin)s/") % words,
            _("We never ask for your bank details or a payment."),
            _(
                "Do you not want an account, or do you know nothing of this? Then do nothing. No account is made."
            ),
        ),
        closing=(
            _("This link is for you alone and works once, for %(days)s days. Do not forward this mail.")
            % words,
            _("You cannot reply to this mail."),
        ),
    )


def account_exists(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    """Somebody asked for an account with an address that has one."""
    words = {"origin": origin}
    return Letter(
        subject=_("You already have an account for sealed mail"),
        opening=(
            _(
                "Somebody asked for a new account with this e-mail address. You have one already; nothing was changed."
            ),
        ),
        steps=(_("Log in. Have you forgotten your password? You can choose a new one on the same page."),),
        button=_("Log in"),
        link=f"{origin}/login",
        assurance=(
            _("The address of our page begins with %(origin)s/") % words,
            _("Was it not you? Then you do not have to do anything."),
        ),
        closing=(_("You cannot reply to this mail."),),
    )


def password_reset(params: Mapping[str, Any], secret: str, origin: str) -> Letter:
    """The link with which the owner of an account chooses a new password."""
    words = {"origin": origin, "minutes": params["minutes"]}
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
            _("The address of our page begins with %(origin)s/") % words,
            _("Was it not you? Then do nothing: your password stays as it is."),
        ),
        closing=(
            _("This link works once, for %(minutes)s minutes. Do not forward this mail.") % words,
            _("You cannot reply to this mail."),
        ),
    )


def key_change(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    """What was done to the keys of an account, so that its owner notices what they did not do."""
    at = amsterdam(datetime.fromisoformat(params["at"]))
    words = {"origin": origin, "moment": date_format(at, "j F Y, H:i")}
    return Letter(
        subject=_("Something was changed in your account"),
        opening=(_(_CHANGES[params["what"]]), _("This happened on %(moment)s.") % words),
        steps=(
            _(
                "Was it you? Then you do not have to do anything. Was it not you? Choose a new password at once, and call "
                "the helpdesk."
            ),
        ),
        button=_("Choose a new password"),
        link=f"{origin}/forgot",
        assurance=(
            _("The address of our page begins with %(origin)s/") % words,
            _("You can also type that address yourself."),
        ),
        closing=(_("You cannot reply to this mail."),),
    )


LETTERS: Mapping[str, Callable[[Mapping[str, Any], str, str], Letter]] = {
    "invitation": invitation,
    "account-exists": account_exists,
    "password-reset": password_reset,
    "key-change": key_change,
}
