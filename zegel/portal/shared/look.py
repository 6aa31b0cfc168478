"""How one browser shows the pages: light or dark, and how large the letters are.

Kept in a cookie and not with an account: a guest has the same choice, the page of logging in is dark as well, and a phone may have
larger letters than the screen at work. It is read before the page is made, so nothing changes colour while it loads.
"""

from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse

COOKIE: Final = "weergave"
THEMES: Final = ("system", "light", "dark")
TEXT_SIZES: Final = ("normal", "large", "larger")
_YEAR: Final = 365 * 24 * 3600


class Look(NamedTuple):
    """A choice of `THEMES`, "system" for what the device asks, and one of `TEXT_SIZES`."""

    theme: str = "system"
    text: str = "normal"

    @property
    def color_scheme(self) -> str:
        """What the browser may paint its own parts in, as `<meta name="color-scheme">` says it."""
        return "light dark" if self.theme == "system" else self.theme


def look_of(request: HttpRequest) -> Look:
    """What was chosen in this browser; the usual look where nothing (possible) was."""
    theme, _, text = request.COOKIES.get(COOKIE, "").partition(".")
    return Look(theme, text) if theme in THEMES and text in TEXT_SIZES else Look()


def keep_look(answer: HttpResponse, look: Look, *, secure: bool) -> None:
    """Remember a choice in this browser, for a year."""
    answer.set_cookie(
        COOKIE, f"{look.theme}.{look.text}", max_age=_YEAR, samesite="Lax", secure=secure, httponly=True
    )
