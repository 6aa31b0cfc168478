"""Secrets behind the # of a link, where a program wrote `%23` for the sign and so sent them to the server."""

import re
from urllib.parse import unquote

# Written out once or more often, or as HTML writes it.
_SIGN = r"(?:#|%(?:25)*23)+(?:(?:35|x23)(?:;|%(?:25)*3B))?"
# Something a sentence or a program put before it, unseen signs and breaks within it.
_SECRET = re.compile(rf"{_SIGN}[\s<(\"'\[]*([A-Za-z0-9_-]{{16,}})", re.IGNORECASE)
# In a log, what may be encoded within it goes with it.
_LOGGED = re.compile(rf"{_SIGN}[A-Za-z0-9_%=+<(\"'\[-]{{16,}}", re.IGNORECASE)
_BROKEN = re.compile("=\r?\n|[\\s\u00ad\u200b-\u200f\u2060\ufeff]")
_MOST_ROUNDS = 3


def secret_in(path: str) -> str:
    """The secret in a path; empty when there is none."""
    text = path
    for _ in range(_MOST_ROUNDS):
        text = unquote(text)
    found = _SECRET.search(_BROKEN.sub("", text))
    return found[1] if found else ""


def without_secrets(text: str) -> str:
    """The text with each such secret taken out, for a log."""
    return _LOGGED.sub("#…", text)
