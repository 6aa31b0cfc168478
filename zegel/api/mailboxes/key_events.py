"""What became of one's own keys, as the log of keys tells it to everybody, and saying that something of it was not oneself."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from zegel.api.shared.box_keys import KeyEntryOut
from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Base64Out, Wire
from zegel.boxes.queries import memberships
from zegel.evidence.queries import proof_file, proof_of, records_at
from zegel.identity.queries.people import names_of
from zegel.key_log.actions import disown
from zegel.key_log.queries import Placed, entries_of, label_of, label_proof, newest_state
from zegel.lib.moments import now
from zegel.lib.principal import parse_reference
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

MOST = 100
"""How many of the newest entries are told."""

router = Router(tags=["key-events"])


class KeyLabelOut(Wire):
    """A mailbox one uses in one's own name, and the proof of which label its address has."""

    box: UUID
    label: Base64Out


class NamedPersonOut(Wire):
    user: UUID
    name: str


class KeyEventsOut(Wire):
    """The newest entries about one's own mailboxes in their order, proved under `checkpoint`; and the records of evidence they were made
    from (`zegel/proof/v1`, in the same order): those tell by whom. None while there are none."""

    checkpoint: str | None
    labels: list[KeyLabelOut]
    entries: list[KeyEntryOut]
    records: str | None
    people: list[NamedPersonOut]
    """What those are called who stand in the records."""


@router.get("", response=KeyEventsOut)
@access(Access.WORK)
def events(request: HttpRequest) -> KeyEventsOut:
    """What became of the keys of one's own mailboxes: one's keys, who was let in and out, programs, and ways to get back in."""
    mine = [
        member.box
        for member in memberships(current_user(request), at=now())
        if member.delegated_by_id is None
    ]
    labels = [KeyLabelOut(box=box.pk, label=label_proof(box.address)) for box in mine]
    state = newest_state()
    found = entries_of([label_of(box.address) for box in mine], state, limit=MOST) if state else []
    entries = [
        KeyEntryOut(entry=placed.body.decode(), index=placed.index, proof=placed.path) for placed in found
    ]
    records, people = _recorded(found)
    return KeyEventsOut(
        checkpoint=state.note if state else None,
        labels=labels,
        entries=entries,
        records=records,
        people=people,
    )


def _recorded(found: list[Placed]) -> tuple[str | None, list[NamedPersonOut]]:
    """The records that entries were made from, proved, and the names of who stands in them."""
    if not found:
        return None, []
    rows = records_at(placed.record for placed in found)
    bodies = [json.loads(bytes(row.body)) for row in rows]
    actors = (parse_reference(body["actor"]) for body in bodies)
    named = {actor.id for actor in actors if actor is not None and actor.id is not None}
    named |= {UUID(body["facts"]["user"]) for body in bodies if "user" in body["facts"]}
    people = [NamedPersonOut(user=user, name=name) for user, name in names_of(named).items()]
    return json.dumps(proof_file(proof_of(*rows))), people


@router.post("{int:entry}/disowned", response={204: None})
@access(Access.WORK)
def disowned(request: HttpRequest, entry: int) -> HttpResponse:
    """Say that one did not do what an entry tells, and did not ask for it. It is evidence from then on."""
    disown(actor=current_principal(request), entry=entry, at=now())
    return HttpResponse(status=204)
