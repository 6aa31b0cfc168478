"""Who compared which amount of a tariff with the official one, when and where they read it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import RowNumber

from zegel.boxes.queries import boxes_of
from zegel.casefile.queries import Case
from zegel.fees.models import Fact
from zegel.identity.queries.people import names_of
from zegel.lib.principal import Principal, parse_reference


@dataclass(frozen=True, slots=True)
class Confirmed:
    """That somebody of the court confirmed an amount of the tariff, in a case."""

    cents: int
    source: str
    by: str
    at: datetime
    case: Case


def confirmed_lines(actor: Principal, year: int, *, at: datetime) -> dict[str, Confirmed]:
    """By line of the tariff of a year, the newest confirmation at a desk of the actor's (three queries)."""
    desks = list(boxes_of(actor.account, at=at))
    rows = Fact.objects.filter(
        kind="tariff confirmed", case__desk__in=desks, values__line__startswith=f"{year} "
    )
    place = Window(RowNumber(), partition_by=KeyTextTransform("line", "values"), order_by=[F("at").desc()])
    newest = list(rows.annotate(place=place).filter(place=1).select_related("case"))
    people = {row.pk: found.id for row in newest if (found := parse_reference(row.actor)) and found.id}
    names = names_of(set(people.values()))
    return {
        row.values["line"]: Confirmed(
            row.values["cents"],
            row.values["source"],
            names.get(people[row.pk], "") if row.pk in people else "",
            row.at,
            row.case,
        )
        for row in newest
    }
