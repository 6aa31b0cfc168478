"""Which keys of others somebody goes by: kept for them, sealed to their own user key."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.identity.queries.people import locked
from zegel.key_custody.errors.keys import KeysRefused, PinsPast
from zegel.key_custody.models import Pins
from zegel.key_custody.queries.keys import pins_of
from zegel.lib.principal import Principal
from zegel.lib.verbs import nobody_acts
from zegel.seal.header import is_sealed

MOST_BYTES = 1024 * 1024


@transaction.atomic
def keep_pins(*, actor: Principal, version: int, sealed: bytes, at: datetime) -> None:
    """Keep what the actor's browser sealed, in the place of the version before. It is signed inside, so evidence has nothing to tell.

    Raises:
        KeysRefused: not a sealed file, or too large; PinsPast: not the next version.
    """
    del at
    user = locked(actor.account)
    kept = pins_of(user)
    if version != (kept.version if kept else 0) + 1:
        raise PinsPast
    _put(user.pk, version, sealed)


@nobody_acts("the operator imports an account with what its maker sealed")
def import_pins(*, user: UUID, sealed: bytes, at: datetime) -> None:
    """Keep the first version, which came along with an account made elsewhere.

    Raises:
        KeysRefused.
    """
    del at
    _put(user, 1, sealed)


def _put(user: UUID, version: int, sealed: bytes) -> None:
    if not is_sealed(sealed) or len(sealed) > MOST_BYTES:
        raise KeysRefused
    Pins.objects.update_or_create(user_id=user, defaults={"version": version, "sealed": sealed})
