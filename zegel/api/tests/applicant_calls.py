"""Calls of the endpoints for who applies without an account: before they are a guest, and as one who began an application."""

import uuid
from collections.abc import Callable
from typing import Any

from tests.personas import AT, b64, store_file
from zegel.filing.actions import open_desk
from zegel.filing.queries import desk_at
from zegel.lib.moments import now
from zegel.mail.keys import code_key
from zegel.mail.models import Conversation, Guest
from zegel.mail.rules import sms_digits
from zegel.seal.sealing import seal_bytes

PLACE = {"court": "amsterdam", "location": "Amsterdam", "matter": "kanton"}
FORM = "Aanvraag kort geding kanton"
CODE = uuid.uuid4()
"""That was mailed to who is asked for by `STATE`."""
FACTS = {
    **PLACE,
    "kind": "application",
    "number": "",
    "secret": False,
    "copies": "not-due",
    "summons": 1,
    "acknowledged": [],
}


def state() -> dict[str, Any]:
    """What a session holds for whom a code was mailed a moment ago."""
    return {
        "applicant": {"code": str(CODE), "mailed": True, "email": "p@post.example", "at": now().isoformat()}
    }


def kanton_desk(box: uuid.UUID) -> None:
    """A mailbox is the desk of the kantonrechter in Amsterdam."""
    if desk_at("amsterdam", "Amsterdam", "kanton") is None:
        open_desk(**PLACE, box=box, postal="", counter="", at=AT)


def begun(guest: uuid.UUID) -> Guest:
    """A guest as one who began an application, with a key to sign it with."""
    Conversation.objects.filter(guests=guest).update(subject="nieuwe zaak")
    Guest.objects.filter(pk=guest).update(signing_key="k" * 44)
    return Guest.objects.select_related("conversation__owner").get(pk=guest)


def applicant(digits: str, recipient: str, **changes: Any) -> dict[str, Any]:
    """What a browser sends that made a guest for who has a code."""
    sealed = b64(seal_bytes([recipient], b"identity"))
    return {
        **PLACE, "digits": digits, "guest": str(uuid.uuid4()), "name": "P. Jansen", "phone": "06 12345678", "language": "nl",
        "recipient": recipient, "sealedIdentity": sealed, "senderCopy": sealed, "link": "L" * 43,
    } | changes  # fmt: skip


def application(guest: Guest, **changes: Any) -> dict[str, Any]:
    """A sealed application of a guest with one file, as it is handed in."""
    owner = guest.conversation.owner
    sealed = b64(seal_bytes([owner.recipient], b"key"))
    draft_summons = store_file(guest.pk, seal_bytes([owner.recipient], b"%PDF-1.7 summons"))
    return {
        "message": str(uuid.uuid4()), "conversation": str(guest.conversation_id), "subject": "nieuwe zaak", "envelope": sealed,
        "senderKey": sealed, "objects": [str(draft_summons)], "boxes": [{"box": str(owner.pk), "key": sealed}], "filing": FACTS,
    } | changes  # fmt: skip


def calls(call: Callable[..., Any]) -> dict[str, Callable[[Any], Any]]:
    """Every such endpoint with a call that is in order."""

    def code(world: Any) -> Any:
        if not hasattr(world, "__dataclass_fields__"):
            return call("", whom="anyone")
        kanton_desk(world.clerk.box.pk)
        return call("applicants/code", {**PLACE, "email": "new@post.example", "language": "nl"}, "anyone")

    def begin(world: Any) -> Any:
        if not hasattr(world, "__dataclass_fields__"):
            return call("", whom="half")
        kanton_desk(world.clerk.box.pk)
        body = applicant(sms_digits(code_key(), CODE), world.clerk.box.recipient)
        return call("applicants", body, "half")

    def apply(world: Any) -> Any:
        if not hasattr(world, "__dataclass_fields__"):
            return call("", whom="guest")
        kanton_desk(world.clerk.box.pk)
        return call(f"guests/{world.guest}/applications", application(begun(world.guest)), "guest")

    def check(world: Any) -> Any:
        asked = {**PLACE, "form": FORM, "filedBy": "in person", "digital": False, "stated": {}, "summons": 1}
        return call(f"guests/{world.guest}/applications/check", asked, "guest")

    return {
        "POST applicants/code": code,
        "POST applicants": begin,
        "POST guests/{key}/applications": apply,
        "POST guests/{key}/applications/check": check,
        "GET guests/{key}/owner-key": lambda w: call(f"guests/{w.guest}/owner-key", whom="guest"),
    }
