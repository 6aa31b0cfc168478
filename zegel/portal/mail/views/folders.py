"""A mailbox: its folders, and the guests who wait for help."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from zegel.authentication.queries.logins import to_link
from zegel.boxes.errors import BoxUnknown, MayNotPrepare, PersonUnknown
from zegel.boxes.queries import members_of, memberships
from zegel.lib.moments import now
from zegel.lib.principal import Principal
from zegel.mail.actions.reading import mark, move
from zegel.mail.actions.teamwork import assign
from zegel.mail.queries.folders import Page, draft_page, folder_page, next_in_folder, open_tasks
from zegel.portal.mail.forms import FolderQuery, PickForm
from zegel.portal.mail.rows import rows
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
    }
    frame = page_context(current_user(request), box, folder)
    colleagues = members_of(current_user(request), box, at=at) if frame["box"].kind == "team" else []
    facts["colleagues"] = [colleague for colleague in colleagues if not colleague.checks]
    return render(request, "mail/folder.html", frame | facts)


@access(Access.WORK)
@require_POST
def change(request: HttpRequest, box: UUID) -> HttpResponse:
    """Archive, put back or mark what was picked; then back to where the reader was."""
    form, following = PickForm.sent(request), None
    try:
        if form.is_valid() and form.cleaned_data["do"] == "done":
            following = _following(request, box, form.cleaned_data["pick"])
        done = _do(current_principal(request), box, form) if form.is_valid() else 0
    except (BoxUnknown, PersonUnknown, MayNotPrepare) as error:
        raise Http404 from error
    if done:
        messages.success(request, _told(form.cleaned_data["do"], done))
    else:
        messages.info(request, _("Nothing was changed. Tick the messages first."))
    if following:
        return redirect("message", following)
    back = form.cleaned_data.get("back", "")
    return redirect(back if back.startswith(f"/mail/{box}/") else f"/mail/{box}/in")


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
    if folder not in FOLDERS:
        raise Http404
    before, after, at = asked["before"], asked["after"], now()
    try:
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


def _following(request: HttpRequest, box: UUID, picked: list[UUID]) -> UUID | None:
    """Where a reader who is done with a message goes on."""
    return next_in_folder(current_user(request), box, picked[0], at=now()) if picked else None


def _do(actor: Principal, box: UUID, form: PickForm) -> int:
    at, typed = now(), form.cleaned_data
    what, picked = typed["do"], typed["pick"]
    if what == "assign":
        return assign(actor=actor, box=box, entries=picked, to=typed["to"], at=at)
    if what in {"archive", "done"}:
        return move(actor=actor, box=box, entries=picked, folder="archive", at=at)
    if what == "restore":
        return move(actor=actor, box=box, entries=picked, folder="", at=at)
    if what in {"read", "unread"}:
        return mark(actor=actor, box=box, entries=picked, unread=what == "unread", at=at)
    return 0


def _told(what: str, n: int) -> str:
    words = {
        "assign": ngettext("%(n)s conversation was given.", "%(n)s conversations were given.", n),
        "archive": ngettext(
            "%(n)s message is in the archive now.", "%(n)s messages are in the archive now.", n
        ),
        "restore": ngettext("%(n)s message is back.", "%(n)s messages are back.", n),
        "read": ngettext("%(n)s message counts as read.", "%(n)s messages count as read.", n),
        "unread": ngettext("%(n)s message counts as unread.", "%(n)s messages count as unread.", n),
    }
    return words["archive" if what == "done" else what] % {"n": n}


def _address(kept: dict[str, str], **cursor: str) -> str:
    return f"?{urlencode(kept | cursor)}"
