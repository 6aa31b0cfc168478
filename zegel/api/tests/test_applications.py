"""What the law says of an application, by the browser's door: told which fields are filled in, and nothing of what they say."""

import json

import pytest

from tests.personas import as_lawyer, browser
from zegel.boxes.models import Member
from zegel.law.rules.chapter_02 import required_fields

STATED = dict.fromkeys(required_fields("handel", "lawyer").value, "stated")


def asked(holder, **changes):
    return {
        "court": "amsterdam", "location": "Amsterdam", "matter": "handel", "form": "Aanvraag kort geding", "box": str(holder.box.pk),
        "filedBy": "lawyer", "digital": True, "stated": STATED, "summons": 1,
    } | changes  # fmt: skip


def told(client, body, language="nl"):
    data = body if isinstance(body, bytes) else json.dumps(body)
    answer = client.post(
        "/api/applications/check",
        data,
        content_type="application/json",
        headers={"accept-language": language},
    )
    return answer.status_code, answer.json()


def unmet(client, body, language="nl"):
    status, answer = told(client, body, language)
    assert status == 200, answer
    return {verdict["rule"]: verdict for verdict in answer["verdicts"] if not verdict["met"]}


@pytest.fixture
def client(lawyer):
    return browser(lawyer)


def test_a_lawyer_hears_that_everything_is_there(client, lawyer):
    as_lawyer(lawyer)
    status, answer = told(client, asked(lawyer))
    assert (status, answer["lawyer"]) == (200, True)
    assert all(verdict["met"] for verdict in answer["verdicts"])
    assert answer["first"] < answer["last"]


def test_who_says_to_be_a_lawyer_is_none_by_that(client, lawyer):
    found = unmet(client, asked(lawyer))
    assert found["2.1-b"]["blocks"]
    assert not found["2.1-b"]["office"]
    assert (found["2.1-b"]["article"], found["1.4-a"]["article"]) == ("2.1", "1.4")


def test_what_is_missing_is_said_field_by_field_in_the_readers_language(client, lawyer):
    as_lawyer(lawyer)
    body = asked(lawyer, stated=STATED | {"claimant name": "", "defendant unavailability": ""}, summons=0)
    dutch = unmet(client, body)
    assert [field["text"] for field in dutch["2.2-b"]["missing"]] == [
        "naam van de eiser",
        "verhinderdata van de gedaagde",
    ]
    assert (dutch["2.2-b"]["office"], dutch["2.1-c"]["office"]) == (True, True)
    english = unmet(client, body, "en")
    assert [field["text"] for field in english["2.2-b"]["missing"]] == [
        "claimant name",
        "defendant unavailability",
    ]


def test_of_another_mailbox_nothing_is_said(client, clerk, lawyer):
    assert told(client, asked(clerk))[0] == 404
    Member.objects.filter(box=lawyer.box).update(right="read")
    assert told(client, asked(lawyer))[0] == 200


@pytest.mark.parametrize(
    "change",
    [
        {"court": "\x00"}, {"court": "nergens"}, {"location": "Gouda"}, {"matter": "straf"}, {"box": "geen"}, {"filedBy": "rechter"},
        {"stated": {"claimant name": "Bakkerij Zon"}}, {"stated": {str(n): "" for n in range(41)}}, {"summons": -1}, {"summons": 10**20},
        {"outside": ["2026-99-99"]}, {"outside": ["2026-12-01"] * 401}, {"form": "x" * 81}, {"claim": "Ontruiming"}, {"digital": "wellicht"},
    ],
)  # fmt: skip
def test_bad_input_is_refused_in_words(client, lawyer, change):
    status, answer = told(client, asked(lawyer, **change))
    assert 400 <= status < 500, answer
    assert answer["code"]


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"court": "\\ud800"}', b"[" * 50_000])
def test_bytes_that_are_nothing_are_refused(client, body):
    assert 400 <= told(client, body)[0] < 500
