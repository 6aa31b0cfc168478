"""The JSON door: every address under /api/."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from zegel.api.account import factors, keys
from zegel.api.applications import by_guest as guest_applications
from zegel.api.applications import endpoints as applications
from zegel.api.cases import course as case_course
from zegel.api.cases import fees as case_fees
from zegel.api.cases import files as case_files
from zegel.api.cases import intake, offices, oral, planning, posting, scans
from zegel.api.cases import parties as case_parties
from zegel.api.cases import registry as case_registry
from zegel.api.filing import endpoints as filing
from zegel.api.guests import adoption
from zegel.api.guests import endpoints as guests
from zegel.api.hearings import endpoints as hearings
from zegel.api.judgments import endpoints as judgments
from zegel.api.mail import exports, messages, summaries, uploads, verdicts, word_index
from zegel.api.mailboxes import alarms, boxes, circles, correspondents, key_events, standard_texts, teamwork
from zegel.api.organisation import contacts, escrow
from zegel.api.outages import endpoints as outages
from zegel.api.session import login, providers, sessions
from zegel.api.shared import problems
from zegel.api.shared.described import DescribedApi
from zegel.api.shared.parsing import PlainParser
from zegel.api.shared.routing import Router, operations
from zegel.api.sign_up import endpoints as sign_up
from zegel.web_session.access import Access, access

ROUTERS: Final[tuple[tuple[str, Router], ...]] = (
    ("", login.router),
    ("", correspondents.router),
    ("", sign_up.router),
    ("", adoption.router),
    ("me", keys.router),
    ("boxes", boxes.router),
    ("containers", circles.router),
    ("alarms", alarms.router),
    ("key-events", key_events.router),
    ("account", factors.router),
    ("escrow", escrow.router),
    ("", sessions.router),
    ("", providers.router),
    ("", teamwork.router),
    ("", standard_texts.router),
    # Before what takes any word for a folder.
    ("", summaries.router),
    ("", word_index.router),
    ("", messages.router),
    ("", contacts.router),
    ("", filing.router),
    ("", applications.router),
    ("", guest_applications.router),
    ("", verdicts.router),
    ("", exports.router),
    ("cases", case_registry.router),
    ("cases", case_parties.router),
    ("cases", case_files.router),
    ("cases", judgments.router),
    ("", case_course.router),
    ("", case_fees.router),
    ("", hearings.router),
    ("", planning.router),
    ("intake", intake.router),
    ("intake", scans.router),
    ("intake", oral.router),
    ("desks", offices.router),
    ("postings", posting.router),
    ("outages", outages.router),
    ("uploads", uploads.router),
    ("guests", guests.router),
)

api = DescribedApi(
    title="Zegel",
    version="1",
    docs_url=None,
    urls_namespace="api",
    parser=PlainParser(),
    default_router=Router(tags=[]),
)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)
problems.register(api)

_routes, _application, _namespace = api.urls
for _route in _routes:
    # The description of this door is for everybody; every other address asks the operation it leads to.
    if isinstance(_route, URLPattern):
        access(Access.ANYONE if _route.name == "openapi-json" else Access.OPERATIONS)(_route.callback)


@csrf_exempt
@access(Access.ANYONE)
def unknown(_request: HttpRequest) -> HttpResponse:
    """An address that no operation has is answered as an unknown thing is, and not with a page."""
    return problems.unknown_thing()


urlpatterns = [path("", (_routes, _application, _namespace)), re_path("", unknown, name="api-unknown")]


def said() -> list[tuple[str, Access | None]]:
    """Every operation as `METHOD path`, with what it says of its access; None is shut."""
    return list(operations((*ROUTERS, ("", api.default_router))))
