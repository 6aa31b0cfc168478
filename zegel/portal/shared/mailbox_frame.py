"""What stands around every page of a mailbox: the boxes, the folders, and how much waits in each."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.boxes.queries import Member, court_of_box, memberships
from zegel.filing.queries import desk_counts, paper_counts
from zegel.identity.queries.organisations import connected_courts
from zegel.identity.queries.people import User
from zegel.lib.moments import now
from zegel.mail.queries.escalation import call_counts
from zegel.mail.queries.folders import (
    MOST_COUNTED,
    InboxCount,
    inbox_counts,
    ready_counts,
    since,
    task_counts,
)
from zegel.professions.queries.links import link_of, on_record

SETTLING: Final = timedelta(seconds=5)

FOLDERS: Final = {
    "in": (gettext_lazy("Inbox"), "inbox"),
    "out": (gettext_lazy("Sent"), "sent"),
    "drafts": (gettext_lazy("Drafts"), "draft"),
    "archive": (gettext_lazy("Archive"), "archive"),
}


def page_context(user: User, box: UUID, current: str) -> dict[str, Any]:
    """The frame of a page about a box of this user (at most seven queries).

    Raises:
        Http404: not this user's box.
    """
    at = now()
    mine = memberships(user, at=at)
    here = next((membership for membership in mine if membership.box_id == box), None)
    if here is None:
        raise Http404
    keys = [membership.box_id for membership in mine]
    inboxes, waiting = inbox_counts(keys, at=at), task_counts([box]).get(box, 0)
    inbox = inboxes.get(box, InboxCount())
    return {
        "box": here.box,
        "may_send": here.may_send,
        "may_prepare": here.may_prepare,
        "delegated": here.delegated_by_id is not None,
        "ready": ready_counts([box]).get(box, 0) if here.may_send else 0,
        "folder": current,
        "folder_name": FOLDERS[current][0] if current in FOLDERS else _names(current),
        "boxes": [
            _switch(membership, inboxes.get(membership.box_id, InboxCount()).unread, box)
            for membership in mine
        ]
        if len(mine) > 1
        else [],
        "folders": _folders(box, current, inbox.unread, waiting)
        + _later(box, current, inbox.later)
        + (_calls(box, current) if court_of_box(here.box) else [])
        + _paper(box, current)
        + (_desk(box) if court_of_box(here.box) else [])
        + _texts(here, current)
        + _people(here, current),
        "waiting_count": waiting,
        "unread": inbox.unread,
        "seen_to": seen_to(at),
        "waits_here": told(waiting + inbox.unread),
        **(_practice(user) if current == "in" and _is_own(here) else {}),
    }


def told(count: int) -> str:
    """A number as a menu says it: nothing for none, and no more than was counted."""
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count or "")


def seen_to(at: datetime) -> str:
    """From where a page that was made at this moment asks for news. What is received takes a moment to be in its folder."""
    return since(at - SETTLING)


def _is_own(member: Member) -> bool:
    return member.box.kind == "personal" and member.delegated_by_id is None


def _practice(user: User) -> dict[str, Any]:
    """Above one's own inbox: whether courts know this person as a lawyer or bailiff, with the courts' logos."""
    link = link_of(user)
    return {
        "practice": link,
        "courts": connected_courts() if link and not link.blocked_since else [],
        "may_link": link is None and on_record(user),
    }


def _folders(box: UUID, current: str, unread: int, waiting: int) -> list[dict[str, Any]]:
    items = [
        {
            "label": label,
            "href": reverse("folder", args=[box, name]),
            "icon": icon,
            "current": name == current,
            "count": told(unread) if name == "in" else "",
            "count_label": _("unread"),
            "searched": name not in {current, "drafts"},
        }
        for name, (label, icon) in FOLDERS.items()
    ]
    if waiting or current == "tasks":
        help_item = {"label": _("Help asked"), "href": reverse("tasks", args=[box]), "icon": "help"}
        items.append(help_item | {"current": current == "tasks", "count": waiting, "count_label": _("open")})
    return items


def _people(member: Member, current: str) -> list[dict[str, Any]]:
    """A team's page of members."""
    if member.box.kind != "team":
        return []
    href = reverse("team-members", args=[member.box_id])
    return [{"label": _("Members"), "href": href, "icon": "team", "current": current == "members"}]


def _later(box: UUID, current: str, waiting: int) -> list[dict[str, Any]]:
    """What is put off to a later day, where there is something."""
    if not waiting and current != "later":
        return []
    href = reverse("folder", args=[box, "later"])
    item: dict[str, Any] = {"label": _("Later"), "href": href, "icon": "clock", "current": current == "later"}
    return [item | {"count": told(waiting), "count_label": _("put off")}]


def _texts(member: Member, current: str) -> list[dict[str, Any]]:
    """The texts this mailbox writes often, for who writes."""
    if not member.may_prepare:
        return []
    href = reverse("texts", args=[member.box_id])
    return [{"label": _("Standard texts"), "href": href, "icon": "file", "current": current == "texts"}]


def _names(current: str) -> str:
    words = {
        "paper": _("Still to send by post"),
        "members": _("Members"),
        "later": _("Later"),
        "texts": _("Standard texts"),
        "calls": _("To phone before a hearing"),
        "search": _("Search"),
    }
    return words.get(current, _("People who cannot get in"))


def _calls(box: UUID, current: str) -> list[dict[str, Any]]:
    """Whom to phone before a hearing, where there is somebody."""
    waiting = call_counts([box], at=now()).get(box, 0)
    if not waiting and current != "calls":
        return []
    item: dict[str, Any] = {"label": _("To phone"), "href": reverse("calls", args=[box]), "icon": "phone"}
    return [item | {"current": current == "calls", "count": waiting, "count_label": _("open")}]


def _paper(box: UUID, current: str) -> list[dict[str, Any]]:
    """Paper that follows a filing (art. 3.3), where it must be sent."""
    sending = paper_counts([box]).get(box, 0)
    if not sending and current != "paper":
        return []
    href = reverse("paper", args=[box])
    item: dict[str, Any] = {"label": _("Still to send by post"), "href": href, "icon": "print"}
    return [item | {"current": current == "paper", "count": sending, "count_label": _("open")}]


def _desk(box: UUID) -> list[dict[str, Any]]:
    """Paper that follows a filing (art. 3.3), where it must arrive."""
    expected = desk_counts([box])
    if box not in expected:
        return []
    item: dict[str, Any] = {"label": _("Paper at the counter"), "href": reverse("desk"), "icon": "print"}
    return [item | {"current": False, "count": expected[box], "count_label": _("expected")}]


def _switch(member: Member, unread: int, current: UUID) -> dict[str, Any]:
    box = member.box
    return {
        "label": _("%(name)s, on behalf of") % {"name": box.name} if member.delegated_by_id else box.name,
        "href": reverse("folder", args=[box.pk, "in"]),
        "icon": "team" if box.kind == "team" else "user",
        "current": box.pk == current,
        "count": told(unread),
        "count_label": _("unread"),
    }
