"""Letters about a professional number: the code that proves it, and what the register says later."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zegel.notify.letter import Letter, MailLetter, no_reply, own_address, spaced

_BLOCKED: Final[Mapping[str, str]] = {
    "suspended": gettext_noop(
        "According to the register, the owner of professional number %(number)s is suspended."
    ),
    "struck": gettext_noop(
        "According to the register, the owner of professional number %(number)s is struck off."
    ),
    "absent": gettext_noop("Professional number %(number)s is no longer in the register."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionCode(MailLetter):
    """The code that proves a professional number, to the address the register has."""

    kind: ClassVar[str] = "profession-code"
    carries_secret: ClassVar[bool] = True

    minutes: int

    def content(self, *, secret: str, origin: str) -> Letter:
        """The code, and that it is for nobody else."""
        words = {"code": spaced(secret), "minutes": self.minutes, "origin": origin}
        return Letter(
            subject=_("Your code for linking your professional number"),
            opening=(
                _(
                    "Somebody wants to link your professional number to an account at Zegel. Was that you? Then use this code."
                ),
                _("Your code: %(code)s") % words,
                _("The code works for %(minutes)s minutes, once.") % words,
            ),
            steps=(_("Type the code on the page where you asked for it."),),
            button=_("Go to that page"),
            link=f"{origin}/account/profession",
            assurance=(
                _("You asked for this code yourself, on a page whose address begins with %(origin)s/")
                % words,
                _("Give the code to nobody, also not to a helpdesk."),
                _("Was this not you? Then do nothing: without this code nobody can use your number."),
            ),
            closing=(
                _("You get this mail at the address that the register of your profession has for you."),
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionTaken(MailLetter):
    """Another account tried to link a number that is linked."""

    kind: ClassVar[str] = "profession-taken"

    number: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """That it was refused."""
        del secret
        return Letter(
            subject=_("Somebody tried to use your professional number"),
            opening=(
                _("Another account tried to link the professional number %(number)s. We refused it.")
                % asdict(self),
                _("The number stays linked to your account."),
            ),
            steps=(
                _(
                    "Was it you, with another account? Then unlink the number here first. Otherwise you need to do nothing."
                ),
            ),
            button=_("See your professional number"),
            link=f"{origin}/account/profession",
            assurance=(own_address(origin),),
            closing=(no_reply(),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionBlocked(MailLetter):
    """The register says that the owner may not practise; `why` is a standing, a key of `_BLOCKED`."""

    kind: ClassVar[str] = "profession-blocked"

    number: str
    why: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """What is blocked, what stays, and what to do about it."""
        del secret
        return Letter(
            subject=_("Your mail with courts is blocked"),
            opening=(
                _(_BLOCKED[self.why]) % asdict(self),
                _(
                    "That is why you can send nothing to a court through Zegel now, and courts can send you nothing new."
                ),
                _("What you have already stays readable."),
            ),
            steps=(
                _(
                    "Is this not right? Have your details changed at your professional body. We see it when we get the next register."
                ),
                _("Are you waiting for mail of a court, or is a term running? Call that court."),
            ),
            button=_("See your professional number"),
            link=f"{origin}/account/profession",
            assurance=(own_address(origin),),
            closing=(no_reply(),),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionRestored(MailLetter):
    """The register says that the owner may practise again."""

    kind: ClassVar[str] = "profession-restored"

    number: str

    def content(self, *, secret: str, origin: str) -> Letter:
        """What is open again."""
        del secret
        return Letter(
            subject=_("Your mail with courts is open again"),
            opening=(
                _(
                    "According to the register, the owner of professional number %(number)s may practise again."
                )
                % asdict(self),
                _("You can send to courts and receive from them, as before."),
            ),
            steps=(_("Did a court want to send you something in the meantime? Call that court."),),
            button=_("Go to inbox"),
            link=f"{origin}/mail",
            assurance=(own_address(origin),),
            closing=(no_reply(),),
        )
