"""What readers' devices found wrong with what the server says."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Wire
from zegel.boxes.actions import tell_alarm
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["alarms"])


class AlarmIn(Wire):
    """Which check failed, of which mailbox, circle or case (docs/formats.md, Membership, Circle statements, Piece of a case file and Evidence log)."""

    code: Literal[
        "history", "not-mine", "epoch", "person", "named", "pins", "log-key", "log-shorter", "log-forked", "key-log", "key-missing",
        "key-changed", "key-unwitnessed", "own-key-log", "own-entries", "log-stale", "log-witnesses", "log-unwitnessed",
        "circle-unsigned", "circle-history", "circle-signer", "circle-not-mine", "circle-epoch",
        "case-proof", "case-signer", "case-number", "case-kind", "case-party", "case-filed", "case-placed",
        "case-missing", "case-known", "case-unrecorded", "case-gap", "case-names", "case-facts", "case-line", "case-state",
        "case-date", "case-doors", "case-party-name", "case-party-role", "case-channel", "case-agent", "case-act", "case-note",
        "case-moment", "case-fee", "case-words", "case-term", "case-late",
    ]  # fmt: skip
    about: UUID | None = None


@router.post("", response={204: None})
@access(Access.WORK)
def tell(request: HttpRequest, body: AlarmIn) -> HttpResponse:
    """Tell that one's own device does not believe the server, and why."""
    tell_alarm(actor=current_principal(request), code=body.code, about=body.about, at=now())
    return HttpResponse(status=204)
