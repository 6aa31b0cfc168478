"""Every page, visited by everybody it is not for: what a route says of its access is what a visitor meets.

The list of pages is the router's own: a new one whose address has a part that is not in `PARTS` fails the first test.
"""

import uuid
from dataclasses import replace

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.personas import AT
from zegel.api.tests import case_calls, sso_calls
from zegel.api.tests.world import client_of, make_service, make_world
from zegel.casefile.models import Case, Party
from zegel.evidence.actions import extend_log
from zegel.filing.models import Filing
from zegel.identity.actions.roles import appoint
from zegel.lib.moments import now
from zegel.lib.principal import system
from zegel.portal.gate import PageGate
from zegel.web_session.access import Access, access_of

# What stands in the addresses of pages, by name of the part; `key` is told per page.
SOMETHING = uuid.uuid4()
OF_A_MESSAGE = {"message", "keep", "hearing", "withdraw", "timeline", "export", "reply", "receipt", "cover"}
POSTED = {
    "logout", "language", "stop-reset", "escrow-choose", "profession-confirm", "profession-resend", "profession-unlink",
    "contacts-import", "withdraw-consent", "member", "invitation", "register-gone", "keep", "hearing", "withdraw", "called",
    "change-entries", "undo-change", "guest-leave", "case-address", "case-act", "judgment-sent", "judgment-ecli", "judgment-copy", "fees-line",
}  # fmt: skip
# What is picked on a page, so that a form about nothing is not what is refused.
FORMS = {"withdraw": {"delivery": SOMETHING}, "change-entries": {"do": "read", "pick": SOMETHING}}
PARTS = {
    "box",
    "case",
    "entry",
    "key",
    "message",
    "folder",
    "call",
    "number",
    "form",
    "kind",
    "provider",
    "organisation",
    "party",
    "path",
    "rest",
    "secret",
    "year",
}


