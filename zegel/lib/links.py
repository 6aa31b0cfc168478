"""Secrets behind the # of a link, where a program wrote `%23` for the sign and so sent them to the server."""

import re

_SECRET = re.compile(r"(?:#|%(?:25)*23)+([A-Za-z0-9_-]{16,})", re.IGNORECASE)


def secret_in(path: str) -> str:
    """The secret in a path; empty when there is none."""
    found = _SECRET.search(path)
    return found[1] if found else ""


def without_secrets(text: str) -> str:
    """The text with each such secret taken out, for a log."""
    return _SECRET.sub("#…", text)
