"""A box as its members see it: folders, search, drafts, tasks."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from zegel.boxes.queries import Account, boxes_of, membership, memberships, recognised
from zegel.lib.search import MOST_WORDS, folded
from zegel.mail.errors import DraftUnknown
from zegel.mail.models import Delivery, Draft, Entry, HelpRequest, Note
from zegel.notify.queries import stuck_refs
from zegel.professions.queries.links import Mark

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "MOST_COUNTED",
    "Draft",
    "Entry",
    "HelpRequest",
    "InboxCount",
    "Looked",
    "News",
    "Note",
    "Page",
    "Standing",
    "around",
    "draft",
    "draft_page",
    "folder_page",
    "found",
    "inbox_counts",
    "later_page",
    "news",
    "next_in_folder",
    "notes",
    "open_tasks",
    "ready_counts",
    "sender_marks",
    "since",
    "standings",
    "state_of",
    "task_counts",
]

PAGE = 50
AROUND = 30
MOST_LATER = 500
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """One screen of a folder. `older` and `newer` are cursors for the neighbouring screens, empty where there is none."""

    entries: list[Any]
    older: str
    newer: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked for: folded words that must all stand in an entry's `search_text`, or one of these messages; in a span of time."""

    words: tuple[str, ...] = ()
    messages: tuple[UUID, ...] = ()
    span: tuple[datetime, datetime] | None = None


def folder_page(
    user: Account,
    box: UUID,
    folder: str,
    *,
    text: str = "",
    unread: bool = False,
    charge: str = "",
    before: str = "",
    after: str = "",
    at: datetime,
) -> Page:
    """Entries of a folder, newest first, by keyset: every screen costs the same, however deep (two queries).

    `charge` narrows it to what the user takes care of ("mine") or nobody does ("nobody").

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    rows = Entry.objects.filter(box=box, folder=folder, listed_at__lte=at)
    if unread:
        rows = rows.filter(unread=True)
    if charge == "mine":
        rows = rows.filter(assignee=user)
    elif charge == "nobody":
        rows = rows.filter(assignee__isnull=True)
    rows = _matching(_told(rows), text)
    return _page(rows, before=before, after=after, stamp="listed_at")


def state_of(entry: Entry, standing: "Standing | None" = None) -> str:
    """What a line of a list says that somebody can change, as one word: two are the same where the line is the same. Of a sent
    message also how it stands with its recipients (`standings`)."""
    parts = (entry.folder, entry.unread, entry.listed_at.timestamp(), entry.assignee_id, entry.answered_by_id)
    stands = (standing.recipients, standing.opened, standing.untold) if standing else ()
    return "|".join(map(str, (*parts, entry.withdrawn, *stands)))


@dataclass(frozen=True, slots=True)
class News:
    """What a page that shows a mailbox has to know since it was made: the unread entries that came into the inbox, newest last, and
    how the entries it shows stand now (`state_of`); one that is not in the mailbox any more is left out."""

    unread: list[UUID]
    states: dict[UUID, str]


def news(user: Account, box: UUID, entries: list[UUID], *, after: str, at: datetime) -> News:
    """What changed in a mailbox after a cursor (`since`), and how these entries of it stand (three queries; five where some were sent).

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    cursor, fresh = _read_cursor(after), Entry.objects.none()
    if cursor:
        rows = Entry.objects.filter(box=box, folder=Entry.Folder.IN, listed_at__lte=at, unread=True)
        fresh = _beyond(rows, *cursor, newer=True)
    shown = list(Entry.objects.filter(box=box, pk__in=entries)) if entries else []
    stand = standings(shown)
    return News(
        list(fresh.values_list("id", flat=True)[:PAGE]),
        {entry.pk: state_of(entry, stand.get(entry.message_id)) for entry in shown},
    )


def _matching(rows: Any, text: str) -> Any:
    for word in folded(text).split()[:MOST_WORDS]:
        rows = rows.filter(search_text__contains=word)
    return rows


def found(user: Account, looked: Looked, *, before: str = "", after: str = "", at: datetime) -> Page:
    """Entries of all folders of all mailboxes of the user, newest first, a page at a time (two queries)."""
    if not (looked.words or looked.messages or looked.span):
        return Page([], "", "")
    # A list, so that the database knows how few they are.
    boxes = [member.box_id for member in memberships(user, at=at)]
    rows = _told(Entry.objects.filter(box__in=boxes)).select_related("box")
    if looked.words:
        words = Q(*(Q(search_text__contains=word) for word in looked.words[:MOST_WORDS]))
        rows = rows.filter(words | Q(message__in=looked.messages) if looked.messages else words)
    elif looked.messages:
        rows = rows.filter(message__in=looked.messages)
    if looked.span:
        rows = rows.filter(at__range=looked.span)
    return _page(rows, before=before, after=after, stamp="at")


