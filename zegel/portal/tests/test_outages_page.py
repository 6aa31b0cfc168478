"""The register of outages for everybody: now, planned, and what a day in it means."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError

from zegel.lib.moments import AMSTERDAM, now
from zegel.lib.principal import system
from zegel.outages.actions import announce
from zegel.outages.models import Outage
from zegel.outages.rules import Part

pytestmark = pytest.mark.django_db
LAST = datetime(2026, 11, 20, 23, 51, tzinfo=AMSTERDAM)


def outage(**more):
    facts = {"probe": "p", "part": "filing", "began_at": LAST, "why": "HTTP 502", "published_at": LAST}
    return Outage.objects.create(**{**facts, **more})


def page(client, **asked):
    return client.get("/outages", asked).content.decode()


def test_all_is_well(client):
    assert "Er is geen storing bekend. U kunt" in page(client)
    assert "Er is geen storing geweest" in page(client)


def test_where_nobody_measures_the_page_does_not_claim_that_all_works(client, settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, probes={})
    assert "niet van buitenaf gemeten" in page(client)
    assert "Gemeten van buitenaf" not in page(client)


def test_an_outage_stands_on_the_page_and_on_top_of_others(client):
    outage()
    assert "Er is nu een storing" in page(client)
    for path in ("/", "/login"):
        assert "Er is een storing sinds vrijdag 20 november 2026" in client.get(path).content.decode()


def test_a_last_day_with_an_outage_gives_the_day_until_which_one_may_file(client):
    ended = LAST + timedelta(minutes=40)
    outage(ended_at=ended, end_published_at=ended)
    assert "Dien uiterlijk in op zondag 22 november 2026" in page(client, last="2026-11-20")
    assert "is geen storing van de website of van het indienen bekend" in page(client, last="2026-11-19")


def test_an_end_nobody_knows_leaves_the_day_open(client):
    outage()
    assert "het einde is nog niet bekend" in page(client, last="2026-11-20")


@pytest.mark.parametrize("text", ["", "morgen", "2026-13-01", "0001-01-01", "9999-12-31", "2026-11-20\0"])
def test_no_text_breaks_the_page(client, text):
    assert client.get("/outages", {"last": text}).status_code == 200


def test_maintenance_is_told_beforehand(client):
    starts = now() + timedelta(hours=30)
    announce(
        part=Part.ACCESS, starts=starts, ends=starts + timedelta(hours=2), actor=system("operator"), at=now()
    )
    assert "Gepland onderhoud" in page(client)
    shown = client.get("/login").content.decode()
    assert "Er is onderhoud gepland" in shown
    assert "banner--planned" in shown
    outage()
    shown = client.get("/login").content.decode()
    assert "Er is onderhoud gepland" not in shown
    assert "banner--outage" in shown


def test_a_proof_waits_for_the_log_and_of_nothing_there_is_none(client):
    from zegel.outages.tests.test_register import report

    report()
    key = Outage.objects.get().pk
    assert client.get(f"/outages/{key}.json").status_code == 202
    from zegel.evidence.actions import extend_log

    extend_log(at=now())
    answer = client.get(f"/outages/{key}.json")
    assert answer.json()["type"] == "zegel/proof/v1"
    assert client.get(f"/outages/{key.hex[::-1][:8]}-0000-0000-0000-000000000000.json").status_code == 404


def test_health_is_tried_for_real(client, settings, monkeypatch):
    from zegel.portal.outages import health

    health._last.clear()
    assert client.get("/health").json() == {"filing": True, "log": True, "notices": True}
    monkeypatch.setattr(health, "keeps_bytes", lambda: False)
    health._last.clear()
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["filing"]) == (503, False)
    health._last.clear()


def test_health_is_503_when_the_log_stands_still(client, clerk, lawyer):
    from tests.personas import AT, submission
    from zegel.evidence.actions import extend_log
    from zegel.mail.actions.submit import submit

    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, boxes=[lawyer]), at=AT)
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["log"]) == (503, False)
    extend_log(at=now())
    assert client.get("/health").json()["log"] is True


def test_health_is_503_when_the_database_does_not_answer(client, monkeypatch):
    def broken(_at):
        raise OperationalError

    monkeypatch.setattr("zegel.portal.outages.views.filing_works", broken)
    answer = client.get("/health")
    assert (answer.status_code, set(answer.json().values())) == (503, {False})


@pytest.mark.parametrize(
    ("filed", "own", "says"),
    [
        ("2026-11-22", "", "De te late indiening is verschoonbaar"),
        ("2026-11-23", "", "Later ingediend dan de dag nadat"),
        ("2026-11-21", "on", "De storing komt voor rekening van de afzender"),
    ],
)
def test_who_filed_later_reads_whether_the_outage_excuses_it(client, filed, own, says):
    ended = LAST + timedelta(minutes=40)
    outage(ended_at=ended, end_published_at=ended)
    told = page(client, last="2026-11-20", filed=filed, **({"own": own} if own else {}))
    assert says in told
    assert "6.8 PR" in told[told.index("data-judged") :]


def test_a_day_without_an_outage_excuses_nothing_and_an_open_end_leaves_it_open(client):
    assert "Er was geen storing op de laatste dag" in page(client, last="2026-11-20", filed="2026-11-21")
    outage()
    assert "data-judged" not in page(client, last="2026-11-20", filed="2026-11-21")


@pytest.mark.parametrize("filed", ["morgen", "2026-11-19", "9999-12-31", "2026-11-21\0"])
def test_a_day_of_filing_that_cannot_be_is_said_at_its_field(client, filed):
    told = page(client, last="2026-11-20", filed=filed)
    assert "data-judged" not in told or filed.endswith("\0")
    assert "Vul de dag in waarop u indiende" in told or filed.endswith("\0")
