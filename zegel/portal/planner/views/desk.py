"""The rooms of a court and a desk's own words in its letter: everybody there reads them, who manages the mailbox changes them."""

from typing import Any
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
    forms = _forms(actor, box)
    kinds = {"room": RoomForm, "end": EndRoomForm, "letter": LetterForm}
    sent = kinds[do].sent(request) if do in kinds else None
    if sent is not None and sent.is_valid():
        try:
            _change(actor, box, do, sent)
        except (BoxUnknown, NoDesk) as error:
            raise Http404 from error
        except Refusal as refusal:
            sent.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("planner-desk", box=box)
    if sent is not None:
        forms[f"{do}_form"] = sent
    facts = forms | {"form": sent} if sent else forms
    return render(request, "planner/desk.html", facts, status=sent.status if sent else 200)


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
