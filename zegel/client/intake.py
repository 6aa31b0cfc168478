"""The intake of a court, as its own program works there: what somebody says, and what goes back to who filed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from zegel.client.filings import seal_filing
from zegel.client.people import Account
from zegel.client.sealed import Addressee, File
from zegel.lib.moments import amsterdam
from zegel.seal.manifest import Party, Sender


def take_down(
    clerk: Account,
    team: str,
    place: Mapping[str, str],
    *,
    filing: str,
    applicant: str,
    spoken: datetime,
    text: str,
    files: Sequence[File],
) -> str:
    """File an oral application that the clerk on duty took down by telephone (2.1), sealed to the desk alone; `place` is court, location
    and matter. Gives the filing."""
    desk, user = clerk.boxes[team], clerk.user
    home = clerk.box(team)
    sealed = seal_filing(
        clerk.session,
        sender=Sender("box", desk["id"], desk["name"], user["id"], user["name"]),
        signing_seed=clerk.key.signing,
        desk=Party(kind="box", id=desk["id"], name=desk["name"], address=team),
        readers=[(desk["id"], home.recipient, home.entry["keyVersion"])],
        subject="nieuwe zaak",
        text=text,
        files=files,
        filing=filing,
    )
    at = amsterdam(spoken)
    said = {
        "applicant": applicant,
        "way": "telephone",
        "day": at.date().isoformat(),
        "hour": f"{at:%H:%M:%S}",
    }
    body = {**sealed, **place, **said, "canWait": False}
    return str(clerk.session.call("POST", "intake/oral", body)["filing"])


def answer_filing(
    clerk: Account, team: str, filing: str, to: Addressee, *, outcome: str, text: str
) -> dict[str, Any]:
    """Ask who filed for more (`asked`), or return what was filed (`returned`): a sealed message from the desk to their mailbox."""
    clerk.session.call("POST", f"intake/{filing}/claim", {})
    message = clerk.compose(team, [to], subject="nieuwe zaak", text=text)
    body = {"outcome": outcome, "message": message}
    return dict(clerk.session.call("POST", f"intake/{filing}/answer", body))