def pages(patterns=None):
    """Every page by name, with its pattern; the API has its own test (`api/tests/test_strangers.py`)."""
    found = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "ninja":
                found |= pages(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and access_of(pattern.callback) not in {Access.OPERATIONS, None}:
            found[pattern.name] = pattern
    for name in ("openapi-json", "api-unknown"):
        found.pop(name, None)
    return found


PAGES = pages()
SAID = {name: access_of(pattern.callback) for name, pattern in PAGES.items()}


def address(name, world):
    """The address of a page about something that is there, as far as it is about somebody's."""
    guest = name.startswith("guest")
    values = {
        "box": world.clerk.box.pk, "case": Case.objects.values_list("pk", flat=True).first(),
        "party": Party.objects.values_list("pk", flat=True).first(),
        "entry": SOMETHING, "message": world.message, "folder": "in", "call": SOMETHING, "kind": "claim", "number": "Z-2026-1", "year": 2026,
        "form": "json", "provider": "nobody", "organisation": world.clerk.user.organisation_id, "path": "0/000", "rest": ".", "secret": "nobody",
        "key": world.guest if guest else world.message if name in OF_A_MESSAGE else world.draft if name in {"draft", "apply-draft"} else SOMETHING,
    }  # fmt: skip
    if name == "intake-filing":
        values["key"] = Filing.objects.values_list("pk", flat=True).get()
    parts = PAGES[name].pattern.converters
    return reverse(name, kwargs={part: values[part] for part in parts})


def meets(client, name, world):
    """What somebody meets at a page: `login`, `second step`, `landing`, `refused`, `nothing`, or `in`."""
    path = address(name, world)
    answer = client.post(path, FORMS.get(name, {})) if name in POSTED else client.get(path)
    onward = answer.headers.get("Location", "")
    assert answer.status_code < 500, (name, answer.status_code)
    if onward.startswith("/login?next="):
        return "login"
    if onward == "/account/security?needed=1":
        return "second step"
    if onward == f"/g/{world.guest}?closed=idle" and name != "guest-leave":
        return "landing"
    return {403: "refused", 404: "nothing"}.get(answer.status_code, "in")


@pytest.fixture
def world(clerk, lawyer, settings):
    settings.ENVIRONMENT = sso_calls.connected(settings.ENVIRONMENT)
    made = make_world(clerk, lawyer)
    case_calls.made(made)
    case_calls.filed(made)
    # What is written has its place in the log, or the product says that it is not well.
    extend_log(at=now())
    return made


def walk(client, world):
    """What somebody meets at each page; what ends a session comes last."""
    return {
        name: meets(client, name, world)
        for name in sorted(PAGES, key=lambda name: name in {"guest-leave", "logout"})
    }


def by_access(found, *said):
    return {name: what for name, what in found.items() if SAID[name] in said}


LOGGED_IN = set(Access) - {Access.ANYONE, Access.SIGNED, Access.GUEST, Access.OPERATIONS}
WHOLE = LOGGED_IN - {Access.ACCOUNT}
ROLES = WHOLE - {Access.WORK}


def test_every_page_has_an_address_here():
    assert {part for value in PAGES.values() for part in value.pattern.converters} <= PARTS
    assert set(PAGES) >= POSTED | OF_A_MESSAGE


def test_who_is_not_logged_in_sees_what_is_for_anyone(world):
    found = walk(client_of(csrf=True), world)
    assert set(by_access(found, *LOGGED_IN).values()) == {"login"}
    assert set(by_access(found, Access.GUEST).values()) == {"landing"}
    assert set(by_access(found, Access.ANYONE).values()) <= {"in", "nothing"}


def test_a_guest_is_no_account(world):
    found = walk(client_of(guests=(world.guest,)), world)
    assert set(by_access(found, *LOGGED_IN).values()) == {"login"}
    assert set(by_access(found, Access.GUEST).values()) == {"in"}


def test_a_guest_let_in_elsewhere_is_not_in_here(world):
    found = walk(client_of(guests=(world.other_guest,)), world)
    assert set(by_access(found, Access.GUEST).values()) == {"landing"}


def test_a_guest_reads_no_message_of_another(world):
    """Let in as oneself, with the message of somebody else in the address."""
    client = client_of(guests=(world.other_guest,))
    other = replace(world, guest=world.other_guest)
    for name in ("guest-message", "guest-receipt"):
        assert meets(client, name, other) == "nothing"


def test_a_password_alone_opens_ones_own_account_only(world):
    found = walk(client_of(world.clerk, method=""), world)
    assert set(by_access(found, *WHOLE).values()) == {"second step"}
    assert set(by_access(found, Access.ACCOUNT).values()) <= {"in", "refused"}
    assert set(by_access(found, Access.GUEST).values()) == {"landing"}


def test_somebody_of_another_organisation_finds_nothing(world, stranger):
    found = walk(client_of(stranger), world)
    assert set(by_access(found, *ROLES).values()) == {"nothing"}
    assert set(by_access(found, Access.GUEST).values()) == {"landing"}
    about = {
        name: what for name, what in by_access(found, Access.WORK).items() if PAGES[name].pattern.converters
    }
    # Says that the task is done already, to whoever asks, and leads to a page that is not there for them.
    assert about.pop("called") == "in"
    assert {name for name, what in about.items() if what != "nothing"} == set()


def test_an_administrator_elsewhere_sees_nothing_of_the_clerk(world, stranger):
    appoint(actor=system("operator"), user=stranger.user.pk, kind="administrator", at=AT)
    client = client_of(stranger)
    # Examples of telephone numbers stand on many pages.
    secrets = set(world.secrets) - {"12345678"}
    for name in by_access(SAID, *WHOLE):
        answer = client.get(address(name, world))
        assert not [secret for secret in secrets if secret in answer.content.decode(errors="replace")], name


def test_a_program_has_no_pages(world):
    found = walk(client_of(make_service("program@elsewhere.example"), method=""), world)
    assert set(found.values()) == {"refused"}


def test_whom_a_page_is_for_gets_in(world):
    """So that no refusal above is only a wrong address."""
    for kind in ("administrator", "officer"):
        appoint(actor=system("operator"), user=world.clerk.user.pk, kind=kind, at=AT)
    extend_log(at=now())
    found = walk(client_of(world.clerk), world)
    unknown = {name for name, what in found.items() if what == "nothing"}
    keeper = set(by_access(SAID, Access.REGISTER_KEEPER))
    nothing_there = {
        "called",
        "contact",
        "desk-filing",
        "cover",
        "filing-received",
        "outage-proof",
        "case-proof",
        "judgment-proof",
        "planner-letter",
        "calendar-feed",
        "party-request",
        "party-exclusion",
        "fee-notice",
        "fee-notice-draft",
        "posting-letter",
        "logo",
        "tile",
        "keys-checkpoint",
        "keys-entries",
        "keys-tile",
        "stamp-authority",
        "sso",
        "escrow-choose",
        "words",
    }
    assert unknown - keeper - nothing_there - {"demo-inbox", "withdraw-consent", "withdraw"} == set()


def test_a_page_that_says_nothing_is_shut():
    with pytest.raises(Http404):
        PageGate(lambda _request: HttpResponse()).process_view(
            RequestFactory().get("/"), lambda _request: HttpResponse(), (), {}
        )
