"""Renewing the professions' registers from a file."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Lower

from zegel.evidence.actions import write
from zegel.identity.actions.invitations import invite
from zegel.identity.queries.invitations import unknown_address
from zegel.identity.queries.people import account_of
from zegel.lib.principal import Kind, Principal, system
from zegel.lib.verbs import nobody_acts
from zegel.outbox.actions import queue_task
from zegel.professions.actions.links import recheck
from zegel.professions.events import RegisterAbsent, RegisterImported, RegisterStatusChanged
from zegel.professions.models import ProfessionLink, RegisterEntry, RegisterImport
from zegel.professions.queries.professional_register import check_register_keeper
from zegel.professions.rules.professional_register import (
    BadCell,
    ReadRegister,
    RegisterRow,
    read_register,
    turn,
)

REGISTER_LOCK = 0x7265_6769


INVITE = "professions.invite_registered"


_FIELDS = ("name", "email", "office", "address", "status", "status_from", "status_until")


@dataclass(frozen=True, slots=True)
class Change:
    """A row that says something new: its number and which of its columns."""

    number: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody whom an import touches. `what` is `new`, `changed`, `suspended`, `struck`, `back` or `gone`; `columns` are those
    that differ; `linked` whether an account here is linked to the number."""

    what: str
    kind: str
    number: str
    name: str
    columns: tuple[str, ...] = ()
    status_from: date | None = None
    status_until: date | None = None
    linked: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do. With `bad` cells or on a dry run nothing was changed.

    `missing` are the numbers that are in our register and not in the file: they keep their standing until somebody has
    looked at them (`confirm_missing`). `odd` as in `Table`. `lines` tell it person by person, without who is known to be gone.
    """

    encoding: str
    separator: str
    rows: int
    bad: tuple[BadCell, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    same: int = 0
    missing: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    done: UUID | None = None
    odd: tuple[str, ...] = ()


def import_register(
    *, actor: Principal, data: bytes, at: datetime, dry_run: bool = False, invitations: bool = True
) -> ImportReport:
    """Renew the register from a whole file: all of it, or nothing when a cell is bad.

    1. Read and check. 2. Compare with what is there, for the kinds of number that the file has. 3. Unless it is a dry
    run, store, write evidence, look again at every account that is linked, and let a worker invite whoever is new or
    has a new address (not without `invitations`, for a first import or a try).

    By who keeps the register, or by the operator's command (the system).

    Raises:
        NotRegisterKeeper; RegisterUnreadable, RegisterTooLarge, RegisterColumns, RegisterEmpty: of the file as a whole.
    """
    _may_keep(actor)
    read = read_register(data)
    report = ImportReport(read.encoding, read.separator, len(read.rows), bad=read.bad, odd=read.odd)
    if read.bad:
        return report
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTER_LOCK])
        there = _there(read)
        report = _compared(report, read, there)
        if dry_run:
            return report
        _store(read, there, at)
        done = _recorded(report, hashlib.sha256(data).hexdigest(), actor, at)
        _tell_changes(read, there, actor, at)
        recheck(at=at)
        if invitations:
            queue_task(INVITE, since=at.isoformat())
    return replace(report, done=done.pk)


@nobody_acts("a job follows an import")
def invite_registered(*, since: datetime, at: datetime, most: int = 200) -> int:
    """Invite people whose row is new or changed since a moment, at the address on record; gives how many.

    Not who is suspended or gone, and not an address that has an account or was invited before. Twice does no harm.
    """
    rows = RegisterEntry.objects.alias(lowered=Lower("email")).filter(
        unknown_address("lowered"),
        changed_at__gte=since,
        status="active",
        missing_since__isnull=True,
        links__isnull=True,
    )
    found = list(rows.order_by("id")[:most])
    for entry in found:
        invite(
            email=entry.email,
            name=entry.name,
            reason="register",
            language="nl",
            actor=system("professional-register"),
            at=at,
        )
    return len(found)


@transaction.atomic
def confirm_missing(*, actor: Principal, entries: Collection[UUID], at: datetime) -> int:
    """Somebody looked at rows that vanished from the register: from now on these people are not in it.

    Gives how many; a row that came back in the meantime, or was confirmed before, is left as it is.

    Raises:
        NotRegisterKeeper.
    """
    _may_keep(actor)
    waiting = RegisterEntry.objects.select_for_update().filter(
        pk__in=entries, missing_since__isnull=False, absent_since__isnull=True
    )
    found = list(waiting)
    for entry in found:
        entry.absent_since = entry.changed_at = at
    RegisterEntry.objects.bulk_update(found, ["absent_since", "changed_at"])
    events = [RegisterAbsent(subject=entry.pk, kind=entry.kind, number=entry.number) for entry in found]
    write(events, actor=actor, at=at)
    recheck(at=at)
    return len(found)


_Key = tuple[str, str]


def _there(read: ReadRegister) -> dict[_Key, RegisterEntry]:
    kinds = {row.kind for row in read.rows}
    rows = RegisterEntry.objects.select_for_update().filter(kind__in=kinds)
    return {(entry.kind, entry.number): entry for entry in rows}


def _differing(row: RegisterRow, entry: RegisterEntry) -> tuple[str, ...]:
    found = [field for field in _FIELDS if getattr(row, field) != getattr(entry, field)]
    return tuple(found + ["missing"] * (entry.missing_since is not None))


def _compared(report: ImportReport, read: ReadRegister, there: Mapping[_Key, RegisterEntry]) -> ImportReport:
    added, changed, same = [], [], 0
    for row in read.rows:
        entry = there.get((row.kind, row.number))
        columns = _differing(row, entry) if entry else ()
        if entry is None:
            added.append(row.number)
        elif columns:
            changed.append(Change(row.number, columns))
        else:
            same += 1
    named = {(row.kind, row.number) for row in read.rows}
    gone = sorted(number for kind, number in there if (kind, number) not in named)
    lines = tuple(_lines(read, there))
    return replace(
        report, added=tuple(added), changed=tuple(changed), same=same, missing=tuple(gone), lines=lines
    )


def _lines(read: ReadRegister, there: Mapping[_Key, RegisterEntry]) -> Iterator[Line]:
    """Whom the import touches, in the order of the file; who is gone after them (one query)."""
    links = ProfessionLink.objects.filter(ended_at__isnull=True, entry__kind__in={kind for kind, _ in there})
    linked = set(links.values_list("entry", flat=True))
    for row in read.rows:
        entry = there.get((row.kind, row.number))
        columns = _differing(row, entry) if entry else ()
        if entry and not columns:
            continue
        what = "new" if entry is None else _turn(row, entry)
        yield Line(
            what, row.kind, row.number, row.name, columns, row.status_from, row.status_until,
            linked=entry is not None and entry.pk in linked,
        )  # fmt: skip
    named = {(row.kind, row.number) for row in read.rows}
    for key, entry in sorted(there.items()):
        if key not in named and entry.absent_since is None:
            yield Line("gone", entry.kind, entry.number, entry.name, linked=entry.pk in linked)


def _turn(row: RegisterRow, entry: RegisterEntry) -> str:
    dates = (row.status_from, row.status_until) != (entry.status_from, entry.status_until)
    return turn(row, entry.status, dates=dates, missing=entry.missing_since is not None)


def _store(read: ReadRegister, there: Mapping[_Key, RegisterEntry], at: datetime) -> None:
    rows, named = [], set()
    for row in read.rows:
        named.add((row.kind, row.number))
        entry = there.get((row.kind, row.number))
        if entry is None or _differing(row, entry):
            facts = {field: getattr(row, field) for field in _FIELDS}
            rows.append(RegisterEntry(kind=row.kind, number=row.number, changed_at=at, **facts))
    # An update of many rows by bulk_update takes minutes for a whole register, this seconds.
    RegisterEntry.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["kind", "number"],
        update_fields=[*_FIELDS, "missing_since", "absent_since", "changed_at"],
    )
    gone = [entry.pk for key, entry in there.items() if key not in named and entry.missing_since is None]
    RegisterEntry.objects.filter(pk__in=gone).update(missing_since=at)


def _recorded(report: ImportReport, sha256: str, actor: Principal, at: datetime) -> RegisterImport:
    counts = {
        "rows": report.rows,
        "added": len(report.added),
        "changed": len(report.changed),
        "missing": len(report.missing),
    }
    done = RegisterImport.objects.create(at=at, by_id=actor.id, sha256=sha256, **counts)
    write([RegisterImported(subject=done.pk, sha256=sha256, **counts)], actor=actor, at=at)
    return done


def _tell_changes(
    read: ReadRegister, there: Mapping[_Key, RegisterEntry], actor: Principal, at: datetime
) -> None:
    """Evidence of every standing that changed; of other columns the file's hash is enough."""
    events = []
    for row in read.rows:
        entry = there.get((row.kind, row.number))
        was = entry and (entry.status, entry.status_from, entry.status_until, entry.absent_since)
        if entry is None or was == (row.status, row.status_from, row.status_until, None):
            continue
        events.append(
            RegisterStatusChanged(
                subject=entry.pk,
                kind=entry.kind,
                number=entry.number,
                was="absent" if entry.absent_since else entry.status,
                is_=row.status,
                from_=row.status_from,
                until=row.status_until,
            )
        )
    write(events, actor=actor, at=at)


def _may_keep(actor: Principal) -> None:
    if actor.kind != Kind.SYSTEM:
        check_register_keeper(account_of(actor))
