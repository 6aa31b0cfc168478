"""The deadline calculator: from what happened to every date, on a page, by a link and in a calendar."""

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import polib
import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zegel.law import sources
from zegel.law.sources import Instrument
from zegel.law.terms import INTERPRETATIONS, RULES
from zegel.portal.terms import EVENTS, answer, read
from zegel.portal.terms.calendar_file import escape, fold

ZEGEL = Path(__file__).resolve().parents[2]
HEARING = {"event": "hearing", "hearing": "2026-12-01", "hearing-time": "10:00"}
EXAMPLES = [
    HEARING,
    {"event": "hearing", "hearing": "2026-12-29", "channel": "digital", "I-4": "office-hours"},
    {"event": "hearing", "hearing": "2025-04-15", "hearing-time": "09:30", "channel": "paper"},
    {"event": "filed", "filed": "2026-11-02"},
    {"event": "received", "received": "2026-12-24"},
    {"event": "received", "received": "2026-12-24", "I-5": "working-days"},
    {"event": "served", "served": "2031-05-01", "addressee": "elsewhere"},
    {"event": "withdrawn", "summoned": "2024-11-15"},
    {"event": "judgment", "judgment": "2026-11-28", "I-9": "statute", "I-1": "literal"},
    {"event": "appeared", "appeared": "2022-04-29"},
    {"event": "increased", "increased": "2026-12-07"},
    {"event": "missed", "missed": "2026-11-27"},
    {"event": "refused", "refused": "2026-11-27"},
    {"event": "outage", "last-day": "2026-12-24", "known-fixed": "2026-12-24", "channel": "digital"},
    {"event": "statute", "after": "2026-03-28", "after-time": "12:00", "length": "24", "length-unit": "h"},
    {"event": "statute", "after": "2026-12-23", "length": "3d"},
]


@pytest.fixture
def client() -> Client:
    """English, so that a test reads like the page; no database is needed, and none may be touched."""
    return Client(headers={"accept-language": "en"})


def page(client: Client, query: dict[str, str], path: str = "/terms") -> str:
    answered = client.get(path, query)
    assert answered.status_code == 200
    return answered.content.decode()


def dates(html: str) -> list[str]:
    """What the answers say; when the page was made is no answer."""
    return re.findall(r"<strong><time[^>]*>([^<]*)</time></strong>", html)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


# What is asked


def test_every_event_can_be_chosen_and_every_rule_follows_from_one(client):
    start = page(client, {})
    for name in EVENTS:
        assert f'href="/terms?event={name}"' in start
        assert "<form" in page(client, {"event": name})
    assert {rule.name for event in EVENTS.values() for rule in event.rules} == set(RULES)


def test_a_form_just_opened_blames_nobody(client):
    assert "error-summary-title" not in page(client, {"event": "hearing"})


def test_the_dates_before_and_after_a_hearing(client):
    shown = plain(page(client, HEARING))
    assert "Tuesday 1 December 2026, 10:00" in shown
    dates = re.findall(
        r"(?:At the latest|Not older than|Proposal) (\w+day \d+ \w+ 2026(?:, \d\d:\d\d)?)", shown
    )
    assert dates == [
        "Sunday 1 November 2026",
        "Thursday 26 November 2026",
        "Thursday 26 November 2026",
        "Monday 30 November 2026, 10:00",
        "Monday 30 November 2026, 10:00",
        "Monday 30 November 2026, 10:00",
        "Tuesday 15 December 2026",
    ]


def test_every_date_has_its_steps_articles_and_sources(client):
    shown = plain(page(client, HEARING))
    assert "working day number 3 is Thursday 26 November 2026" in shown
    assert "art. 1 paragraph 2 Atw" in shown
    assert "3rd version, 1 July 2025" in shown


def test_a_date_that_hangs_on_a_reading_says_what_the_other_gives(client):
    shown = page(client, HEARING)
    assert "The rules can be read in more than one way" in shown
    assert "Wednesday 25 November 2026" in shown
    other = re.search(r'href="(/terms\?[^"]*I-3=clear)#term-5-3"', shown)
    assert other
    again = page(client, query_of(other[1]))
    assert re.search(r"At the latest <strong><time[^>]*>Wednesday 25 November 2026", again)
    assert "You do not use the usual reading" in again


