"""Who may look into a case: the court's team, and the digital parties through the mailbox they read by (1.4, 1.7)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from zegel.boxes.queries import boxes_of, sending_box
from zegel.casefile.errors import CaseUnknown, NotOfThisCourt
from zegel.casefile.models import Case, Circle
from zegel.casefile.queries.exclusions import shut_to
from zegel.casefile.queries.parties import reading_through
from zegel.lib.principal import Principal


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody in a case: for the `court`, or for `parties`. `withheld` are entries kept from them for now (art. 12.6)."""

    case: Case
    court: bool
    parties: frozenset[UUID] = frozenset()
    party_roles: frozenset[str] = frozenset()
    mailboxes: frozenset[UUID] = frozenset()
    withheld: frozenset[UUID] = frozenset()

    def circles(self) -> Q:
        """The circles of the case whose entries this reader may be given."""
        if self.court:
            return Q(case=self.case)
        return Q(case=self.case) & open_to(self.parties)


def open_to(parties: Collection[UUID]) -> Q:
    """The circles that parties read: not those that keep one of them out, nor what is another's own."""
    kept_out = Circle.objects.filter(without__in=parties)
    kinds = Q(kind__in=[Circle.Kind.OPEN, Circle.Kind.SHIELDED])
    return kinds & (Q(own__isnull=True) | Q(own__in=parties)) & ~Q(pk__in=kept_out)


def reader_of(actor: Principal, case: UUID, at: datetime) -> Reader:
    """The actor as a reader of a case.

    Raises:
        CaseUnknown: there is none, or it is not theirs; the two are one answer.
    """
    mailboxes = list(boxes_of(actor.account, at=at))
    excluded = Exists(shut_to(actor, at).filter(case=OuterRef("pk")))
    found = Case.objects.filter(pk=case).select_related("desk").annotate(shut=excluded).first()
    if found is None:
        raise CaseUnknown
    if found.desk_id in mailboxes:
        return Reader(found, court=True, mailboxes=frozenset(mailboxes))
    parties = [] if found.shut else list(reading_through(mailboxes, at, of=[found]))
    if not parties:
        raise CaseUnknown
    keys, roles = frozenset(party.pk for party in parties), frozenset(party.role for party in parties)
    return Reader(found, court=False, parties=keys, party_roles=roles, mailboxes=frozenset(mailboxes))


def court_case(actor: Principal, case: UUID, at: datetime) -> Case:
    """A case the actor works on for the court, locked until the transaction ends.

    Raises:
        CaseUnknown; NotOfThisCourt: they read in it for a party; MayNotSend: they may only read at the court's desk.
    """
    found = locked_case(case)
    _check_court(actor, found, at)
    sending_box(actor.account, found.desk_id, at=at)
    return found


def court_case_read(actor: Principal, case: UUID, at: datetime) -> Case:
    """A case of the actor's court.

    Raises:
        CaseUnknown, NotOfThisCourt.
    """
    found = Case.objects.filter(pk=case).first()
    if found is None:
        raise CaseUnknown
    _check_court(actor, found, at)
    return found


def _check_court(actor: Principal, case: Case, at: datetime) -> None:
    if case.desk_id not in set(boxes_of(actor.account, at=at)):
        raise NotOfThisCourt


def locked_case(case: UUID) -> Case:
    """A case that stays as it is until the caller's transaction ends; the caller has shown that the actor may know it.

    Raises:
        CaseUnknown.
    """
    found = Case.objects.select_for_update(of=("self",)).filter(pk=case).first()
    if found is None:
        raise CaseUnknown
    return found


def circles_of(reader: Reader) -> list[Circle]:
    """The circles of the case that this reader may read, the oldest first."""
    return list(Circle.objects.filter(reader.circles()).order_by("opened_at", "pk"))
