"""Who keeps the professions' registers, and the files they bring: looked at first, imported after."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.accounts.actions.register import ImportReport, import_register
from zegel.accounts.errors.organisations import MemberUnknown
from zegel.accounts.errors.register import RegisterFileGone, RegisterMoved, RegisterTooLarge
from zegel.accounts.models import RegisterFile, Registrar, User
from zegel.accounts.queries.register import check_registrar, newest_import
from zegel.accounts.rules.register import MOST_MEGABYTES_PAGE
from zegel.evidence.actions import Event, write
from zegel.lib.ids import uuid7

ROLE = "registrar"


@transaction.atomic
def name_registrar(*, user: UUID, at: datetime) -> None:
    """Let somebody keep the register for the whole installation: the operator's verb.

    Raises:
        MemberUnknown: nobody, or a program.
    """
    found = User.objects.filter(pk=user, is_active=True, kind=User.Kind.PERSON).first()
    if found is None:
        raise MemberUnknown
    _, fresh = Registrar.objects.get_or_create(user=found, defaults={"since": at})
    if fresh:
        write([Event("accounts.role.given", found.pk, "operator", {"role": ROLE})], at=at)


@transaction.atomic
def dismiss_registrar(*, user: UUID, actor: str, at: datetime) -> bool:
    """Let somebody keep the register no more; gives whether they did. `actor` as evidence names it."""
    rows = Registrar.objects.filter(user=user)
    RegisterFile.objects.filter(by=user).delete()
    gone, _ = rows.delete()
    if gone:
        write([Event("accounts.role.taken", user, actor, {"role": ROLE})], at=at)
    return bool(gone)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file would change. A good one is kept as `file`; of one with bad cells nothing is."""

    report: ImportReport
    file: RegisterFile | None = None


@transaction.atomic
def bring_file(*, actor: User, data: bytes, at: datetime) -> Brought:
    """Read a file and keep it until the actor imports it, or brings another one. Nothing of the register changes.

    Raises:
        NotRegistrar; RegisterTooLarge, RegisterUnreadable, RegisterColumns, RegisterEmpty.
    """
    check_registrar(actor)
    if len(data) > MOST_MEGABYTES_PAGE * 1_000_000:
        raise RegisterTooLarge(field="file", most=MOST_MEGABYTES_PAGE)
    report = import_register(data=data, by=actor, at=at, dry_run=True)
    if report.bad:
        return Brought(report)
    facts = {"id": uuid7(), "at": at, "sha256": hashlib.sha256(data).hexdigest(), "data": data}
    RegisterFile.objects.filter(by=actor).delete()
    return Brought(report, RegisterFile.objects.create(by=actor, **facts))


def look_again(*, actor: User, file: UUID, at: datetime) -> Brought:
    """What a kept file would change to the register of this moment.

    Raises:
        NotRegistrar, RegisterFileGone.
    """
    found = _kept(actor, file)
    return Brought(import_register(data=bytes(found.data), by=actor, at=at, dry_run=True), found)


@transaction.atomic
def import_file(
    *, actor: User, file: UUID, seen: UUID | None, invitations: bool, at: datetime
) -> ImportReport:
    """Import a kept file. `seen` is the newest import of when the actor looked at what would change.

    Raises:
        NotRegistrar, RegisterFileGone; RegisterMoved: another file came in between.
    """
    found = _kept(actor, file)
    newest = newest_import(actor)
    if (newest.pk if newest else None) != seen:
        raise RegisterMoved
    report = import_register(data=bytes(found.data), by=actor, at=at, invitations=invitations)
    found.delete()
    return report


@transaction.atomic
def drop_file(*, actor: User, file: UUID) -> None:
    """Throw a kept file away.

    Raises:
        NotRegistrar, RegisterFileGone.
    """
    _kept(actor, file).delete()


def forget_files(*, before: datetime) -> None:
    """Remove files that nobody imported."""
    RegisterFile.objects.filter(at__lt=before).delete()


def _kept(actor: User, file: UUID) -> RegisterFile:
    """The actor's own file, and nobody else's."""
    check_registrar(actor)
    found = RegisterFile.objects.filter(pk=file, by=actor).first()
    if found is None:
        raise RegisterFileGone
    return found