def test_without_a_time_the_terms_in_hours_wait(client):
    shown = page(client, {"event": "hearing", "hearing": "2026-12-01"})
    assert "These terms are counted in hours" in plain(shown)
    assert "Monday 30 November 2026, 10:00" in dates(page(client, HEARING))
    assert not [said for said in dates(shown) if "Monday 30 November" in said]


def test_beyond_the_last_decree_the_page_says_so_once(client):
    shown = page(client, {"event": "served", "served": "2031-05-01"})
    assert shown.count("Not all days equated by royal decree") == 1


def test_on_paper_no_hour_is_promised(client):
    shown = page(client, {**HEARING, "channel": "paper"})
    assert "The rules do not say until what time" in shown
    assert "until midnight" not in shown


def test_without_known_abode_the_hearing_is_three_months_away(client):
    served = {"event": "served", "served": "2026-11-23", "addressee": "unknown"}
    shown = plain(page(client, served))
    assert shown.count("Wednesday 24 February 2027") >= 2
    assert "22 December 2026" not in shown
    assert "22 December 2026" in plain(page(client, {**served, "summoned": "holders"}))


def test_under_the_eu_regulation_the_day_of_sending_counts_once_it_is_filled_in(client):
    served = {"event": "served", "served": "2026-11-23"}
    assert "the day the bailiff sent the writ: fill it in" in plain(page(client, served))
    shown = plain(page(client, {**served, "sent": "27-11-2026"}))
    assert "Tuesday 29 December 2026" in shown
    assert "fill it in" not in shown


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ({"sent": "tomorrow"}, "sent", "Fill in a day that exists"),
        ({"sent": "2026-11-23", "addressee": "elsewhere"}, "sent", "only counts for a defendant in a state"),
    ],
)
def test_what_may_be_left_open_must_be_right_once_filled_in(client, query, field, said):
    shown = page(client, {"event": "served", "served": "2026-11-23", **query})
    assert re.search(rf'id="{field}-error">.*?{re.escape(said)}', shown)


# What goes wrong


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ({"hearing": ""}, "hearing", "Fill in the day."),
        ({"hearing": "30-2-2026"}, "hearing", "Fill in a day that exists"),
        ({"hearing": "tomorrow"}, "hearing", "Fill in a day that exists"),
        ({"hearing": "2009-12-31"}, "hearing", "from 2010 up to and including 2099"),
        ({"hearing": "2010-01-01"}, "hearing", "The calculation leaves the years that we know"),
        ({"hearing": "2026-12-01", "hearing-time": "26:00"}, "hearing-time", "Fill in a time"),
        ({"hearing": "x", "hearing-time": "26:00"}, "hearing-time", "Fill in a time"),
        ({"hearing": "2026-03-29", "hearing-time": "02:30"}, "hearing-time", "This time does not exist"),
        ({"hearing": "2026-10-25", "hearing-time": "02:30"}, "hearing-offset", "This time comes twice"),
        ({"hearing": "2026-12-01", "channel": "pigeon"}, "channel", "Choose one of these."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, query, field, said):
    shown = page(client, {"event": "hearing", **query})
    assert f'<li><a href="#{field}">' in shown
    assert re.search(rf'id="{field}-error">.*?{re.escape(said)}', shown)
    for value in query.values():
        assert value == "pigeon" or f'value="{value}"' in shown


def test_an_hour_that_comes_twice_is_counted_once_chosen(client):
    query = {"event": "hearing", "hearing": "2026-10-25", "hearing-time": "02:30", "hearing-offset": "+01:00"}
    shown = plain(page(client, query))
    assert "Sunday 25 October 2026, 02:30 (winter time)" in shown
    assert "Saturday 24 October 2026, 03:30" in shown


def test_an_outage_that_was_over_in_time_is_said_at_the_second_day(client):
    query = {"event": "outage", "last-day": "2026-12-02", "known-fixed": "2026-12-01"}
    assert re.search(r'id="known-fixed-error">.*?it excuses nothing', page(client, query))


