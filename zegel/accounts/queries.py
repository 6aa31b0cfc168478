"""Reads of the accounts house."""

from django.conf import settings

from zegel.accounts.models import User
from zegel.accounts.rules import decoy_salt


def password_salt(email: str) -> bytes:
    """The salt (16 bytes) to stretch a password with; an unknown address gets one too."""
    found = (
        User.objects.filter(email__iexact=email, is_active=True)
        .values_list("password_salt", flat=True)
        .first()
    )
    return bytes(found) if found else decoy_salt(settings.SECRET_KEY, email)
