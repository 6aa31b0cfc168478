"""What happened to an account, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.boxes.errors import BoxUnknown
from zegel.boxes.events import RIGHTS_CHANGED
from zegel.boxes.queries import members_of, own_box, past_members
from zegel.evidence.events import event_words
from zegel.evidence.queries import told_of
from zegel.identity.queries.activity import MOST, Happened, activity_of
from zegel.identity.queries.people import User
from zegel.lib.moments import now

ROLES = {
    "administrator": gettext_lazy("Administrator"),
    "officer": gettext_lazy("Officer"),
    "register_keeper": gettext_lazy("Keeper of the register"),
}

METHODS = {
    "": gettext_lazy("password only"),
    "password": gettext_lazy("password"),
    "totp": gettext_lazy("authenticator app"),
    "sms": gettext_lazy("code by SMS"),
    "passkey": gettext_lazy("passkey"),
    "backup": gettext_lazy("backup code"),
    "device": gettext_lazy("trusted browser"),
    "external": gettext_lazy("login elsewhere"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page. What has no words yet is shown by its name, so that nothing is hidden."""

    at: datetime
    sign: str
    icon: str
    text: str
    detail: str


def lines_of(user: User) -> list[Line]:
    """The newest lines about an account, and about who may use its owner's mailbox."""
    found = activity_of(user) + _rights(user)
    return [told(right) for right in sorted(found, key=lambda right: right.at, reverse=True)[:MOST]]


def _rights(user: User) -> list[Happened]:
    """Who was let into the mailbox of this person, and out of it."""
    at = now()
    try:
        box = own_box(user, at=at)
    except BoxUnknown:
        return []
    names = {
        str(member.user_id): member.person.name
        for member in [*past_members(user, box.pk, at=at), *members_of(user, box.pk, at=at)]
    }
    return [
        Happened(fact.event, fact.at, fact.actor, {"who": names.get(str(fact.facts["user"]), "")})
        for fact in told_of(box.pk, [kind.name for kind in RIGHTS_CHANGED])
        if fact.facts["user"] != str(user.pk)
    ]


def _words(event: str) -> tuple[str, str, str]:
    words = event_words(event)
    return (words.sign, words.icon, _(words.sentence)) if words else ("", "info", event)


def told(happened: Happened) -> Line:
    """An event as a person reads it."""
    sign, icon, text = _words(happened.event)
    facts = happened.facts
    method = METHODS.get(str(facts.get("method", facts.get("kind", "none"))), "")
    role = ROLES.get(str(facts.get("role")), "")
    place = _("from %(place)s") % {"place": facts["place"]} if facts.get("place") else ""
    words = (
        facts.get(name, "")
        for name in ("browser", "label", "provider", "email", "number", "who", "by", "note")
    )
    parts = (str(method), str(role), *words, place)
    return Line(happened.at, sign, icon, str(text), ", ".join(filter(None, map(str, parts))))
