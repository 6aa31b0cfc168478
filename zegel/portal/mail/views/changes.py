"""What is done with picked messages of a mailbox, and undone."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from zegel.boxes.errors import BoxUnknown, MayNotPrepare, PersonUnknown
from zegel.lib.moments import amsterdam, now
from zegel.lib.principal import Principal
from zegel.mail.actions.later import bring_back, put_off
from zegel.mail.actions.reading import mark, move
from zegel.mail.actions.teamwork import assign
from zegel.mail.actions.undo import undo
from zegel.mail.errors import LaterRefused
from zegel.mail.queries.folders import next_in_folder
from zegel.mail.queries.undo import changes, places
from zegel.portal.mail.forms import BackForm, PickForm
from zegel.portal.mail.undo import remember, take
from zegel.portal.shared.forms import refusal_text
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


class _About(TypedDict):
    actor: Principal
    box: UUID
    entries: list[UUID]
    at: datetime


@access(Access.WORK)
@require_POST
def change(request: HttpRequest, box: UUID) -> HttpResponse:
    """Archive, put back, put off or mark what was picked; then back to where the reader was, or on to the next message."""
    form, following = PickForm.sent(request), None
    if not form.is_valid():
        return _nothing(request, box, form)
    what, picked, at = form.cleaned_data["do"], form.cleaned_data["pick"], now()
    onward = what == "done" or (what == "later" and form.cleaned_data["message"])
    user = current_user(request)
    try:
        before = places(user, box, picked, at=at)
        if onward and picked:
            following = next_in_folder(user, box, picked[0], at=at)
        done = _do(current_principal(request), box, form)
    except (BoxUnknown, PersonUnknown, MayNotPrepare) as error:
        raise Http404 from error
    except LaterRefused as refusal:
        messages.error(request, refusal_text(refusal))
        return redirect(_back(box, form))
    if not done:
        return _nothing(request, box, form)
    remember(request, box, changes(before, places(user, box, picked, at=at)), at)
    messages.success(request, _told(what, done))
    return redirect("message", following) if following else redirect(_back(box, form))


@access(Access.WORK)
@require_POST
def take_back(request: HttpRequest, box: UUID) -> HttpResponse:
    """Undo the last change."""
    form, at = BackForm.sent(request), now()
    form.is_valid()
    try:
        undone = undo(actor=current_principal(request), box=box, changed=take(request, box, at), at=at)
    except (BoxUnknown, MayNotPrepare) as error:
        raise Http404 from error
    if undone:
        messages.success(request, _("It is undone."))
    else:
        messages.info(
            request, _("This cannot be undone any more: it is too long ago, or a colleague went on with it.")
        )
    return redirect(_back(box, form))


def _nothing(request: HttpRequest, box: UUID, form: PickForm) -> HttpResponse:
    messages.info(request, _("Nothing was changed. Tick the messages first."))
    return redirect(_back(box, form))


def _back(box: UUID, form: PickForm | BackForm) -> str:
    """Where the reader was: the page of a message, or a folder of this mailbox."""
    if (message := form.cleaned_data.get("message")) and form.cleaned_data.get("do") == "assign":
        return reverse("message", args=[message])
    back = form.cleaned_data.get("back", "")
    return back if back.startswith(f"/mail/{box}/") else reverse("folder", args=[box, "in"])


def _do(actor: Principal, box: UUID, form: PickForm) -> int:
    at, typed = now(), form.cleaned_data
    what, picked = typed["do"], typed["pick"]
    about: _About = {"actor": actor, "box": box, "entries": picked, "at": at}
    match what:
        case "assign":
            done = assign(**about, to=typed["to"])
        case "archive" | "done":
            done = move(**about, folder="archive")
        case "restore":
            done = move(**about, folder="")
        case "read" | "unread":
            done = mark(**about, unread=what == "unread")
        case "later":
            # Without a day there is none to come back on, which the rule refuses.
            done = put_off(**about, until=typed["until"] or amsterdam(at).date())
        case "return":
            done = bring_back(**about)
        case _:
            done = 0
    return done


def _told(what: str, n: int) -> str:
    words = {
        "assign": ngettext("%(n)s conversation was given.", "%(n)s conversations were given.", n),
        "archive": ngettext(
            "%(n)s message is in the archive now.", "%(n)s messages are in the archive now.", n
        ),
        "restore": ngettext("%(n)s message is back.", "%(n)s messages are back.", n),
        "read": ngettext("%(n)s message counts as read.", "%(n)s messages count as read.", n),
        "unread": ngettext("%(n)s message counts as unread.", "%(n)s messages count as unread.", n),
        "later": ngettext(
            "%(n)s message comes back by itself.", "%(n)s messages come back by themselves.", n
        ),
    }
    return words[{"done": "archive", "return": "restore"}.get(what, what)] % {"n": n}
