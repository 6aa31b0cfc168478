"""Cases, and the series their numbers come from."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from zegel.casefile.models.grams import Grams
from zegel.lib.ids import uuid7


class NumberSeries(models.Model):
    """A gapless row of numbers of one court: `last` is the newest one given. `year` is 0 where the row runs on over years.

    Who takes a number holds the row until its registration is committed, so none is skipped and none given twice.
    """

    court = models.CharField(max_length=40, blank=True)
    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField(default=0)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "series", "year"], name="number_series_once"),
        ]


class Case(models.Model):
    """A *kort geding* (zaak) at one court. `state` is one of `law.case_states`; only `proceedings` changes it.

    `number` is the zaaknummer, `summary_number` the kort-gedingnummer, both in the spelling of `law.numbers`. `desk` is the
    mailbox of the court's team. `next_at` is what the case waits for, a hearing or a judgment (`next_kind`), as its last act said.
    `parties_line` is "short names of claimants / short names of defendants", as lists show a case;
    `search_text` all that a case is found by, folded (`lib.search.folded`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    court = models.CharField(max_length=40)
    location = models.CharField(max_length=60)
    matter = models.CharField(max_length=10)
    number = models.CharField(max_length=40, unique=True)
    summary_number = models.CharField(max_length=20)
    state = models.CharField(max_length=40)
    desk = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    very_urgent = models.BooleanField(default=False)
    closed_doors = models.BooleanField(default=False)
    next_at = models.DateTimeField(null=True)
    next_kind = models.CharField(max_length=8, blank=True)
    parties_line = models.CharField(max_length=300, blank=True)
    search_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "summary_number"], name="summary_number_once_a_court"),
        ]
        indexes = [
            models.Index(fields=["desk", "-registered_at", "-id"], name="case_of_desk"),
            models.Index(fields=["desk", "next_at", "id"], name="case_of_desk_by_date"),
            models.Index(fields=["desk", "state", "-registered_at"], name="case_of_desk_by_state"),
            GinIndex(Grams("desk", "search_text"), name="case_search"),
        ]

    def __str__(self) -> str:
        return self.number
