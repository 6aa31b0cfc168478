"""The rooms of a court and a desk's own words in its letter: everybody there reads them, who manages the mailbox changes them."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zegel.boxes.errors import BoxUnknown
from zegel.boxes.queries import membership
from zegel.lib.moments import now
from zegel.lib.principal import Principal
from zegel.lib.refusals import Refusal
from zegel.planning.actions import add_room, change_letter_text, end_room
from zegel.planning.errors import NoDesk
from zegel.planning.queries import desk_place, letter_text, rooms_at
from zegel.planning.rules.letters import CLOSING, KNOWN, OPENING
from zegel.portal.planner.forms import EndRoomForm, LetterForm, RoomForm
from zegel.portal.shared.forms import PageForm, pressed
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, box: UUID) -> HttpResponse:
    """Read the rooms and the letter of a desk, or change one of them."""
    actor, do = current_principal(request), pressed(request)
    facts = _forms(actor, box)
    sent = _KINDS[do].sent(request) if do in _KINDS else None
    if sent is None:
        return render(request, "planner/desk.html", facts)
    if sent.is_valid() and _changed(actor, box, do, sent):
        messages.success(request, _("Saved."))
        return redirect("planner-desk", box=box)
    return render(
        request, "planner/desk.html", facts | {f"{do}_form": sent, "form": sent}, status=sent.status
    )


_KINDS: Final[dict[str, type[PageForm]]] = {"room": RoomForm, "end": EndRoomForm, "letter": LetterForm}


def _changed(actor: Principal, box: UUID, do: str, form: PageForm) -> bool:
    """Whether it was done; the form says why not."""
    try:
        _change(actor, box, do, form)
    except (BoxUnknown, NoDesk) as error:
        raise Http404 from error
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _change(actor: Principal, box: UUID, do: str, form: PageForm) -> None:
    typed, at = form.cleaned_data, now()
    if do == "room":
        add_room(actor=actor, desk=box, name=typed["name"], at=at)
    elif do == "end":
        end_room(actor=actor, desk=box, room=typed["room"], at=at)
    else:
        change_letter_text(actor=actor, desk=box, opening=typed["opening"], closing=typed["closing"], at=at)


def _forms(actor: Principal, box: UUID) -> dict[str, Any]:
    try:
        own, place = membership(actor.account, box, at=now()), desk_place(box)
    except (BoxUnknown, NoDesk) as error:
        raise Http404 from error
    text = letter_text(box)
    words = {"opening": text.opening if text else OPENING, "closing": text.closing if text else CLOSING}
    return {
        "desk": own.box,
        "place": place,
        "may_change": own.may_manage,
        "rooms": rooms_at(place.court, place.location),
        "room_form": RoomForm(),
        "letter_form": LetterForm(initial=words),
        "known": [f"{{{name}}}" for name in KNOWN],
    }
