"""A mailbox: its folders, and the guests who wait for help."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zegel.authentication.queries.logins import to_link
from zegel.boxes.errors import BoxUnknown
from zegel.boxes.queries import members_of, memberships, own_box
from zegel.lib.moments import amsterdam, now
from zegel.mail.queries.folders import Page, draft_page, folder_page, later_page, open_tasks
from zegel.portal.mail.forms import FolderQuery
from zegel.portal.mail.rows import rows
from zegel.portal.mail.undo import can_undo
from zegel.portal.shared.first_page import first_pages
from zegel.portal.shared.mailbox_frame import FOLDERS, page_context
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """The inbox somebody most likely wants: a team's, where they are in one; their own otherwise."""
    mine = memberships(current_user(request), at=now())
    if not mine:
        return render(request, "mail/none.html")
    team = next((membership for membership in mine if membership.box.kind == "team"), mine[0])
    return redirect("folder", team.box_id, "in")


@access(Access.WORK)
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What somebody sees first after logging in: what they chose, as long as they have it; the usual inbox otherwise."""
    at, user = now(), current_user(request)
    try:
        wanted = own_box(user, at=at).first_page
    except BoxUnknown:
        wanted = ""
    pages = first_pages(user, current_principal(request), at=at) if wanted else {}
    return redirect(pages[wanted][0] if wanted in pages else "mail")


@access(Access.WORK)
@require_safe
def folder(request: HttpRequest, box: UUID, folder: str) -> HttpResponse:
    """One folder, a screen at a time."""
    asked = FolderQuery.asked(request)
    page = _page(request, box, folder, asked)
    kept = {key: asked[key] for key in ("q", "unread", "charge") if asked[key]}
    at = now()
    facts = {
        "page": page,
        "rows": rows(page.entries, folder) if folder != "drafts" else [],
        "asked": asked,
        "here": request.get_full_path(),
        "older": _address(kept, before=page.older) if page.older else "",
        "newer": _address(kept, after=page.newer) if page.newer else "",
        "now": at,
        "linking": to_link(current_user(request), at),
        "undo": can_undo(request, box, at),
        "tomorrow": amsterdam(at).date() + timedelta(days=1),
    }
    frame = page_context(current_user(request), box, folder)
    colleagues = members_of(current_user(request), box, at=at) if frame["box"].kind == "team" else []
    facts["colleagues"] = [colleague for colleague in colleagues if not colleague.checks]
    return render(request, "mail/folder.html", frame | facts)


@access(Access.WORK)
@require_safe
def tasks(request: HttpRequest, box: UUID) -> HttpResponse:
    """Guests who cannot get in."""
    at = now()
    try:
        waiting = open_tasks(current_user(request), box, at=at)
    except BoxUnknown as error:
        raise Http404 from error
    return render(
        request,
        "mail/tasks.html",
        page_context(current_user(request), box, "tasks") | {"waiting": waiting, "now": now()},
    )


@access(Access.WORK)
@require_safe
def texts(request: HttpRequest, box: UUID) -> HttpResponse:
    """The texts this mailbox writes often, which the script opens; for who may write."""
    frame = page_context(current_user(request), box, "texts")
    if not frame["may_prepare"]:
        raise Http404
    return render(request, "mail/texts.html", frame)


def _page(request: HttpRequest, box: UUID, folder: str, asked: dict[str, str]) -> Page:
    if folder not in {*FOLDERS, "later"}:
        raise Http404
    before, after, at = asked["before"], asked["after"], now()
    try:
        if folder == "later":
            return later_page(current_user(request), box, text=asked["q"], at=at)
        if folder == "drafts":
            return draft_page(current_user(request), box, before=before, after=after, at=at)
        return folder_page(
            current_user(request),
            box,
            folder,
            text=asked["q"],
            unread=bool(asked["unread"]),
            charge=asked["charge"],
            before=before,
            after=after,
            at=at,
        )
    except BoxUnknown as error:
        raise Http404 from error


def _address(kept: dict[str, str], **cursor: str) -> str:
    return f"?{urlencode(kept | cursor)}"
