"""A probe reports outages and nothing else, and forgets nothing, whatever happens to it."""

from datetime import UTC, datetime, timedelta
from itertools import count

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.client.probe import Probe, main
from zegel.client.watch import Door
from zegel.outages.rules import read_report

AT = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
STEP = timedelta(seconds=30)


def course(*worked):
    """What a door reports over looks half a minute apart."""
    door = Door()
    seen = (door.see(AT + number * STEP, "" if fine else "HTTP 502") for number, fine in enumerate(worked))
    return [value for value in seen if value]


def test_one_failure_is_no_outage():
    assert course(True, False, True, False, True) == []


def test_two_failures_are_an_outage_since_the_first_until_the_first_of_two_successes():
    began, ended = course(True, False, False, False, True, False, True, True)
    assert (began.last_good, began.began, began.ended) == (AT, AT + STEP, None)
    assert (ended.began, ended.ended) == (AT + STEP, AT + 6 * STEP)


@given(st.lists(st.booleans(), max_size=60))
def test_begins_and_ends_take_turns(worked):
    ends = [step.ended is not None for step in course(*worked)]
    assert ends == [number % 2 == 1 for number in range(len(ends))]


class Court:
    """The doors as a transport: `broken` names what does not work, `reports` what arrived."""

    def __init__(self):
        self.broken, self.reports = set(), []

    def __call__(self, request):
        if "line" in self.broken:
            raise httpx.ConnectError("no route")
        if request.url.path == "/health":
            states = {part: part not in self.broken for part in ("filing", "log", "notices")}
            return httpx.Response(200 if states["filing"] and states["log"] else 503, json=states)
        if request.method == "POST":
            self.reports.append(request.read())
            return httpx.Response(204)
        return httpx.Response(502 if "access" in self.broken else 200)


@pytest.fixture
def court():
    return Court()


def looks(court, tmp_path, times, clock):
    """A probe that is started anew for every look, so that all it knows is in its journal."""
    with httpx.Client(transport=httpx.MockTransport(court)) as http:
        for _ in range(times):
            probe = Probe("utrecht", "https://mail.example", bytes(32), tmp_path / "journal")
            probe.look(http, clock)


def test_an_outage_of_the_whole_line_is_told_when_it_is_back(court, tmp_path):
    ticks = count()

    def clock():
        return AT + next(ticks) * STEP

    looks(court, tmp_path, 2, clock)
    court.broken = {"line"}
    looks(court, tmp_path, 3, clock)
    assert court.reports == []
    court.broken = set()
    looks(court, tmp_path, 3, clock)
    assert len(court.reports) == 2


def test_what_the_server_says_of_itself_is_told_too(court, tmp_path):
    import base64
    import json

    court.broken = {"filing"}
    looks(court, tmp_path, 2, lambda: AT)
    (sent,) = court.reports
    report = read_report(base64.b64decode(json.loads(sent)["report"]))
    assert (report.probe, report.part, report.ended) == ("utrecht", "filing", None)


def test_the_key_is_shown_as_the_server_wants_it(tmp_path, capsys):
    from zegel.config.environment import read

    words = [
        "--origin",
        "https://x",
        "--name",
        "utrecht",
        "--journal",
        "j",
        "--key",
        str(tmp_path / "k"),
        "--show-key",
    ]
    assert main(words) == 0
    line = capsys.readouterr().out.strip()
    found = read({"ZEGEL_DATA": str(tmp_path), "ZEGEL_PROBES": line})
    assert len(found.probes["utrecht"]) == 32
