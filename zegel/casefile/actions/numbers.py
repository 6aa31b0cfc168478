"""Numbers from a gapless row: the next one is taken in the transaction of the registration, and given back with it."""

from datetime import datetime

from django.db import connection

from zegel.casefile.errors import NumbersUsedUp
from zegel.casefile.models import NumberSeries
from zegel.casefile.rules.numbering import LARGEST_CIVIL, Row, Rows, written
from zegel.lib.principal import Principal
from zegel.lib.verbs import step


def start_series(*, actor: Principal, row: Row, last: int, at: datetime) -> None:
    """Say which number of a row was given last, before this court began here; a number never goes back.

    Raises:
        NumbersUsedUp: a later one was given.
    """
    del actor, at
    found, fresh = NumberSeries.objects.select_for_update().get_or_create(
        court=row.court, series=row.series, year=row.year, defaults={"last": last}
    )
    if not fresh and found.last > last:
        raise NumbersUsedUp
    NumberSeries.objects.filter(pk=found.pk).update(last=last)


@step
def take_numbers(rows: Rows) -> tuple[str, str]:
    """The next zaaknummer and kort-gedingnummer. Who comes at the same moment waits until this transaction ends.

    Raises:
        NumbersUsedUp.
    """
    # Always in this order, so that two registrations never wait for each other.
    case = _next(rows.case)
    if rows.case.series.startswith("C/") and case > LARGEST_CIVIL:
        raise NumbersUsedUp
    return written(rows, case, _next(rows.summary))


def _next(row: Row) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casefile_numberseries (court, series, year, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (court, series, year) DO UPDATE SET last = casefile_numberseries.last + 1 RETURNING last",
            [row.court, row.series, row.year],
        )
        (number,) = cursor.fetchone()
    return int(number)
