"""The pages that are measured, in the browsers of who looks at them. What a page further on begins after is looked up first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from benchmarks.cases.fill import MEASURED
from benchmarks.cases.world import World
from tests.personas import browser
from zegel.casefile.models import Case
from zegel.casefile.rules.paging import Place, written_key
from zegel.filing.models import IntakeItem


@dataclass(frozen=True)
class Page:
    """What is asked: a name, in whose browser, and where."""

    name: str
    client: Client
    path: str


def pages(world: World) -> Iterator[Page]:
    """All of them, the floor first."""
    yield Page("floor: the list of somebody without cases", browser(world.nobody), "/cases")
    yield from _intake(world)
    yield from _mine(world)
    yield from _dockets(world)
    yield from _desk(world)
    yield from _today(world)


def _intake(world: World) -> Iterator[Page]:
    clerk = browser(world.clerk)
    waiting = IntakeItem.objects.filter(desk=world.desk, state="waiting").order_by("at", "filing")
    middle = waiting[waiting.count() // 2]
    yield Page("intake queue", clerk, "/intake")
    after = urlencode({"after": written_key(middle.at, middle.pk)})
    yield Page("intake queue, deep", clerk, f"/intake?{after}")
    yield Page("intake, a filing", clerk, f"/intake/{middle.pk}")


def _mine(world: World) -> Iterator[Page]:
    busy = browser(world.busy)
    rows = Case.objects.filter(parties__representations__mailbox=world.busy.box).order_by("-registered_at")
    middle = rows[rows.count() // 2]
    after = urlencode({"after": Place(False, middle.registered_at, middle.pk)})
    yield Page("my cases, few", browser(world.few), "/cases")
    yield Page("my cases, 2,000", busy, "/cases")
    yield Page("my cases, 2,000, deep", busy, f"/cases?{after}")
    yield Page("my cases, 2,000, search", busy, "/cases?q=hendriks")
    yield Page("API, my cases, 2,000", busy, "/api/cases")
    yield Page("calendar, 2,000", busy, "/calendar")
    yield Page("inbox of a lawyer", busy, f"/mail/{world.busy.box.pk}/in")


def _dockets(world: World) -> Iterator[Page]:
    few, many = (Case.objects.get(pk__startswith=f"{number:08x}") for number in MEASURED)
    for name, case in (("few documents", few), ("many documents", many)):
        for who, holder in (("court", world.clerk), ("lawyer", world.few)):
            yield Page(f"docket, {name}, {who}", browser(holder), f"/cases/{case.pk}")
    # What a page of a long docket fetches next, from the middle, and what the browser opens.
    onward = f"/cases/{many.pk}/docket?before={many.entries.count() // 2 + 1}"
    yield Page("docket, many documents, further lines", browser(world.few), onward)
    yield Page("API, docket, many documents", browser(world.few), f"/api/cases/{many.pk}/docket")


def _desk(world: World) -> Iterator[Page]:
    clerk, desk = browser(world.clerk), world.clerk.box.pk
    rows = Case.objects.filter(desk=desk).order_by("-registered_at")
    middle = rows[rows.count() // 2]
    after = urlencode({"state": "all", "after": Place(False, middle.registered_at, middle.pk)})
    yield Page("clerk's list", clerk, "/cases")
    yield Page("clerk's list, all", clerk, "/cases?state=all")
    yield Page("clerk's list, all, deep", clerk, f"/cases?{after}")
    yield Page("clerk's list, waiting for judgment", clerk, "/cases?state=judgment")
    yield Page("clerk's list, ended", clerk, "/cases?state=ended")
    yield Page("API, cases of a desk", clerk, f"/api/cases?desk={desk}")
    for name, typed in {
        "number": middle.number,
        "number, spelled otherwise": middle.number.replace("/", " ").lower(),
        "short number": middle.summary_number,
        "apostrophe": "O\u2019Brien",
        "accents": "celik",
        "common name": "hendriks",
        "two common names": "hendriks bos",
        "lawyer": "advocaat 42",
        "day": (middle.registered_at - timedelta(days=1)).strftime("%d-%m-%Y"),
        "nothing": "nietbestaand",
    }.items():
        yield Page(f"search, {name}", clerk, f"/cases?{urlencode({'q': typed})}")
    yield Page("search, name and state", clerk, "/cases?q=hendriks&state=hearing")


def _today(world: World) -> Iterator[Page]:
    clerk, desk = browser(world.clerk), world.clerk.box.pk
    yield Page("tasks of a desk", clerk, f"/api/tasks?desk={desk}")
    yield Page("judge's desk", clerk, "/judge")
    yield Page("hearings of today", clerk, "/hearings")
    yield Page("planner: cases without a day", clerk, "/planner")
    yield Page("requests that wait", clerk, "/requests")
    yield Page("print queue", clerk, "/post")
    yield Page("paper at the counter", clerk, reverse("desk"))
    yield Page("inbox of a desk", clerk, f"/mail/{desk}/in")
