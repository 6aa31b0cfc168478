"""The page to write a message on, for an empty one, a draft, an answer or a filing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zegel.boxes.queries import memberships
from zegel.filing.queries import Desk
from zegel.identity.queries.people import User
from zegel.lib.moments import now


def composer(request: HttpRequest, user: User, facts: dict[str, Any]) -> HttpResponse:
    """The page to write on, for who may write in some mailbox."""
    senders = [membership.box for membership in memberships(user, at=now()) if membership.may_prepare]
    if not senders:
        return render(request, "composer/none.html", status=403)
    return render(request, "composer/composer.html", facts | {"senders": senders})


def desk_for_composer(desk: Desk, court: str) -> dict[str, str]:
    """A court's desk as the composer knows recipients."""
    return {
        "kind": "box",
        "id": str(desk.box_id),
        "name": desk.box.name,
        "address": desk.box.address,
        "recipient": desk.box.recipient,
        "verification": "account",
        "organisation": court,
        "senderCopy": "",
    }
