"""Letters about what somebody lost, and about who helps them: a password, a phone, a mail address."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zegel.notify.letter import Letter, MailLetter, no_reply, own_address, spaced, typed_yourself

_NOTICES: Final[Mapping[str, tuple[str, str, str]]] = {
    "escrow-agreed": (
        gettext_noop("Your organisation keeps a spare key of your account"),
        gettext_noop(
            "You agreed that officers of your organisation together can open your messages, when you ask them to."
        ),
        "/account/recovery",
    ),
    "escrow-refused": (
        gettext_noop("Your organisation keeps no spare key of your account any more"),
        gettext_noop(
            "The spare key was thrown away. Only your recovery code opens your messages when you forget your password."
        ),
        "/account/recovery",
    ),
    "escrow-asked": (
        gettext_noop("Somebody asks to open your messages with the spare key"),
        gettext_noop(
            "Somebody who logged in to your account asks the officers of your organisation for the spare key."
        ),
        "/account/closed",
    ),
    "escrow-approved": (
        gettext_noop("An officer agreed to open your messages"),
        gettext_noop("%(person)s agreed that your messages are opened with the spare key."),
        "/account/closed",
    ),
    "escrow-used": (
        gettext_noop("The spare key of your account was used"),
        gettext_noop(
            "Enough officers agreed. The spare key was handed over to who asked for it in your account."
        ),
        "/account/activity",
    ),
    "escrow-stopped": (
        gettext_noop("Your messages are not opened with the spare key"),
        gettext_noop("The request for the spare key of your account was stopped."),
        "/account/activity",
    ),
    "escrow-help": (
        gettext_noop("A colleague forgot a password and asks for your help"),
        gettext_noop(
            "%(person)s cannot open messages any more. You keep a part of the spare key. First check that it is really them."
        ),
        "/organisation/requests",
    ),
    "reset-done": (
        gettext_noop("Your second steps were taken away"),
        gettext_noop(
            "Log in with your password and add a new second step at once. Until then nothing of the court opens."
        ),
        "/login",
    ),
    "reset-stopped": (
        gettext_noop("Your second steps stay as they are"),
        gettext_noop("The request to take away the second steps of your account was stopped."),
        "/account/security",
    ),
    "reset-agree": (
        gettext_noop("Another administrator asks for your agreement"),
        gettext_noop(
            "The second steps of %(person)s, an administrator, are to be taken away. One other administrator must agree."
        ),
        "/organisation/resets",
    ),
    "address-done": (
        gettext_noop("Your account has a new mail address"),
        gettext_noop("From now on you log in with %(email)s, and mails go there."),
        "/login",
    ),
    "address-stopped": (
        gettext_noop("Your mail address stays as it is"),
        gettext_noop("The change of the mail address of your account was stopped."),
        "/account",
    ),
}


"""What happened: subject, sentence, and the page to go to."""


_STOPS: Final[Mapping[str, tuple[str, str]]] = {
    "reset-asked": (
        gettext_noop("Your second steps will be taken away"),
        gettext_noop(
            "An administrator of your organisation, %(person)s, says that you lost your second step. It is taken away on %(due)s. "
            "After that you log in with your password and choose a new one."
        ),
    ),
    "address-asked": (
        gettext_noop("Your account will get another mail address"),
        gettext_noop(
            "Somebody who is logged in to your account changes its mail address to %(email)s. It changes on %(due)s."
        ),
    ),
}


"""What will happen unless it is stopped: subject and sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryNotice(MailLetter):
    """Something happened around a loss; `what` is a key of `_NOTICES`, the other fields are its words."""

    kind: ClassVar[str] = "loss-notice"

    what: str
    person: str = ""
    email: str = ""

    def content(self, *, secret: str, origin: str) -> Letter:
        """What happened, and whom to call when it is not right."""
        del secret
        subject, sentence, path = _NOTICES[self.what]
        return Letter(
            subject=_(subject),
            opening=(_(sentence) % asdict(self),),
            steps=(
                _(
                    "Is this not right? Then call the administrator of your organisation, or the helpdesk, at once."
                ),
            ),
            button=_("Go to the page"),
            link=origin + path,
            assurance=(own_address(origin), typed_yourself()),
            closing=(no_reply(),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppableChange(MailLetter):
    """Something will happen at `due` (Dutch clock) unless the reader stops it with the link; `what` is a key of `_STOPS`."""

    kind: ClassVar[str] = "loss-stop"
    carries_secret: ClassVar[bool] = True

    what: str
    due: str
    person: str = ""
    email: str = ""

    def content(self, *, secret: str, origin: str) -> Letter:
        """What will happen, and the link that stops it."""
        subject, sentence = _STOPS[self.what]
        return Letter(
            subject=_(subject),
            opening=(_(sentence) % asdict(self),),
            steps=(
                _("Did you ask for this? Then you do not have to do anything."),
                _("Did you not? Stop it with the button or link below."),
            ),
            button=_("Stop it"),
            link=f"{origin}/stop#{secret}",
            assurance=(own_address(origin), _("We never ask for your password on that page.")),
            closing=(_("This link is for you alone. Do not forward this mail."), no_reply()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressCode(MailLetter):
    """The code that proves a new mail address."""

    kind: ClassVar[str] = "address-code"
    carries_secret: ClassVar[bool] = True

    minutes: int

    def content(self, *, secret: str, origin: str) -> Letter:
        """The code, and that it is for nobody else."""
        words = {"code": spaced(secret), "minutes": self.minutes}
        return Letter(
            subject=_("Your code for your new mail address"),
            opening=(
                _(
                    "Somebody wants to use this mail address for an account at Zegel. Was that you? Then use this code."
                ),
                _("Your code: %(code)s") % words,
                _("The code works for %(minutes)s minutes, once.") % words,
            ),
            steps=(_("Type the code on the page where you asked for it."),),
            button=_("Go to that page"),
            link=f"{origin}/account",
            assurance=(own_address(origin), _("Give the code to nobody, also not to a helpdesk.")),
            closing=(_("Was it not you? Then do nothing: this address is not used."),),
        )


def notices() -> tuple[str, ...]:
    """Every `what` of a `RecoveryNotice`."""
    return tuple(_NOTICES)


def stoppable() -> tuple[str, ...]:
    """Every `what` of a `StoppableChange`."""
    return tuple(_STOPS)
