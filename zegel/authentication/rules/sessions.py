"""Pure decisions about sessions and the browsers they run in."""

from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network

IDLE = timedelta(minutes=15)


# Then somebody logs in again, however busy they were.
LONGEST = timedelta(hours=12)


TOUCH = timedelta(seconds=30)


FRESH = timedelta(minutes=5)


HALF_LOGIN = timedelta(minutes=10)


TRUST = timedelta(days=30)


# A browser nobody used for so long is new again.
DEVICE_KEPT = timedelta(days=400)


_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)


_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip


def is_alive(*, started: datetime, seen: datetime, ended: datetime | None, at: datetime) -> bool:
    """Whether a session still holds: not ended, used a short while ago, not older than a working day."""
    return ended is None and at - seen < IDLE and at - started < LONGEST


def browser_name(agent: str) -> str:
    """What a person calls their browser: `Firefox, Windows`; whatever is not known is a program."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return ", ".join(filter(None, (browser, system))) or "API"


def coarse_place(address: str) -> str:
    """A network address without the part that tells one home from the next: /24, of IPv6 /48."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    mapped = found if isinstance(found, IPv4Address) else found.ipv4_mapped
    if mapped:
        return str(ip_network((mapped, 24), strict=False).network_address)[:-1] + "x"
    return f"{ip_network((found, 48), strict=False).network_address}/48"
