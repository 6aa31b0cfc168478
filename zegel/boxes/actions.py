"""Verbs of boxes."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.models import Box, Member


@transaction.atomic
def add_box(
    *,
    kind: str,
    name: str,
    address: str,
    recipient: str,
    organisation: UUID | None,
    members: dict[UUID, bytes],
    language: str = "nl",
    checkers: Collection[UUID] = (),
    at: datetime,
) -> Box:
    """Register a box made by a client. `members`: user → the box's key sealed to that user's key.

    `checkers` are those members that are the court's automation: they check what arrives and send nothing.
    """
    box = Box.objects.create(
        kind=kind,
        name=name,
        address=address,
        recipient=recipient,
        organisation_id=organisation,
        language=language,
    )
    Member.objects.bulk_create(
        Member(
            box=box,
            user_id=user,
            sealed_identity=sealed,
            may_send=user not in checkers,
            checks=user in checkers,
            since=at,
        )
        for user, sealed in members.items()
    )
    return box
