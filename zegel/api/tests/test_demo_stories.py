"""The stories of the demo: every state there is, told through the API as its own people, and nothing left out or done twice after a stop."""

import io
import json
import zipfile
from pathlib import Path
from typing import get_args

import httpx
import pytest
from django.core.management import call_command
from django.test import Client

from zegel.casefile.models import Case, DocketEntry
from zegel.client.case_export import export_case
from zegel.client.demo_court.accounts import accounts
from zegel.client.demo_court.cases import LAWYERS, Teller
from zegel.client.demo_court.journal import Journal
from zegel.client.demo_court.people import DESKS, PASSWORD, PEOPLE, app_of
from zegel.client.demo_court.register import REGISTER
from zegel.client.demo_court.steps import STEPS, WAITS
from zegel.client.demo_court.story import few_stories, stories
from zegel.client.http import ApiProblem, Session
from zegel.client.people import Account
from zegel.evidence.actions import extend_log
from zegel.filing.models import Filing
from zegel.key_log.tests.world import grown
from zegel.law.case_states import Act, State, next_state
from zegel.lib.moments import now
from zegel.proceedings.models import Act as DoneAct

ACTS = {
    "told": "inform opponent", "served": "serve", "voluntary": "announce voluntary appearance", "writ": "file summons",
    "writ filed": "file summons", "costs": "ask costs decision", "default": "grant default", "clearing": "announce clearing",
    "judgment": "give judgment", "short judgment": "give judgment", "postpone": "postpone judgment",
} | {name: "set day" for name in STEPS if name == "day" or name.startswith("day ")} | {
    name: "set judgment" for name in STEPS if name.startswith("judgment day")
}  # fmt: skip
"""Which act a step is, where the two have other names."""


def ends_in(course):
    """The state in which a course leaves its case, by the law alone."""
    state = "applied"
    for name in course:
        act = ACTS.get(name, name)
        if act in get_args(Act):
            state = next_state(state, act)
            assert state, f"{name} is not lawful in {course}"
    return state


def test_two_courts_have_forty_stories_and_every_state_there_is():
    told = stories()
    assert len(told) >= 40
    assert len({story.key for story in told}) == len({story.claim for story in told}) == len(told)
    assert {name for story in told for name in story.course} <= {*STEPS, WAITS}
    cases = [story for story in told if not {WAITS, "more asked", "returned"} & set(story.course)]
    assert {ends_in(story.course) for story in cases} == set(get_args(State)) - {"draft"}
    assert {(story.place["court"], story.matter) for story in told} >= {
        ("amsterdam", "handel"), ("amsterdam", "familie"), ("rotterdam", "handel"), ("rotterdam", "kanton"),
    }  # fmt: skip
    handful = few_stories()
    assert [ends_in(story.course) for story in handful if story.course != (WAITS,)] == [
        "applied", "day set", "summons filed", "called", "judgment set", "closed",
    ]  # fmt: skip
    assert [story.course for story in handful][-1] == (WAITS,)


class Door(httpx.BaseTransport):
    """The server without a network in between."""

    def __init__(self):
        self.client = Client()

    def handle_request(self, request):
        body, kind = request.read(), request.headers.get("content-type", "application/octet-stream")
        answer = self.client.generic(request.method, request.url.raw_path.decode(), body, content_type=kind)
        return httpx.Response(answer.status_code, content=answer.getvalue())


def logged_in(ref):
    email = next(person.email for person in PEOPLE if person.ref == ref)
    session = Session("http://testserver")
    session.http = httpx.Client(base_url=session.origin, transport=Door(), cookies={"csrftoken": "c" * 32})
    return Account.log_in(session, email, PASSWORD, app_of(email))


@pytest.fixture
def cast(db, monkeypatch, tmp_path):
    """The people of the demo, as it imports them."""

    def manage(*words, given=""):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        call_command(*words, stdout=io.StringIO())

    register = tmp_path / "register.csv"
    register.write_text(REGISTER)
    manage("import_register", str(register), "--no-invitations")
    manage("import_accounts", given=json.dumps(accounts(Path("nowhere"), apps=True)))
    manage("import_desks", given="\n".join(DESKS))
    grown()
    return {ref: logged_in(ref) for ref in ("fatima", "jan", "sanne", *LAWYERS)}


def named(key):
    return next(story for story in stories() if story.key == key)


class Cut(Exception):
    """The process is gone."""


@pytest.mark.parametrize("when", ["before the journal knew", "half-way"])
def test_a_story_that_was_cut_off_goes_on_and_nothing_is_done_twice(cast, tmp_path, monkeypatch, when):
    story, path = named("domein"), tmp_path / "stories"
    cut = Journal(path)
    ends = cut.ends

    def stop(name, step):
        if step == (1 if when == "half-way" else 0):
            raise Cut
        ends(name, step)

    monkeypatch.setattr(cut, "ends", stop)
    with pytest.raises(Cut):
        Teller(cast, cut).tell([story])
    with path.open("a") as file:
        file.write('{"story": "domein", "do')
    for _again in range(2):
        assert Teller(cast, Journal(path)).tell([story]) == []
    case = Case.objects.get()
    assert (case.state, Filing.objects.count()) == ("opponent informed", 1)
    assert [act.act for act in DoneAct.objects.order_by("number")] == ["set day", "inform opponent"]


def test_who_is_kept_from_a_piece_finds_no_name_of_it_in_what_it_takes_along(cast, tmp_path):
    assert Teller(cast, Journal(None)).tell([named("haven")]) == []
    case = Case.objects.get()
    hidden = DocketEntry.objects.get(circle__kind="shielded")
    extend_log(at=now())
    members = {}
    for ref in ("vandam", "hendriks", "yilmaz", "sanne"):
        target = tmp_path / f"{ref}.zip"
        export_case(cast[ref], str(case.pk), target)
        with zipfile.ZipFile(target) as archive:
            members[ref] = {name: archive.read(name) for name in archive.namelist()}
    kept_out = members.pop("yilmaz")
    sealed = str(hidden.pk).encode()
    assert not any(sealed in data for data in kept_out.values())
    for ref, found in members.items():
        assert any(sealed in data for data in found.values()), ref
        assert len(found) > len(kept_out)
        # What was placed before is with everybody.
        assert {name for name in kept_out if "dagvaarding" in name} == {
            name for name in found if "dagvaarding" in name
        }
    with pytest.raises(ApiProblem, match="document-unknown"):
        cast["yilmaz"].session.fetch(f"cases/{case.pk}/entries/{hidden.pk}/documents/1")
