"""The register of outages: only a probe of ours writes in it, and it says what VI 6.8 makes of a last day."""

import base64
import json
import os
from datetime import UTC, date, datetime, timedelta

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from zegel.client.demo_court.outage import seen_before
from zegel.client.watch import Sight
from zegel.evidence.actions import extend_log
from zegel.evidence.models import Record
from zegel.evidence.queries import proof_file
from zegel.lib.ids import uuid7
from zegel.lib.moments import AMSTERDAM
from zegel.lib.principal import system
from zegel.outages.actions import announce, record_report, withdraw
from zegel.outages.errors import ProbeClockWrong, ReportRefused, WindowRefused
from zegel.outages.models import Outage
from zegel.outages.queries import intervals, open_outages, planned, proof_of_outage
from zegel.outages.rules import Interval, Part, excuse, read_report
from zegel.seal import keys
from zegel.seal.errors import SealError
from zegel.seal.proof import verify

AT = datetime(2026, 11, 20, 22, 51, tzinfo=UTC)
SEED = os.urandom(32)
PROBES = {"utrecht": keys.signing_public(SEED)}
MINUTE = timedelta(minutes=1)


def sight(ended=None, began=AT):
    return Sight(began - MINUTE, began, ended, "HTTP 502")


def report(seen=None, *, part="filing", sent=None, seed=SEED, probe="utrecht", at=None, spoil=b""):
    sent = sent or AT + MINUTE
    body = (seen or sight()).report(probe, part, sent)
    record_report(body=body + spoil, signature=keys.sign(seed, body), probes=PROBES, at=at or sent)


@pytest.mark.django_db
def test_an_outage_is_published_once_and_ends_once():
    report()
    report()
    assert [outage.part for outage in open_outages()] == ["filing"]
    over = AT + timedelta(hours=2)
    for _ in range(2):
        report(sight(ended=over), sent=over + MINUTE)
    (row,) = Outage.objects.all()
    assert (row.began_at, row.ended_at, row.end_published_at) == (AT, over, over + MINUTE)
    told = Record.objects.filter(subject=row.pk).order_by("id").values_list("event", flat=True)
    assert list(told) == ["outages.outage.began", "outages.outage.ended"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"seed": os.urandom(32)}, {"probe": "stranger"}, {"spoil": b" "}, {"part": "everything"}]
)
def test_nobody_else_writes_in_the_register(wrong):
    with pytest.raises(ReportRefused):
        report(**wrong)
    assert not Outage.objects.exists()
    assert not Record.objects.exists()


@pytest.mark.django_db
def test_a_probe_with_a_wrong_clock_publishes_nothing():
    with pytest.raises(ProbeClockWrong):
        report(at=AT + timedelta(minutes=5))
    assert not Outage.objects.exists()


@pytest.mark.django_db
def test_an_end_whose_begin_never_arrived_is_published_whole():
    """The whole outage fell while the probe's line was down too."""
    over = AT + timedelta(hours=1)
    report(sight(ended=over), sent=over + MINUTE)
    assert not open_outages()
    assert Outage.objects.get().ended_at == over


@pytest.mark.django_db
def test_the_log_proves_an_outage_to_anyone():
    report()
    over = AT + timedelta(hours=2)
    report(sight(ended=over), sent=over + MINUTE)
    extend_log(at=over + 2 * MINUTE)
    data = json.dumps(proof_file(proof_of_outage(Outage.objects.get().pk))).encode()
    began, ended = verify(data).records
    assert (began.event, began.facts["began"]) == ("outages.outage.began", AT.isoformat())
    assert ended.facts["ended"] == over.isoformat()
    for spoiled in (data.replace(b"HTTP 502", b"HTTP 500"), data.replace(b'"index": 0', b'"index": 1')):
        assert spoiled != data
        with pytest.raises(SealError):
            verify(spoiled)
    # The probe's own words stand in the record, so its key proves them without us.
    body = began.facts["report"].encode()
    assert keys.is_signed_by(PROBES["utrecht"], base64.b64decode(began.facts["signature"]), body)
    assert proof_of_outage(uuid7()) is None


