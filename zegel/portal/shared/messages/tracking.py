"""How a message stands with each recipient, and what the system itself saw of it, in words; nothing more."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zegel.mail.queries.messages import Guest, Message, Track
from zegel.notify.queries import STUCK, MessageState, State
from zegel.portal.shared.messages.verdicts import (
    SIGNS,
    checked_words,
    finding_words,
    verdict_badges,
    waiting_words,
)

REPORTS = {
    "envelope": gettext_lazy("the message is damaged"),
    "sender-key": gettext_lazy("the key is not the sender's"),
    "signature": gettext_lazy("the signature is not right"),
    "message": gettext_lazy("it belongs to another message"),
    "files": gettext_lazy("the files are not the files that were sent"),
    "file-size": gettext_lazy("the file has another size"),
    "file-hash": gettext_lazy("the file was changed"),
    "open": gettext_lazy("it could not be unlocked"),
    "summary": gettext_lazy("the first words in the list are not the sender's"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened. `sign` is ok, warning, error or nothing; `file` is a number, named by the script.

    `kind` is one of those a timeline can be narrowed to.
    """

    at: datetime
    sign: str
    icon: str
    text: str
    detail: str = ""
    file: int | None = None
    kind: str = "delivery"


@dataclass(frozen=True, slots=True)
class Line:
    """How far the message has come with one recipient. `status` is (kind, icon, words) of the furthest point."""

    name: str
    address: str
    delivery: str
    status: tuple[str, str, str]
    can_resend: bool = False
    sender_copy: str = ""


def track_lines(tracks: list[Track]) -> list[Line]:
    """One line per recipient, in the order of the message."""
    return [_line(track) for track in tracks]


def received_step(message: Message) -> Step:
    """With this every message begins."""
    return Step(message.received_at, "ok", "seal", _("Received and kept sealed"))


def steps_of(track: Track, message: Message) -> list[Step]:
    """What was seen at one recipient, in order of time."""
    found = [step for mail in track.mails for step in _mail_steps(mail)]
    found += _checking_steps(track, message)
    found += _reading_steps(track, party_name(track))
    return sorted(found, key=lambda step: step.at)


def party_name(track: Track) -> str:
    """Who the recipient is."""
    party = track.delivery.guest or track.delivery.box
    return party.name if party else ""


def overview(tracks: list[Track]) -> list[tuple[str, str, str]]:
    """The few badges that say truly how it stands, with the whole line folded: (kind, icon, words)."""
    held = [track for track in tracks if not track.delivery.withdrawn_at]
    opened = sum(1 for track in tracks if track.delivery.opened_at)
    failed = sum(1 for track in held if _stuck(track) and not track.delivery.opened_at)
    refused = sum(1 for track in tracks if track.delivery.reports.all())
    badges = [("ok" if opened == len(held) else "neutral", "eye", _opened_words(opened, len(held)))]
    if len(held) < len(tracks):
        words = ngettext(
            "Withdrawn from %(n)s recipient", "Withdrawn from %(n)s recipients", len(tracks) - len(held)
        )
        withdrawn = ("neutral", "close", words % {"n": len(tracks) - len(held)})
        badges = [*badges, withdrawn] if held else [withdrawn]
    if failed:
        words = ngettext("%(n)s notification not delivered", "%(n)s notifications not delivered", failed)
        badges.append(("error", "bounced", words % {"n": failed}))
    if refused:
        words = ngettext("%(n)s recipient saw an error", "%(n)s recipients saw an error", refused)
        badges.append(("error", "error", words % {"n": refused}))
    return [*badges, *verdict_badges(tracks)] if tracks else []


def _opened_words(opened: int, everybody: int) -> str:
    if opened == 0:
        return _("Not opened yet")
    if opened == everybody:
        return _("Opened")
    return _("Opened by %(n)s of %(all)s") % {"n": opened, "all": everybody}


def _line(track: Track) -> Line:
    delivery = track.delivery
    guest: Guest | None = delivery.guest
    return Line(
        name=party_name(track),
        address=guest.email if guest else (delivery.box.address if delivery.box else ""),
        delivery=str(delivery.pk),
        status=_status(track),
        can_resend=any(mail.can_resend for mail in track.mails),
        sender_copy=base64.b64encode(bytes(guest.sender_copy)).decode() if guest else "",
    )


