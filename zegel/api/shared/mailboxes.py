"""The mailboxes of a person with the keys to open them."""

from zegel.api.shared.schemas import BoxOut, PinsOut, StatementOut, VersionKeyOut
from zegel.boxes.queries import (
    last_statements,
    memberships,
    sealed_keys,
    stale_boxes,
)
from zegel.boxes.rules import may_renew
from zegel.identity.queries.people import User
from zegel.key_custody.queries.keys import pins_of
from zegel.lib.moments import now


def pins_out(person: User) -> PinsOut | None:
    """Which keys of others this person goes by, sealed to them (one query)."""
    kept = pins_of(person)
    return PinsOut(version=kept.version, sealed=bytes(kept.sealed)) if kept else None


def boxes_out(person: User) -> list[BoxOut]:
    """The boxes of a person with the sealed keys of all key versions they may open, newest first (four queries).

    `renew` asks the client to make the next key, because somebody who knows this one has left.
    """
    at = now()
    mine = memberships(person, at=at)
    keys, stale = sealed_keys(mine), stale_boxes((membership.box_id for membership in mine), at=at)
    said = last_statements(membership.box_id for membership in mine)
    return [
        BoxOut(
            id=membership.box.pk,
            kind=membership.box.kind,
            name=membership.box.name,
            address=membership.box.address,
            organisation=membership.box.organisation.name if membership.box.organisation else "",
            recipient=membership.box.recipient,
            key_version=membership.box.key_version,
            keys=[
                VersionKeyOut(number=key.key_version.number, sealed_identity=bytes(key.sealed_identity))
                for key in keys.get(membership.pk, [])
            ],
            right=membership.right,
            may_send=membership.may_send,
            delegated=membership.delegated_by_id is not None,
            renew=membership.box_id in stale
            and may_renew(membership.right, shared=membership.box.kind == "team", checks=membership.checks),
            statement=StatementOut(statement=last.text, signature=last.signature)
            if (last := said.get(membership.box_id))
            else None,
        )
        for membership in mine
    ]
