"""The files that keepers of the professional register bring: looked at first, imported after."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.identity.actions.roles import dismiss_register_keeper
from zegel.identity.queries.people import account_of
from zegel.lib.ids import uuid7
from zegel.lib.principal import Principal
from zegel.lib.verbs import nobody_acts
from zegel.professions.actions.professional_register import ImportReport, import_register
from zegel.professions.errors.professional_register import RegisterFileGone, RegisterMoved, RegisterTooLarge
from zegel.professions.models import RegisterFile
from zegel.professions.queries.professional_register import check_register_keeper, newest_import
from zegel.professions.rules.professional_register import MOST_MEGABYTES_PAGE


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file would change. A good one is kept as `file`; of one with bad cells nothing is."""

    report: ImportReport
    file: RegisterFile | None = None


@transaction.atomic
def bring_file(*, actor: Principal, data: bytes, at: datetime) -> Brought:
    """Read a file and keep it until the actor imports it, or brings another one. Nothing of the register changes.

    Raises:
        NotRegisterKeeper; RegisterTooLarge, RegisterUnreadable, RegisterColumns, RegisterEmpty.
    """
    check_register_keeper(account_of(actor))
    if len(data) > MOST_MEGABYTES_PAGE * 1_000_000:
        raise RegisterTooLarge(field="file", most=MOST_MEGABYTES_PAGE)
    report = import_register(actor=actor, data=data, at=at, dry_run=True)
    if report.bad:
        return Brought(report)
    facts = {"id": uuid7(), "at": at, "sha256": hashlib.sha256(data).hexdigest(), "data": data}
    RegisterFile.objects.filter(by=actor.account).delete()
    return Brought(report, RegisterFile.objects.create(by_id=actor.account, **facts))


def look_again(*, actor: Principal, file: UUID, at: datetime) -> Brought:
    """What a kept file would change to the register of this moment.

    Raises:
        NotRegisterKeeper, RegisterFileGone.
    """
    found = _kept(actor, file)
    return Brought(import_register(actor=actor, data=bytes(found.data), at=at, dry_run=True), found)


@transaction.atomic
def import_file(
    *, actor: Principal, file: UUID, seen: UUID | None, invitations: bool, at: datetime
) -> ImportReport:
    """Import a kept file. `seen` is the newest import of when the actor looked at what would change.

    Raises:
        NotRegisterKeeper, RegisterFileGone; RegisterMoved: another file came in between.
    """
    found = _kept(actor, file)
    newest = newest_import(account_of(actor))
    if (newest.pk if newest else None) != seen:
        raise RegisterMoved
    report = import_register(actor=actor, data=bytes(found.data), at=at, invitations=invitations)
    found.delete()
    return report


@transaction.atomic
def drop_file(*, actor: Principal, file: UUID) -> None:
    """Throw a kept file away.

    Raises:
        NotRegisterKeeper, RegisterFileGone.
    """
    _kept(actor, file).delete()


@nobody_acts("a job of the night")
def forget_files(*, before: datetime) -> None:
    """Remove files that nobody imported."""
    RegisterFile.objects.filter(at__lt=before).delete()


@transaction.atomic
def dismiss_keeper(*, actor: Principal, user: UUID, at: datetime) -> bool:
    """Let somebody keep the professional register no more, and throw the file away that they brought; gives whether they did."""
    drop_files_of(user=user)
    return dismiss_register_keeper(actor=actor, user=user, at=at)


@nobody_acts("a reaction to who is let in no more")
def drop_files_of(*, user: UUID) -> None:
    """Throw the file away that somebody brought. Joins the caller's transaction."""
    RegisterFile.objects.filter(by=user).delete()


def _kept(actor: Principal, file: UUID) -> RegisterFile:
    """The actor's own file, and nobody else's."""
    check_register_keeper(account_of(actor))
    found = RegisterFile.objects.filter(pk=file, by=actor.account).first()
    if found is None:
        raise RegisterFileGone
    return found