def test_hours_without_a_time_are_asked_for(client):
    query = {"event": "statute", "after": "2026-03-28", "length": "24", "length-unit": "h"}
    assert re.search(r'id="after-time-error">.*?Fill in the time', page(client, query))


def test_a_reading_that_does_not_exist_gives_no_dates(client):
    shown = page(client, {**HEARING, "I-3": "lenient"})
    assert "error-summary-title" in shown
    assert "At the latest" not in shown


def test_an_event_that_does_not_exist_shows_the_list(client):
    assert "We do not know this event" in page(client, {"event": "earthquake"})


KEYS = st.sampled_from(
    sorted({key for query in EXAMPLES for key in query} | set(INTERPRETATIONS) | {"hearing-offset"})
)
VALUES = st.one_of(
    st.sampled_from(
        sorted({value for query in EXAMPLES for value in query.values()} | {"+01:00", "9999", "y"})
    ),
    st.dates().map(str),
    st.text(max_size=12),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(EVENTS)), st.dictionaries(KEYS, VALUES, max_size=6))
def test_no_query_breaks_the_reading(event, noise):
    question = read({**noise, "event": event})
    assert question is not None
    if question.ready and answer(question, urlencode) is None:
        assert question.errors


@given(st.sampled_from(EXAMPLES), st.dictionaries(KEYS, VALUES, max_size=2))
def test_the_query_of_a_question_asks_the_same_again(example, noise):
    question = read({**example, **noise, "event": example["event"]})
    assert question is not None
    if question.ready:
        again = read(question.query)
        assert again is not None
        assert (again.facts, again.choices, again.settings) == (
            question.facts,
            question.choices,
            question.settings,
        )


# What the page is


def test_the_link_shown_gives_the_same_dates(client):
    shown = page(client, {**HEARING, "utm_source": "mail", "I-3": "clear"})
    link = re.search(r'value="(http://[^"]+)"\s+readonly', shown)
    assert link
    assert "utm_source" not in link[1]
    again = page(client, query_of(link[1]))
    assert dates(again) == dates(shown)


@pytest.mark.parametrize("query", [{}, {"event": "hearing"}, *EXAMPLES])
def test_nothing_on_the_page_needs_inline_script_or_style(client, query):
    shown = page(client, query)
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", shown)


def test_only_reading_is_possible(client):
    assert client.post("/terms").status_code == 405


# Dutch


def marked(path: Path) -> set[str]:
    calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    named = (
        call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"_", "gettext_noop"}
    )
    return {call.args[0].value for call in named if call.args and isinstance(call.args[0], ast.Constant)}


def test_every_text_of_the_law_that_can_be_shown_has_dutch():
    files = [*(ZEGEL / "law" / "terms").glob("*.py"), ZEGEL / "law" / "calendar.py"]
    wanted = set().union(*map(marked, files))
    wanted |= {item.version for item in vars(sources).values() if isinstance(item, Instrument)}
    wanted |= {text for item in INTERPRETATIONS.values() for text in (item.question, *item.settings.values())}
    fragment = polib.pofile(str(ZEGEL / "portal" / "locale" / "fragments" / "terms.po"))
    assert len(wanted) > 100
    assert wanted <= {entry.msgid for entry in fragment if entry.msgstr}


def test_every_dutch_text_keeps_its_parameters():
    for entry in polib.pofile(str(ZEGEL / "portal" / "locale" / "fragments" / "terms.po")):
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            names = re.compile(r"\{\w+\}|%\(\w+\)s")
            assert not text or sorted(names.findall(text)) == sorted(names.findall(entry.msgid))


@pytest.mark.parametrize("query", EXAMPLES)
def test_no_english_is_left_on_a_dutch_page(query):
    shown = page(Client(headers={"accept-language": "nl"}), query)
    texts = plain(re.search(r"<main.*</main>", shown, re.DOTALL)[0])
    texts = re.sub(r"http\S+", "", texts)
    assert not re.search(r"\b(the|is not|day|term of|court|day of|reading)\b", texts)


# The calendar file


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def events_of(text: str) -> list[dict[str, str]]:
    """A reader of our own: component lines in, one mapping of names with parameters to values an event out."""
    events: list[dict[str, str]] = []
    stack: list[str] = []
    for line in unfolded(text):
        name, _colon, value = line.partition(":")
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert stack.pop() == value
        elif stack[-1] == "VEVENT":
            assert name not in events[-1]
            events[-1][name] = value
    assert not stack
    return events


