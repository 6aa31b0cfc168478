"""What an account is entered and opened with: written here, decided by the houses above. Each joins its caller's transaction."""

from django.contrib.auth.hashers import make_password

from zegel.identity.models import User
from zegel.lib.verbs import step


@step
def set_password(user: User, *, login: str, salt: bytes, sealed_key: bytes) -> None:
    """Another password: the hash of its login half, its salt, and the user key sealed for it (empty: it opens nothing)."""
    user.password = make_password(login)
    user.password_salt = salt
    user.sealed_key = sealed_key
    user.save(update_fields=["password", "password_salt", "sealed_key"])


@step
def set_sealed_key(user: User, sealed_key: bytes) -> None:
    """The user key, sealed for the password of now."""
    user.sealed_key = sealed_key
    user.save(update_fields=["sealed_key"])


@step
def set_keys(user: User, *, recipient: str, signing_key: str, sealed_key: bytes) -> None:
    """Another user key: its public halves, and itself sealed for the password of now."""
    user.recipient, user.signing_key, user.sealed_key = recipient, signing_key, sealed_key
    user.save(update_fields=["recipient", "signing_key", "sealed_key"])


@step
def set_phone(user: User, number: str) -> None:
    """The number that codes by SMS go to; empty for none."""
    user.phone = number
    user.save(update_fields=["phone"])
