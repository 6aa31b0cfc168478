"""A judge's own notes in a case: sealed to their own key, one text each, and no version lost unseen."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.casefile.queries import locked_case
from zegel.judgments.errors import NotesChanged, NotesRefused
from zegel.judgments.models import DeskNotes
from zegel.judgments.queries.judgments import for_the_court
from zegel.judgments.rules import LARGEST_NOTES
from zegel.lib.principal import Principal
from zegel.proceedings.queries import roles_of
from zegel.seal.header import is_sealed


@transaction.atomic
def keep_notes(*, actor: Principal, case: UUID, sealed: bytes, seen: int, at: datetime) -> DeskNotes:
    """Keep the actor's notes; `seen` is the version they were made from, 0 for the first.

    Raises:
        CaseUnknown; NotTheCourts; NotesRefused; NotesChanged: another window kept a later version.
    """
    reader, _roles = roles_of(actor, case, at)
    for_the_court(reader)
    if len(sealed) > LARGEST_NOTES or not is_sealed(sealed):
        raise NotesRefused(field="sealed")
    locked = locked_case(case)
    known = DeskNotes.objects.filter(case=locked, account=actor.account).first()
    if (known.version if known else 0) != seen:
        raise NotesChanged
    row, _fresh = DeskNotes.objects.update_or_create(
        case=locked,
        account=actor.account,
        defaults={"version": seen + 1, "sealed": sealed, "changed_at": at},
    )
    return row