def later_page(user: Account, box: UUID, *, text: str = "", at: datetime) -> Page:
    """What of an inbox is put off to a later day, the nearest day first (two queries).

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    rows = _matching(_told(_put_off(at).filter(box=box)), text).order_by("listed_at", "id")
    return Page(list(rows[:MOST_LATER]), older="", newer="")


def _put_off(at: datetime) -> Any:
    return Entry.objects.filter(folder=Entry.Folder.IN, listed_at__gt=at)


def around(entry: Entry, *, at: datetime) -> list[Entry]:
    """An entry the caller may see, among those of its folder, newest first: some newer ones, and older ones (two queries).

    One that is put off is not among them.
    """
    rows = _told(Entry.objects.filter(box=entry.box_id, folder=entry.folder, listed_at__lte=at))
    place = entry.listed_at
    newer = _beyond(rows, place, entry.pk, newer=True)[: AROUND // 2]
    older = (
        rows.filter(listed_at__lte=place)
        .filter(Q(listed_at__lt=place) | Q(id__lte=entry.pk))
        .order_by("-listed_at", "-id")
    )
    above = list(newer)[::-1]
    return above + list(older[: AROUND - len(above)])


def next_in_folder(user: Account, box: UUID, key: UUID, *, at: datetime) -> UUID | None:
    """The message a reader comes to after an entry: the next older one of its folder, else the next newer one; None
    where there is none, or the entry lies in the archive (at most four queries).

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    entry = Entry.objects.filter(pk=key, box=box).exclude(folder=Entry.Folder.ARCHIVE).first()
    if entry is None:
        return None
    rows = Entry.objects.filter(box=box, folder=entry.folder, listed_at__lte=at)
    for newer in (False, True):
        found = (
            _beyond(rows, entry.listed_at, entry.pk, newer=newer).values_list("message", flat=True).first()
        )
        if found:
            return UUID(str(found))
    return None


def _told(rows: Any) -> Any:
    """With what a line of a list says of an entry."""
    rows = rows.select_related("assignee", "answered_by", "message__sender_box__organisation")
    return rows.defer("message__envelope", "message__summary", "message__sender_box__organisation__logo")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sent message stands with its recipients: how many there are, opened it, or were perhaps never told; and how
    many more it was withdrawn from."""

    recipients: int
    opened: int
    untold: int
    withdrawn: int


def standings(entries: list[Entry]) -> dict[UUID, Standing]:
    """How each sent message among entries the caller may see stands, by message (two queries)."""
    sent = [entry.message_id for entry in entries if entry.home == Entry.Folder.OUT]
    rows = Delivery.objects.filter(message__in=sent, role=Delivery.Role.RECIPIENT)
    deliveries = list(rows.values_list("message", "id", "opened_at", "withdrawn_at")) if sent else []
    waiting = [key for _, key, opened_at, withdrawn_at in deliveries if not opened_at and not withdrawn_at]
    stuck = stuck_refs(waiting) if deliveries else set()
    found: dict[UUID, Standing] = {}
    for message, key, opened_at, withdrawn_at in deliveries:
        so_far = found.get(message, Standing(0, 0, 0, 0))
        found[message] = Standing(
            so_far.recipients + (withdrawn_at is None),
            so_far.opened + (opened_at is not None),
            so_far.untold + (key in stuck),
            so_far.withdrawn + (withdrawn_at is not None),
        )
    return found


def draft_page(user: Account, box: UUID, *, before: str = "", after: str = "", at: datetime) -> Page:
    """Drafts in a box, last saved first.

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    rows = Draft.objects.filter(box=box).select_related("writer").defer("sealed")
    return _page(rows, before=before, after=after, stamp="saved_at")


