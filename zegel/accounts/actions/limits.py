"""Counting what may be done only so often."""

from datetime import datetime, timedelta

from zegel.accounts.models import LoginAttempt


def reached(key: str, most: int, *, within: timedelta, at: datetime) -> bool:
    """Whether something was counted `most` times in the time before `at`."""
    return LoginAttempt.objects.filter(key=key, at__gt=at - within).count() >= most


def count(*keys: str, at: datetime) -> list[LoginAttempt]:
    """Count once under each key, in one query; a later refusal of the same request does not take it back."""
    return LoginAttempt.objects.bulk_create(LoginAttempt(key=key, at=at) for key in keys)


def uncount(counted: list[LoginAttempt]) -> None:
    """Take back what was counted: it was no guess."""
    LoginAttempt.objects.filter(pk__in=[one.pk for one in counted]).delete()
