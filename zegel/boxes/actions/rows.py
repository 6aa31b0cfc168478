"""Rows of containers that verbs change, locked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from zegel.boxes.errors import BoxUnknown, KeysIncomplete, PersonUnknown
from zegel.boxes.models import Container, Member, MemberKey
from zegel.boxes.queries import in_force
from zegel.boxes.rules import MANAGE
from zegel.lib.verbs import step
from zegel.seal.header import is_sealed_key


@step
def locked(box: UUID) -> Container:
    """The box, which nobody else changes until this transaction ends."""
    found = Container.objects.select_for_update(no_key=True, of=("self",)).filter(pk=box).first()
    if found is None:
        raise BoxUnknown
    return found


@step
def member_of(box: Container, user: UUID, at: datetime) -> Member:
    """A member who is a person: the court's automation is not the members' to change."""
    found = (
        Member.objects.filter(in_force(at), box=box, user=user, checks=False).select_related("user").first()
    )
    if found is None:
        raise PersonUnknown
    return found


@step
def managers_of(box: Container, at: datetime) -> QuerySet[Member]:
    return Member.objects.filter(in_force(at), box=box, right=MANAGE, ends_at__isnull=True)


@step
def let_in(
    place: Container,
    facts: Mapping[str, Any],
    keys: Mapping[int, bytes],
    at: datetime,
    *,
    sealed_to: int | None = None,
    **party: Any,
) -> Member:
    """Make a user or mailbox (`party`) a member of a container that is locked, with the keys of these versions.

    Raises:
        KeysIncomplete: the newest is not among them, one never was, or something is no sealed key.
    """
    versions = {version.number: version for version in place.key_versions.all()}
    if (
        place.key_version not in keys
        or not set(keys) <= set(versions)
        or not all(map(is_sealed_key, keys.values()))
    ):
        raise KeysIncomplete
    values = {**facts, "since": at, "ended_at": None}
    member, _ = Member.objects.update_or_create(defaults=values, box=place, **party)
    member.keys.all().delete()
    MemberKey.objects.bulk_create(
        MemberKey(member=member, key_version=versions[number], sealed_identity=sealed, sealed_to=sealed_to)
        for number, sealed in keys.items()
    )
    return member
