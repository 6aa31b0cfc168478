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

WORDS = {
    "accounts.login.succeeded": ("ok", "user", gettext_lazy("You logged in")),
    "accounts.login.failed": ("warning", "warning", gettext_lazy("Somebody typed a wrong password")),
    "accounts.factor.failed": ("warning", "warning", gettext_lazy("Somebody took a wrong second step")),
    "accounts.factor.added": ("", "key", gettext_lazy("A second step was added")),
    "accounts.factor.removed": ("warning", "trash", gettext_lazy("A second step was removed")),
    "accounts.passkey.may-unlock": ("", "key", gettext_lazy("A passkey may open your messages")),
    "accounts.backup-codes.made": ("", "key", gettext_lazy("New backup codes were made")),
    "accounts.code.sent": ("", "phone", gettext_lazy("A code was sent by SMS")),
    "accounts.sso.shown": ("ok", "user", gettext_lazy("You showed who you are elsewhere")),
    "accounts.sso.linked": ("", "key", gettext_lazy("A login elsewhere was linked")),
    "accounts.sso.unlinked": ("warning", "trash", gettext_lazy("A login elsewhere was unlinked")),
    "accounts.session.proved": ("ok", "check", gettext_lazy("You showed again that it is you")),
    "accounts.session.ended": ("", "logout", gettext_lazy("A browser was logged out")),
    "accounts.sessions.ended": ("", "logout", gettext_lazy("All other browsers were logged out")),
    "accounts.escrow.agreed": ("", "key", gettext_lazy("You agreed to a spare key at your organisation")),
    "accounts.escrow.refused": (
        "",
        "trash",
        gettext_lazy("The spare key at your organisation was thrown away"),
    ),
    "accounts.escrow.sealed": ("", "key", gettext_lazy("A spare key was made for your organisation")),
    "accounts.escrow.asked": ("warning", "key", gettext_lazy("The officers were asked for the spare key")),
    "accounts.escrow.approved": ("warning", "key", gettext_lazy("An officer gave a part of the spare key")),
    "accounts.escrow.used": ("warning", "key", gettext_lazy("The spare key was used")),
    "accounts.escrow.stopped": ("ok", "close", gettext_lazy("A request for the spare key was stopped")),
    "accounts.factors-reset.asked": (
        "warning",
        "warning",
        gettext_lazy("An administrator asked to take your second steps away"),
    ),
    "accounts.factors-reset.agreed": ("warning", "check", gettext_lazy("A second administrator agreed")),
    "accounts.factors-reset.done": ("warning", "trash", gettext_lazy("Your second steps were taken away")),
    "accounts.factors-reset.stopped": (
        "ok",
        "close",
        gettext_lazy("Taking your second steps away was stopped"),
    ),
    "accounts.address-change.asked": ("", "mail", gettext_lazy("A code was sent to a new mail address")),
    "accounts.address-change.failed": (
        "warning",
        "warning",
        gettext_lazy("A wrong code for a new mail address"),
    ),
    "accounts.address-change.confirmed": (
        "warning",
        "mail",
        gettext_lazy("A new mail address was confirmed"),
    ),
    "accounts.address-change.done": ("warning", "mail", gettext_lazy("Your account has a new mail address")),
    "accounts.address-change.stopped": (
        "ok",
        "close",
        gettext_lazy("The change of your mail address was stopped"),
    ),
    "accounts.keys.reopened": ("ok", "lock", gettext_lazy("Your messages were opened again")),
    "accounts.password.reset": ("warning", "key", gettext_lazy("A new password was chosen by mail")),
    "accounts.password.reset-asked": ("", "mail", gettext_lazy("Somebody asked for a new password")),
    "accounts.password.changed": ("", "key", gettext_lazy("Your password was changed")),
    "accounts.recovery-code.made": ("", "key", gettext_lazy("A new recovery code was made")),
    "accounts.device.forgotten": ("", "trash", gettext_lazy("A browser is not known any more")),
    "accounts.account.activated": ("ok", "user", gettext_lazy("Your account was made")),
    "accounts.role.given": ("", "user", gettext_lazy("You were given a role")),
    "accounts.role.taken": ("", "user", gettext_lazy("A role was taken from you")),
    "accounts.member.deactivated": ("warning", "lock", gettext_lazy("Your access was taken away")),
    "accounts.member.reactivated": ("ok", "check", gettext_lazy("You were let in again")),
    "accounts.keys.afresh": ("warning", "key", gettext_lazy("You began again with new keys")),
    "accounts.sso.ended": ("", "logout", gettext_lazy("A login elsewhere ended, and your browsers with it")),
    "accounts.profession.refused": (
        "warning",
        "warning",
        gettext_lazy("Linking a professional number was refused"),
    ),
    "accounts.profession.code-sent": (
        "",
        "mail",
        gettext_lazy("A code to link your professional number was mailed"),
    ),
    "accounts.profession.code-failed": (
        "warning",
        "warning",
        gettext_lazy("Somebody typed a wrong code for your professional number"),
    ),
    "accounts.profession.linked": ("ok", "court", gettext_lazy("Your professional number was linked")),
    "accounts.profession.unlinked": ("", "court", gettext_lazy("Your professional number was unlinked")),
    "accounts.profession.blocked": ("warning", "lock", gettext_lazy("Your mail with courts was blocked")),
    "accounts.profession.restored": ("ok", "check", gettext_lazy("Your mail with courts works again")),
}

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
    return [told(one) for one in sorted(found, key=lambda one: one.at, reverse=True)[:MOST]]


def _rights(user: User) -> list[Happened]:
    """Who was let into the mailbox of this person, and out of it."""
    at = now()
    try:
        box = own_box(user, at=at)
    except BoxUnknown:
        return []
    names = {
        str(one.user_id): one.person.name
        for one in [*past_members(user, box.pk, at=at), *members_of(user, box.pk, at=at)]
    }
    return [
        Happened(one.event, one.at, one.actor, {"who": names.get(str(one.facts["user"]), "")})
        for one in told_of(box.pk, [kind.name for kind in RIGHTS_CHANGED])
        if one.facts["user"] != str(user.pk)
    ]


def _words(event: str) -> tuple[str, str, str]:
    if words := event_words(event):
        return words.sign, words.icon, _(words.sentence)
    sign, icon, text = WORDS.get(event, ("", "info", event))
    return sign, icon, str(text)


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
