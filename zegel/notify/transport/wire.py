"""What can become of an attempt to hand a message over; the three answers are all that the actions act on."""

import re

PATIENCE = 60.0
"""Seconds of silence after which a server counts as lost."""


class NotHanded(Exception):
    """The base: `reason` is what the other side said, without line breaks and of bearable length."""

    def __init__(self, reason: str) -> None:
        self.reason = plain(reason)
        super().__init__(self.reason)


class TryLater(NotHanded):
    """The message was certainly not taken; a later attempt may succeed."""


class Refused(NotHanded):
    """The message was certainly not taken and never will be."""


class Lost(NotHanded):
    """The message was on its way and no answer came: it may have been taken."""


# A spam filter may quote the link it dislikes, and the link's fragment is a secret.
_FRAGMENT = re.compile(r"#[A-Za-z0-9_-]{16,}")


def plain(text: str) -> str:
    """One line of printable text, at most 300 characters and without link secrets: reasons come from strangers."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return _FRAGMENT.sub("#…", " ".join(printable.split()))[:300]
