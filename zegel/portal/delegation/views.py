"""Who else uses a mailbox: the delegates of one's own, and the members of a team."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zegel.boxes.errors import BoxUnknown, MayNotManage
from zegel.boxes.queries import Member, members_of, membership, memberships, past_members
from zegel.boxes.rules import DELEGATED, RIGHTS
from zegel.evidence.queries import told_of
from zegel.identity.queries.people import User
from zegel.lib.moments import now
from zegel.mail.events import DELEGATE_ACTS
from zegel.portal.shared import account_frame, mailbox_frame
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user

RIGHT_WORDS = {
    "read": gettext_lazy("Only read"),
    "prepare": gettext_lazy("Read and prepare"),
    "send": gettext_lazy("Read, prepare and send"),
    "manage": gettext_lazy("Everything, and decide who uses this mailbox"),
}
ACT_WORDS = {
    "opened": gettext_lazy("Opened a message"),
    "downloaded": gettext_lazy("Fetched a file"),
    "drafted": gettext_lazy("Began a draft"),
    "readied": gettext_lazy("Laid a draft ready"),
    "sent": gettext_lazy("Sent a message on your behalf"),
    "filed": gettext_lazy("Filed something at a court on your behalf"),
    "noted": gettext_lazy("Wrote a note"),
}


@access(Access.WORK)
@require_safe
def delegates(request: HttpRequest) -> HttpResponse:
    """Who acts on my behalf, and what they did."""
    user = current_user(request)
    own = next(
        (
            each_membership
            for each_membership in memberships(user, at=now())
            if each_membership.box.kind == "personal" and not each_membership.delegated_by_id
        ),
        None,
    )
    facts = _people(user, own.box_id) if own else {}
    return render(request, "delegation/delegates.html", account_frame.page_context("delegates") | facts)


@access(Access.WORK)
@require_safe
def team(request: HttpRequest, box: UUID) -> HttpResponse:
    """The members of a team, and what each may do."""
    user = current_user(request)
    try:
        if membership(user, box, at=now()).box.kind != "team":
            return redirect("delegates")
        facts = _people(user, box)
    except BoxUnknown as error:
        raise Http404 from error
    return render(request, "delegation/team.html", mailbox_frame.page_context(user, box, "members") | facts)


def _people(user: User, box: UUID) -> dict[str, Any]:
    at = now()
    mine = membership(user, box, at=at)
    personal = mine.box.kind == "personal"
    everybody = [member for member in members_of(user, box, at=at) if not member.checks]
    rights = DELEGATED if personal else RIGHTS
    return {
        "box": mine.box,
        "may_manage": mine.may_manage,
        "people": [_told(person) for person in everybody if not (personal and person.user_id == user.pk)],
        "rights": [{"value": right, "label": RIGHT_WORDS[right]} for right in rights],
        "past": _past(user, box),
        "acts": _acts(box, everybody, user) if personal else [],
    }


def _told(member: Member) -> dict[str, Any]:
    return {
        "user": member.user_id,
        "name": member.person.name,
        "email": member.person.email,
        "organisation": member.person.organisation.name if member.person.organisation else "",
        "right": member.right,
        "right_word": RIGHT_WORDS[member.right],
        "ends_on": member.ends_on,
    }


def _past(user: User, box: UUID) -> list[dict[str, Any]]:
    try:
        return [
            {"name": member.person.name, "at": member.ended_at or member.ends_at}
            for member in past_members(user, box, at=now())
        ]
    except MayNotManage:
        return []


def _acts(box: UUID, everybody: list[Member], user: User) -> list[dict[str, Any]]:
    """What delegates did in this mailbox, newest first; also those who have left."""
    names = {
        f"user:{person.user_id}": person.person.name
        for person in [*everybody, *past_members(user, box, at=now())]
    }
    return [
        {
            "who": names.get(fact.actor, _("Somebody who left")),
            "what": ACT_WORDS[fact.event.rpartition(".")[2]],
            "at": fact.at,
            "message": fact.facts.get("message"),
        }
        for fact in told_of(box, [kind.name for kind in DELEGATE_ACTS])
    ]
