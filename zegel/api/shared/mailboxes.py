"""The mailboxes of a person with the keys to open them."""

from zegel.api.shared.schemas import BoxOut, VersionKeyOut
from zegel.boxes.queries import (
    memberships,
    sealed_keys,
    stale_boxes,
)
from zegel.boxes.rules import may_renew
from zegel.identity.queries.people import User
from zegel.lib.moments import now


def boxes_out(person: User) -> list[BoxOut]:
    """The boxes of a person with the sealed keys of all key versions they may open, newest first (three queries).

    `renew` asks the client to make the next key, because somebody who knows this one has left.
    """
    at = now()
    mine = memberships(person, at=at)
    keys, stale = sealed_keys(mine), stale_boxes((one.box_id for one in mine), at=at)
    return [
        BoxOut(
            id=one.box.pk,
            kind=one.box.kind,
            name=one.box.name,
            address=one.box.address,
            organisation=one.box.organisation.name if one.box.organisation else "",
            recipient=one.box.recipient,
            key_version=one.box.key_version,
            keys=[
                VersionKeyOut(number=key.key_version.number, sealed_identity=bytes(key.sealed_identity))
                for key in keys.get(one.pk, [])
            ],
            right=one.right,
            may_send=one.may_send,
            delegated=one.delegated_by_id is not None,
            renew=one.box_id in stale
            and may_renew(one.right, shared=one.box.kind == "team", checks=one.checks),
        )
        for one in mine
    ]
