"""Letters about a professional number: the code that proves it, and what the register says later."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from zegel.notify.letter import Letter


def _code(params: Mapping[str, Any], secret: str, origin: str) -> Letter:
    words = {"code": f"{secret[:3]} {secret[3:]}", "minutes": params["minutes"], "origin": origin}
    return Letter(
        subject=_("Your code for linking your professional number"),
        opening=(
            _("Somebody wants to link your professional number to an account at Zegel. Was that you? Then use this code."),
            _("Your code: %(code)s") % words,
            _("The code works for %(minutes)s minutes, once.") % words,
        ),
        steps=(_("Type the code on the page where you asked for it."),),
        button=_("Go to that page"),
        link=f"{origin}/account/profession",
        assurance=(
            _("You asked for this code yourself, on a page whose address begins with %(origin)s/") % words,
            _("Give the code to nobody, also not to a helpdesk."),
            _("Was this not you? Then do nothing: without this code nobody can use your number."),
        ),
        closing=(_("You get this mail at the address that the register of your profession has for you."),),
    )  # fmt: skip


def _taken(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"number": params["number"], "origin": origin}
    return Letter(
        subject=_("Somebody tried to use your professional number"),
        opening=(
            _("Another account tried to link the professional number %(number)s. We refused it.") % words,
            _("The number stays linked to your account."),
        ),
        steps=(_("Was it you, with another account? Then unlink the number here first. Otherwise you need to do nothing."),),
        button=_("See your professional number"),
        link=f"{origin}/account/profession",
        assurance=(_("The address of our page begins with %(origin)s/") % words,),
        closing=(_("You cannot reply to this mail."),),
    )  # fmt: skip


def _blocked(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"number": params["number"], "origin": origin}
    why = {
        "suspended": _(
            "According to the register, the owner of professional number %(number)s is suspended."
        ),
        "struck": _("According to the register, the owner of professional number %(number)s is struck off."),
        "absent": _("Professional number %(number)s is no longer in the register."),
    }
    return Letter(
        subject=_("Your mail with courts is blocked"),
        opening=(
            why[params["why"]] % words,
            _("That is why you can send nothing to a court through Zegel now, and courts can send you nothing new."),
            _("What you have already stays readable."),
        ),
        steps=(
            _("Is this not right? Have your details changed at your professional body. We see it when we get the next register."),
            _("Are you waiting for mail of a court, or is a term running? Call that court."),
        ),
        button=_("See your professional number"),
        link=f"{origin}/account/profession",
        assurance=(_("The address of our page begins with %(origin)s/") % words,),
        closing=(_("You cannot reply to this mail."),),
    )  # fmt: skip


def _restored(params: Mapping[str, Any], secret: str, origin: str) -> Letter:  # noqa: ARG001
    words = {"number": params["number"], "origin": origin}
    return Letter(
        subject=_("Your mail with courts is open again"),
        opening=(
            _("According to the register, the owner of professional number %(number)s may practise again.") % words,
            _("You can send to courts and receive from them, as before."),
        ),
        steps=(_("Did a court want to send you something in the meantime? Call that court."),),
        button=_("Go to inbox"),
        link=f"{origin}/mail",
        assurance=(_("The address of our page begins with %(origin)s/") % words,),
        closing=(_("You cannot reply to this mail."),),
    )  # fmt: skip


LETTERS: Mapping[str, Callable[[Mapping[str, Any], str, str], Letter]] = {
    "profession-code": _code,
    "profession-taken": _taken,
    "profession-blocked": _blocked,
    "profession-restored": _restored,
}