def _page(rows: Any, *, before: str, after: str, stamp: str) -> Page:
    backwards = bool(after)
    cursor = _read_cursor(after or before)
    if cursor:
        rows = _beyond(rows, *cursor, newer=backwards, stamp=stamp)
    order = (stamp, "id") if backwards else (f"-{stamp}", "-id")
    found = list(rows.order_by(*order)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    has_older, has_newer = (bool(found), more) if backwards else (more, bool(cursor) and bool(found))
    return Page(
        found,
        older=_cursor(getattr(found[-1], stamp), found[-1].pk) if found and has_older else "",
        newer=_cursor(getattr(found[0], stamp), found[0].pk) if found and has_newer else "",
    )


def since(at: datetime) -> str:
    """The cursor of everything that came from a moment on."""
    return _cursor(at, UUID(int=0))


def _beyond(rows: Any, at: datetime, key: UUID, *, newer: bool, stamp: str = "listed_at") -> Any:
    """What comes after a place in a list, nearest first: newer or older.

    The row comparison as PostgreSQL's index likes it: bounded by the moment, then cut by the identifier.
    """
    sign = "gt" if newer else "lt"
    rows = rows.filter(**{f"{stamp}__{sign}e": at}).filter(
        Q(**{f"{stamp}__{sign}": at}) | Q(**{f"id__{sign}": key})
    )
    return rows.order_by(stamp, "id") if newer else rows.order_by(f"-{stamp}", "-id")


def _cursor(at: datetime, key: UUID) -> str:
    return f"{at.timestamp():.6f}_{key}"


def _read_cursor(text: str) -> tuple[datetime, UUID] | None:
    """A cursor from an address; one that was tampered with counts as none."""
    stamp, _, key = text.partition("_")
    try:
        return datetime.fromtimestamp(float(stamp), UTC), UUID(key)
    except (ValueError, OverflowError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class InboxCount:
    """How much of an inbox is unread, and how much is put off to a later day; of each `MOST_COUNTED` where it is more."""

    unread: int = 0
    later: int = 0


# Each arm reads one index and stops at the most that is told, however much there is.
_COUNTS: Final = """
SELECT box, (SELECT count(*) FROM (SELECT FROM mail_entry WHERE box_id = box AND folder = 'in' AND unread AND listed_at <= %(at)s LIMIT %(most)s) AS fresh),
(SELECT count(*) FROM (SELECT FROM mail_entry WHERE box_id = box AND folder = 'in' AND listed_at > %(at)s LIMIT %(most)s) AS waiting)
FROM unnest(%(boxes)s::uuid[]) AS box
"""


def inbox_counts(boxes: list[UUID], *, at: datetime) -> dict[UUID, InboxCount]:
    """What waits in the inboxes of boxes the caller has shown to be the user's, where something does (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"boxes": boxes, "at": at, "most": MOST_COUNTED})
        counted = cursor.fetchall()
    return {box: InboxCount(unread, later) for box, unread, later in counted if unread or later}


def task_counts(boxes: list[UUID]) -> dict[UUID, int]:
    """How many guests wait for help, in boxes the caller has shown to be the user's (one query)."""
    rows = HelpRequest.objects.filter(box__in=boxes, done_at__isnull=True)
    return dict(rows.values_list("box").annotate(count=Count("id")))


def open_tasks(user: Account, box: UUID, *, at: datetime) -> list[HelpRequest]:
    """Guests who cannot get in and wait for this box to help them.

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    rows = HelpRequest.objects.filter(box=box, done_at__isnull=True).select_related("guest__conversation")
    return list(rows.order_by("asked_at")[:50])


def ready_counts(boxes: list[UUID]) -> dict[UUID, int]:
    """How many drafts lie ready to be sent, in boxes the caller has shown to be the user's (one query)."""
    rows = Draft.objects.filter(box__in=boxes, ready_at__isnull=False)
    return dict(rows.values_list("box").annotate(count=Count("id")))


def notes(user: Account, box: UUID, conversation: UUID, *, at: datetime) -> list[Note]:
    """What members of a box wrote to each other about a conversation, oldest first.

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    return list(
        Note.objects.filter(box=box, conversation=conversation).select_related("writer").order_by("at")
    )


def draft(user: Account, key: UUID, *, at: datetime) -> Draft:
    """A draft in one of the user's boxes.

    Raises:
        DraftUnknown: there is none.
    """
    found = Draft.objects.filter(pk=key, box__in=boxes_of(user, at=at)).select_related("box").first()
    if found is None:
        raise DraftUnknown
    return found


def sender_marks(entries: list[Entry], *, at: datetime) -> dict[UUID, Mark]:
    """How we know whose mailbox sent each message of one page, by message; a guest's is not in it (two queries at most)."""
    boxes = {entry.message_id: entry.message.sender_box for entry in entries if entry.home == "in"}
    known = recognised([box for box in boxes.values() if box], at=at)
    return {message: known[box.pk] for message, box in boxes.items() if box}
