"""Pure decisions about how an organisation shows itself."""

import re
import unicodedata
from math import cbrt, hypot

from zegel.identity.errors.organisations import (
    ColourRefused,
    ColourUnreadable,
    IntroductionRefused,
    LogoRefused,
    NameRefused,
)
from zegel.lib.png import NotPng, clean

LARGEST_LOGO = 100_000


WIDEST_LOGO, HIGHEST_LOGO = 1200, 600


MOST_INTRODUCTION = 400


LEAST_CONTRAST = 4.5


# The grounds a colour must be read on: the dimmest of web/styles/tokens.css, --sunken in light and --sunken in dark.
LIGHT, DARK = "#f3f6f6", "#1a2423"


_COLOUR = re.compile(r"#[0-9a-f]{6}")


_ADDRESS = re.compile(r"https?:|www\.|\S@\S|\b[a-z0-9-]+\.(?:nl|com|org|net|eu|info|io)\b", re.IGNORECASE)


def checked_name(text: str) -> str:
    """The name of an organisation, on one line, without signs that are not seen: with those it could be spelled as
    another's to the eye and be another's to nobody but the database.

    Raises:
        NameRefused.
    """
    name = " ".join(unicodedata.normalize("NFKC", text).split())
    unseen = any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} for sign in name)
    if not 1 <= len(name) <= 200 or unseen:
        raise NameRefused(field="name")
    return name


def checked_logo(data: bytes) -> bytes:
    """The picture, made again without anything else that was in the file.

    Raises:
        LogoRefused.
    """
    if len(data) > LARGEST_LOGO:
        raise LogoRefused(field="logo")
    try:
        made = clean(data, widest=WIDEST_LOGO, highest=HIGHEST_LOGO)
    except NotPng as error:
        raise LogoRefused(field="logo") from error
    # Packed anew it can be a little larger than it came; every mail carries it.
    if len(made) > LARGEST_LOGO:
        raise LogoRefused(field="logo")
    return made


def checked_accent(text: str) -> str:
    """A colour for links and buttons that everybody can read; empty is ours.

    In the light look it stands as it is; in the dark one as `dark_accent`, which is bright enough whatever was chosen.

    Raises:
        ColourRefused: not a colour. ColourUnreadable: with its contrast and what to do.
    """
    colour = text.strip().lower()
    if not colour:
        return ""
    if not _COLOUR.fullmatch(colour):
        raise ColourRefused(field="accent")
    ratio = contrast(colour, LIGHT)
    if ratio < LEAST_CONTRAST:
        raise ColourUnreadable(field="accent", ratio=f"{int(ratio * 10) / 10}")
    return colour


def checked_introduction(text: str, field: str) -> str:
    """What guests read before they open a message: plain text without addresses.

    Raises:
        IntroductionRefused.
    """
    plain = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if len(plain) > MOST_INTRODUCTION or _ADDRESS.search(plain):
        raise IntroductionRefused(field=field, most=MOST_INTRODUCTION)
    return plain


def contrast(text: str, other: str) -> float:
    """The contrast ratio of two colours (`#rrggbb`) as WCAG 2.2 defines it, 1 to 21."""
    lighter, darker = sorted((_luminance(text), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def dark_accent(colour: str) -> str:
    """What the dark look makes of a colour, as web/styles/tokens.css says: OKLCH lightness at least 0.8, chroma at
    most 0.1, the same hue (Ottosson 2020)."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    light, fade = max(light, 0.8), min(1.0, 0.1 / max(hypot(a, b), 1e-9))
    return _from_oklab(light, a * fade, b * fade)


def _from_oklab(light: float, a: float, b: float) -> str:
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    shown = (min(max(part, 0.0), 1.0) for part in parts)
    gamma = (
        12.92 * each_part if each_part <= 0.0031308 else 1.055 * each_part ** (1 / 2.4) - 0.055
        for each_part in shown
    )
    return "#" + "".join(f"{round(each_part * 255):02x}" for each_part in gamma)


def _parts(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