def _mail_steps(mail: MessageState) -> Iterator[Step]:
    where = {"address": mail.to}
    if mail.state in (State.QUEUED, State.TRANSMITTING):
        late = mail.attempts > 0
        words = _("Sending the notification to %(address)s failed; we try again") if late else ""
        words = words or _("Notification to %(address)s is waiting to be sent")
        yield Step(mail.queued_at, "warning" if late else "", "waiting", words % where, mail.reason)
    else:
        yield Step(
            mail.queued_at, "", "waiting", _("Notification to %(address)s made ready to be sent") % where
        )
    if mail.handed_at:
        words = _("Notification handed over to the mail server of %(address)s")
        yield Step(mail.handed_at, "ok", "mail", words % where)
    if mail.ended_at:
        sign, icon, words = _end_of(mail.state)
        yield Step(mail.ended_at, sign, icon, words % where, mail.reason)


def _end_of(state: str) -> tuple[str, str, str]:
    ends = {
        State.BOUNCED: ("error", "bounced", _("Notification to %(address)s came back")),
        State.RETURNED: (
            "error",
            "bounced",
            _("Notification to %(address)s came back, and why could not be read"),
        ),
        State.FAILED: ("error", "error", _("Notification to %(address)s could not be delivered")),
        State.UNCERTAIN: (
            "warning",
            "warning",
            _("Nobody can tell whether the notification to %(address)s arrived"),
        ),
    }
    # Another end than these was made by ourselves, before the mail went.
    return ends.get(State(state), ("", "info", _("Notification to %(address)s was not sent any more")))


def _checking_steps(track: Track, message: Message) -> Iterator[Step]:
    """What the recipient's own automation said of the files."""
    for verdict in track.delivery.verdicts.all():
        sign, number = SIGNS[verdict.outcome], verdict.attachment.number
        words = checked_words(number, verdict.outcome)
        yield Step(verdict.at, sign, sign, words, finding_words(verdict.findings), number, "checks")
    if track.delivery.unchecked:
        yield Step(message.received_at, "", "clock", waiting_words(track.delivery.unchecked), kind="checks")


def _reading_steps(track: Track, name: str) -> Iterator[Step]:
    delivery = track.delivery
    if delivery.opened_at:
        words = _("Opened by %(name)s") % {"name": name}
        yield Step(delivery.opened_at, "ok", "eye", words, kind="reading")
    for download in track.downloads:
        number = download.attachment.number
        yield Step(
            download.at, "ok", "download", _("File %(n)s fetched") % {"n": number}, "", number, "reading"
        )
    for report in delivery.reports.all():
        why = str(REPORTS.get(report.code, report.code))
        words = _("The reader's device did not show this message")
        if report.file_number:
            words = _("The reader's device did not show file %(n)s") % {"n": report.file_number}
        yield Step(report.at, "error", "error", words, why, report.file_number, "reading")


def _stuck(track: Track) -> bool:
    return bool(track.mails) and track.mails[-1].state in STUCK


def _status(track: Track) -> tuple[str, str, str]:
    """The furthest point: opened beats everything a mail server said."""
    if track.delivery.reports.all():
        return "error", "error", _("Reader saw an error")
    if track.delivery.withdrawn_at:
        return "neutral", "close", _("Withdrawn")
    if track.delivery.opened_at:
        return "ok", "eye", _("Opened")
    if not track.mails:
        return "neutral", "waiting", _("Not opened yet")
    return _mail_status(track.mails[-1])


def _mail_status(mail: MessageState) -> tuple[str, str, str]:
    match State(mail.state):
        case State.HANDED:
            return "neutral", "mail", _("Notified, not opened yet")
        case State.BOUNCED | State.RETURNED | State.FAILED:
            return "error", "bounced", _("Notification not delivered")
        case State.UNCERTAIN:
            return "warning", "warning", _("Perhaps not notified")
        case _:
            return "neutral", "waiting", _("Notification is being sent")