@pytest.mark.django_db
def test_maintenance_is_announced_and_taken_back():
    starts = AT + timedelta(days=1)
    row = announce(
        part=Part.ACCESS, starts=starts, ends=starts + timedelta(hours=2), actor=system("operator"), at=AT
    )
    assert planned(at=AT) == [row]
    assert planned(at=starts + timedelta(hours=3)) == []
    assert withdraw(key=row.pk, actor=system("operator"), at=AT)
    assert not withdraw(key=row.pk, actor=system("operator"), at=AT)
    assert planned(at=AT) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("start", "length"), [(-1, 5), (1, 0), (1, -1)])
def test_maintenance_lies_ahead_and_has_a_length(start, length):
    starts = AT + start * MINUTE
    with pytest.raises(WindowRefused):
        announce(
            part=Part.ACCESS, starts=starts, ends=starts + length * MINUTE, actor=system("operator"), at=AT
        )


LAST = date(2026, 11, 20)


def interval(began, ended, known=None, part=Part.FILING):
    return Interval(part, began, ended, known or (ended + MINUTE if ended else None))


@pytest.mark.parametrize(
    ("register", "latest", "still"),
    [
        # 23:51 until 00:30 the next day (Dutch time): known on the 21st, so the 22nd, though that is a Sunday.
        ([interval(AT, AT + timedelta(minutes=39))], date(2026, 11, 22), False),
        # Over at 23:55 and published then: known on the last day itself.
        ([interval(AT, AT + timedelta(minutes=4))], date(2026, 11, 21), True),
        # Its end was published only on Monday.
        ([interval(AT, AT + timedelta(hours=1), datetime(2026, 11, 23, 8, tzinfo=UTC))], date(2026, 11, 24), False),
        # Nothing on that day, another part, or the day before and the day after.
        ([], None, False),
        ([interval(AT, AT + MINUTE, part=Part.NOTICES)], None, False),
        ([interval(AT - timedelta(days=1), AT - timedelta(hours=23, minutes=59))], None, False),
        ([interval(datetime(2026, 11, 20, 23, tzinfo=UTC), datetime(2026, 11, 21, 1, tzinfo=UTC))], None, False),
        # Two on one day: the last known end counts; one that still lasts leaves it open.
        ([interval(AT - timedelta(hours=5), AT - timedelta(hours=4)), interval(AT, AT + timedelta(hours=2))],
         date(2026, 11, 22), False),
        ([interval(AT - timedelta(hours=5), AT - timedelta(hours=4)), interval(AT, None)], None, False),
    ],
)  # fmt: skip
def test_what_an_outage_means_for_a_last_day(register, latest, still):
    found = excuse(LAST, register)
    assert found.latest == latest
    assert bool(found.over_at) == still


moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(st.tuples(moments, moments, moments).map(sorted))
def test_filing_is_never_excused_before_the_last_day(three):
    began, ended, known = three
    last = began.date()
    found = excuse(last, [interval(began, ended, known)])
    assert found.latest is None or found.latest > last


@given(
    st.binary(max_size=200)
    | st.dictionaries(st.text(max_size=9), st.none() | st.text(max_size=9)).map(rfc8785.dumps)
)
def test_no_other_bytes_are_a_report(data):
    assert read_report(data) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "at", [AT, datetime(2026, 3, 30, 0, 5, tzinfo=UTC), datetime(2026, 10, 25, 23, 5, tzinfo=UTC)]
)
def test_the_outage_of_the_demo_excuses_until_the_day_after_it_was_told(at):
    seen = seen_before(at)
    report(seen, part="access", sent=at)
    today = at.astimezone(AMSTERDAM).date()
    found = excuse(today - timedelta(days=2), intervals(since=seen.began, until=at))
    assert (found.latest, found.over_at) == (today + timedelta(days=1), None)


@pytest.mark.django_db
def test_a_day_finds_its_outages():
    report()
    day = datetime(2026, 11, 19, 23, tzinfo=UTC)
    assert len(intervals(since=day, until=day + timedelta(days=1))) == 1
    assert intervals(since=day - timedelta(days=1), until=day) == []
