"""Lists of cases, page by page by key: nothing is counted on the way."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, F, Func, Q, QuerySet, Value

from zegel.boxes.queries import boxes_of, membership
from zegel.casefile.models import Case
from zegel.casefile.models.grams import Grams
from zegel.casefile.queries.exclusions import shut_to
from zegel.casefile.queries.parties import reading_through
from zegel.casefile.rules.search import sought
from zegel.lib.moments import day_span
from zegel.lib.principal import Principal

PAGE = 50
_NEWEST: Final = 300
_COMMON: Final = 60
"""How many of the newest cases of a desk hold a word that is not looked up: the list itself is as soon read."""
_FEW: Final = 500


def cases_of_desk(
    actor: Principal,
    desk: UUID,
    *,
    at: datetime,
    typed: str = "",
    states: Sequence[str] = (),
    before: tuple[datetime, UUID] | None = None,
    most: int = PAGE,
) -> list[Case]:
    """The cases of a court's team, the newest first; `before` is the key (moment and identifier) of the last row shown.

    Raises:
        BoxUnknown: not a mailbox of the actor's.
    """
    membership(actor.account, desk, at=at)
    return _page(cases_at(desk, typed, states), before, most)


def cases_of(
    actor: Principal,
    *,
    at: datetime,
    typed: str = "",
    states: Sequence[str] = (),
    before: tuple[datetime, UUID] | None = None,
    most: int = PAGE,
) -> list[Case]:
    """The cases in which the actor reads for a party, the newest first (1.7)."""
    return _page(narrowed(read_for_parties(actor, at), typed, states), before, most)


def read_for_parties(actor: Principal, at: datetime) -> QuerySet[Case]:
    """The cases in which the actor reads for a party: none from which they are excluded (1.7, 1.8)."""
    cases = ArraySubquery(reading_through(boxes_of(actor.account, at=at), at).values("case"))
    # Asked once and then looked up: as a query inside, it came to be asked anew for every case with a day ahead.
    among = Func(
        F("pk"), cases, template="(%(expressions)s))", arg_joiner=" = ANY(", output_field=BooleanField()
    )
    return Case.objects.filter(among).exclude(pk__in=shut_to(actor, at))


def cases_at(desk: UUID, typed: str, states: Sequence[str]) -> QuerySet[Case]:
    """The cases of a desk that somebody looks for; where they are few they are found here, once for all that is asked of them
    (two queries for words)."""
    rows = narrowed(Case.objects.filter(desk=desk), typed, states)
    words = [word for word in sought(typed).words if len(word) >= 3]
    found = _few(rows, desk, words) if words else None
    return rows if found is None else Case.objects.filter(pk__in=found)


def _few(rows: QuerySet[Case], desk: UUID, words: Sequence[str]) -> list[UUID] | None:
    """Cases of a desk by those of the words that not every case of it holds; None where there are no such words, or many such cases."""
    newest = Case.objects.filter(desk=desk).order_by("-registered_at", "-pk")[:_NEWEST]
    told = {str(place): Count("pk", filter=Q(search_text__contains=word)) for place, word in enumerate(words)}
    held = newest.aggregate(**told)
    rare = [word for place, word in enumerate(words) if held[str(place)] < _COMMON]
    rows = rows.alias(grams=Grams("desk", "search_text"))
    for word in rare:
        rows = rows.filter(grams__contains=Grams(Value(desk), Value(word)))
    found = list(rows.values_list("pk", flat=True)[: _FEW + 1]) if rare else []
    return found if rare and len(found) <= _FEW else None


def cases_heard(desks: Sequence[UUID], span: tuple[datetime, datetime], begun: QuerySet[Any]) -> list[Case]:
    """The cases of desks that wait for a hearing in a span of time (its end left out), or are among those `begun` in it."""
    at_desks = Case.objects.filter(desk__in=desks)
    waits = at_desks.filter(next_kind="hearing", next_at__gte=span[0], next_at__lt=span[1])
    # Either is found by its own index; as two conditions of one question every case of the desks would be read.
    return list(at_desks.filter(pk__in=waits.values("pk").union(begun)))


def find_case(number: str) -> Case | None:
    """The case of a number in canonical spelling, for a filing that names it; who may know of it is the caller's to ask."""
    return Case.objects.filter(number=number).first()


def narrowed(rows: QuerySet[Case], typed: str, states: Sequence[str]) -> QuerySet[Case]:
    """Cases by what somebody typed and the states they chose; a day is that of what comes next in a case, or of its registration."""
    asked = sought(typed)
    for word in asked.words:
        rows = rows.filter(search_text__contains=word)
    if asked.day:
        span = day_span(asked.day)
        rows = rows.filter(Q(next_at__range=span) | Q(registered_at__range=span))
    return rows.filter(state__in=states) if states else rows


def _page(rows: QuerySet[Case], before: tuple[datetime, UUID] | None, most: int) -> list[Case]:
    if before is not None:
        moment, key = before
        rows = rows.filter(Q(registered_at__lt=moment) | Q(registered_at=moment, pk__lt=key))
    return list(rows.order_by("-registered_at", "-pk")[:most])