def file_of(client: Client, query: dict[str, str]) -> str:
    answered = client.get("/terms.ics", query)
    assert answered["Content-Type"] == "text/calendar; charset=utf-8"
    assert answered["Content-Disposition"].startswith("attachment")
    return answered.content.decode()


def query_of(link: str) -> dict[str, str]:
    found = urlsplit(link.replace("&amp;", "&")).query
    return {key: values[0] for key, values in parse_qs(found).items()}


def test_days_are_days_and_moments_are_on_the_dutch_clock(client):
    text = file_of(client, HEARING)
    assert text.count("BEGIN:VTIMEZONE") == 1
    days = [event.get("DTSTART;VALUE=DATE") for event in events_of(text)]
    assert days == ["20261101", "20261126", "20261126", None, None, None, "20261215"]
    assert events_of(text)[1]["DTEND;VALUE=DATE"] == "20261127"
    assert {event.get("DTSTART;TZID=Europe/Amsterdam") for event in events_of(text)} == {
        None,
        "20261130T100000",
    }


def test_a_file_with_days_only_needs_no_time_zone(client):
    assert "VTIMEZONE" not in file_of(client, {"event": "received", "received": "2026-12-24"})


def test_the_second_of_two_equal_hours_is_written_in_utc(client):
    file = file_of(client, {"event": "hearing", "hearing": "2026-10-26", "hearing-time": "02:30"})
    assert "20261025T013000Z" in {event.get("DTSTART") for event in events_of(file)}


def test_a_window_of_six_weeks_lasts_six_weeks(client):
    (event,) = events_of(file_of(client, {"event": "filed", "filed": "2026-11-02"}))
    first, end = (date.fromisoformat(event[f"{name};VALUE=DATE"]) for name in ("DTSTART", "DTEND"))
    assert (first, (end - first).days) == (date(2026, 11, 3), 42)


def test_the_same_question_gives_the_same_uids_and_its_own_stamp(client, monkeypatch):
    first = events_of(file_of(client, HEARING))
    monkeypatch.setattr("zegel.portal.terms.views.now", lambda: datetime(2026, 11, 22, 22, 51, tzinfo=UTC))
    second = events_of(file_of(client, {**HEARING, "channel": "veilig-mailen"}))
    assert [event["UID"] for event in first] == [event["UID"] for event in second]
    assert len({event["UID"] for event in first}) == len(first)
    assert {event["DTSTAMP"] for event in second} == {"20261122T225100Z"}


def test_the_file_says_how_it_was_calculated_and_what_to_check(client):
    event = events_of(file_of(client, HEARING))[1]
    assert "Wednesday 25 November 2026" in event["DESCRIPTION"]
    assert "art. 1 paragraph 2 Atw" in event["DESCRIPTION"]
    assert page(client, query_of(event["URL"]))


@pytest.mark.parametrize("query", EXAMPLES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_example_makes_a_file_that_can_be_read(query, language):
    answered = Client(headers={"accept-language": language}).get("/terms.ics", query)
    for event in events_of(answered.content.decode()):
        assert {"UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "URL"} <= set(event)


def test_a_file_of_a_wrong_question_is_the_page_that_says_why(client):
    answered = client.get("/terms.ics", {"event": "hearing", "hearing": "30-2-2026"}, follow=True)
    assert "Fill in a day that exists" in answered.content.decode()


LINES = st.text(alphabet=st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=400)


@given(LINES)
def test_folding_keeps_every_character_and_no_line_too_long(line):
    pieces = fold(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])


@given(st.text(alphabet=st.sampled_from('ab,;\\n\n:"é€𝄞')))
def test_escaping_can_be_undone(text):
    plain_again = re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), escape(text))
    assert plain_again == text
    assert "\n" not in escape(text)


def test_words_are_those_of_the_reader():
    with translation.override("nl"):
        question = read(HEARING)
        assert question is not None
        answers = answer(question, urlencode)
        assert answers is not None
        assert answers.dates[1].when == "donderdag 26 november 2026"
