"""Pure decisions about forgotten passwords."""

from datetime import timedelta

RESET_LIFE = timedelta(minutes=30)
