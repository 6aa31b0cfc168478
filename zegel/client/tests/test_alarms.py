"""Where a program tells what its server must have got wrong: as an account, or as the guest it is."""

import json

import httpx
import pytest
from django.urls import resolve

from zegel.client.alarms import Alarm
from zegel.client.http import Session
from zegel.client.people import Visitor

GUEST = "0197f7a2-0000-7000-8000-000000000001"


@pytest.mark.parametrize(("guest", "path"), [("", "/api/alarms"), (GUEST, f"/api/guests/{GUEST}/alarms")])
def test_an_alarm_goes_where_it_is_taken_and_is_told_once(guest, path):
    seen: list[tuple[str, dict[str, str]]] = []
    heard: list[str] = []

    def server(request: httpx.Request) -> httpx.Response:
        seen.append((request.url.path, json.loads(request.content)))
        return httpx.Response(204)

    session = Session("http://court.example", hear=lambda alarm: heard.append(alarm.code))
    session.http = httpx.Client(
        base_url=session.origin, transport=httpx.MockTransport(server), cookies={"csrftoken": "c"}
    )
    if guest:
        Visitor(session, guest, "link")
    for _ in range(2):
        session.tell(Alarm("log-forked", "The log has two ends."))
    assert seen == [(path, {"code": "log-forked"})]
    assert heard == ["log-forked"]
    assert resolve(path)
