"""The domain of a mail address as it goes on the wire: IDNA 2008 by UTS 46, non-transitional, as browsers have it.

IDNA 2003, which Python's own codec speaks, makes another name of some: `straße` is not `strasse`, and whoever owns the one
need not own the other. The browser's twin is `web/typed/address.ts`; `vectors/typed/addresses-v1.json` holds both.
"""

import re

import idna

from zegel.lib.typed import without_joiners

_DOMAIN = re.compile(
    r"(?=.{4,255}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?!\d+$)[A-Za-z0-9-]{2,63}"
)


def wire_domain(domain: str) -> str | None:
    """The ASCII form of a domain; None for what is none. A domain in ASCII stays as it was written."""
    wire = domain if domain.isascii() else _encoded(domain)
    if wire is None or not _DOMAIN.fullmatch(wire):
        return None
    return wire if all(map(_readable, wire.lower().split("."))) else None


def _encoded(domain: str) -> str | None:
    """Joiners that make no other word where they stand are taken for what they mostly are: signs that slipped in."""
    for text in (domain, without_joiners(domain)):
        try:
            return idna.encode(text, uts46=True, std3_rules=True, transitional=False).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            continue
    return None


def _readable(label: str) -> bool:
    """Whether a label that says it is encoded is."""
    if not label.startswith("xn--"):
        return True
    try:
        idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return False
    return True
