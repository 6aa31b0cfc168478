"""What a browser needs before it can log in."""

from django.conf import settings

from zegel.authentication.rules.login import decoy_salt
from zegel.identity.queries.people import active_user
from zegel.notify.rules import kept_address


def password_salt(email: str) -> bytes:
    """The salt (16 bytes) to stretch a password with; an unknown address gets one too."""
    email = kept_address(email)
    found = active_user(email).values_list("password_salt", flat=True).first()
    return bytes(found) if found else decoy_salt(settings.SECRET_KEY, email)
