"""How Django checks the login half of a password."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from zegel.accounts.models import User


class SplitPasswordBackend(BaseBackend):
    """Only finds the user of a session; passwords are checked by `accounts.actions.log_in`."""

    def authenticate(self, request: HttpRequest | None, **_credentials: Any) -> None:
        """Refuse: Django's own login form would send the password itself."""

    def get_user(self, user_id: UUID) -> User | None:
        """The active user with this key."""
        rows = User.objects.select_related("organisation").defer("organisation__logo")
        return rows.filter(pk=user_id, is_active=True).first()
