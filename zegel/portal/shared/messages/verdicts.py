"""What a court's automation found in a file, in words for who sent it and who reads it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zegel.mail.queries.messages import Track
from zegel.portal.shared.finding_words import FINDINGS

SIGNS = {"good": "ok", "doubtful": "warning", "bad": "error"}


def finding_words(findings: Iterable[str]) -> str:
    """The findings as one phrase."""
    return ", ".join(str(FINDINGS.get(code, code)) for code in findings)


def checked_words(number: int, outcome: str) -> str:
    """The line of the event line for one verdict."""
    words = {
        "good": _("File %(n)s checked by the recipient's system: in order"),
        "doubtful": _("File %(n)s checked by the recipient's system: please note"),
        "bad": _("File %(n)s cannot be used by the recipient"),
    }
    return words[outcome] % {"n": number}


def waiting_words(count: int) -> str:
    """What is said while files wait for their verdict."""
    return ngettext("%(n)s file has not been scanned yet", "%(n)s files have not been scanned yet", count) % {
        "n": count
    }


def verdict_badges(tracks: Iterable[Track]) -> list[tuple[str, str, str]]:
    """How the files of a message stand at all recipients: (kind, icon, words); nothing where nobody checks."""
    held = [track.delivery for track in tracks]
    bad = {
        verdict.attachment_id
        for delivery in held
        for verdict in delivery.verdicts.all()
        if verdict.outcome == "bad"
    }
    waiting = max((delivery.unchecked for delivery in held), default=0)
    badges = []
    if bad:
        words = ngettext("%(n)s file cannot be used", "%(n)s files cannot be used", len(bad))
        badges.append(("error", "error", words % {"n": len(bad)}))
    if waiting:
        badges.append(("neutral", "clock", waiting_words(waiting)))
    return badges
