"""Growing the log of keys: from the records of evidence, in their order, a few seconds after what they tell of."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from zegel.boxes.queries import addresses_of, boxes_ever_of, newest_keys
from zegel.evidence.actions import write as write_evidence
from zegel.evidence.keys import log_seed
from zegel.evidence.queries import Kept, records_after, told_of
from zegel.evidence.tiles import frontier_of, grow_tiles
from zegel.evidence.witnesses import Asked
from zegel.identity.queries.people import emails_of
from zegel.key_log.errors import EntryUnknown
from zegel.key_log.events import EntryDisowned
from zegel.key_log.keys import label_of
from zegel.key_log.models import Entry, Hashes, Read, State, Witnessed
from zegel.key_log.queries import growth_proof, newest_state, newest_witnessed, origin, witness_policy
from zegel.key_log.rules import CONTAINERS, PERSONS, is_due, told
from zegel.lib.principal import Principal
from zegel.lib.verbs import nobody_acts
from zegel.seal.checkpoint import checkpoint_body, sign
from zegel.seal.key_entry import KeyEntry, circle_label, read, write
from zegel.seal.merkle import leaf_hash

log = logging.getLogger(__name__)

_LOCK: Final = 0x5A65_6B65
_MOST: Final = 500


@nobody_acts("a job takes in what was recorded")
@transaction.atomic
def extend_key_log(*, at: datetime) -> int:
    """Take in what evidence recorded of keys since the last time, at most 500 records; gives how many entries were made.

    One at a time over all processes (advisory lock). A mailbox without an address any more, or an account that is gone, has no label
    and is passed over.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    read = Read.objects.first()
    records, until = records_after(read.record if read else -1, PERSONS | CONTAINERS, limit=_MOST)
    Read.objects.update_or_create(pk=1, defaults={"record": until})
    made = _entries(records)
    if made:
        _append(made, at)
    return len(made)


def _entries(records: Sequence[Kept]) -> list[tuple[int, KeyEntry]]:
    """What is said of each record, with its number in evidence."""
    people = emails_of({record.subject for record in records if record.event in PERSONS})
    boxes = addresses_of({record.subject for record in records if record.event in CONTAINERS})
    found = []
    for record in records:
        address = (people if record.event in PERSONS else boxes).get(record.subject)
        if address is None or record.index is None:
            continue
        label = label_of(address) if address else circle_label(str(record.subject))
        facts = told(record.event, label, record.facts | _moved(record))
        found.append((record.index, KeyEntry(record.at.isoformat(), record.event, label, facts)))
    return found


def _moved(record: Kept) -> dict[str, Any]:
    """Of a mailbox with another address: its keys, which are under another label from now on."""
    if record.event != "boxes.address.changed":
        return {}
    return newest_keys(UUID(str(record.subject)))


def _append(made: Sequence[tuple[int, KeyEntry]], at: datetime) -> None:
    frontier = frontier_of(newest_state())
    size = frontier.size
    rows, leaves = [], list[bytes]()
    for number, (record, entry) in enumerate(made, size):
        body = write(entry)
        leaf = leaf_hash(body)
        frontier.append(leaf)
        leaves.append(leaf)
        names = {"names_key": "key" in entry.facts, "names_person": "person" in entry.facts}
        rows.append(Entry(index=number, record=record, label=entry.label, body=body, leaf=leaf, **names))
    Entry.objects.bulk_create(rows)
    grow_tiles(Hashes, size, leaves)
    root = frontier.root()
    note = sign(checkpoint_body(origin(), frontier.size, root), origin(), log_seed())
    State.objects.create(size=frontier.size, root=root, peaks=b"".join(frontier.peaks), note=note, at=at)


@nobody_acts("a job asks the witnesses")
def collect_cosignatures(*, at: datetime) -> bool:
    """Have the newest state cosigned by the witnesses of the settings when it is new, or they vouched for it some time ago; whether
    enough of them vouch for it now. Without a quorum the state that had one before stays the newest witnessed one.
    """
    state, held, policy = newest_state(), newest_witnessed(), witness_policy()
    if (
        state is None
        or not policy.witnesses
        or not is_due(state.size, held.size if held else None, held.at if held else None, at)
    ):
        return True
    asked = Asked(state.size, state.note, lambda old: growth_proof(old, state.size))
    found = asked.vouched(policy, held.size if held else 0)
    if found is None:
        return False
    facts = {"size": state.size, "note": found[0], "at": found[1]}
    if not Witnessed.objects.filter(pk=1, size__lte=state.size).update(**facts):
        Witnessed.objects.get_or_create(pk=1, defaults=facts)
    return True


@transaction.atomic
def disown(*, actor: Principal, entry: int, at: datetime) -> None:
    """Record that the actor did not do what entry number `entry` tells of their keys, and did not ask for it. Once for each entry.

    Raises:
        EntryUnknown: there is none, or it is about no mailbox that they use or used.
    """
    used = addresses_of(boxes_ever_of(actor.account)).values()
    row = Entry.objects.filter(index=entry, label__in=[label_of(address) for address in used]).first()
    if row is None:
        raise EntryUnknown
    told = told_of(actor.account, [EntryDisowned.name])
    if any(said.facts["entry"] == entry for said in told):
        return
    event = read(bytes(row.body)).event
    write_evidence([EntryDisowned(subject=actor.account, entry=entry, event=event)], actor=actor, at=at)
    log.warning("somebody says of entry %s of the log of keys (%s) that it was not them", entry, event)
