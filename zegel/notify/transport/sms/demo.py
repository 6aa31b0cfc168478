"""The demo's own receiver (`zegel.console.receiver`): POST /sms."""

from dataclasses import dataclass
from datetime import timedelta

from zegel.notify.transport.sms.http import json_object, post_json, refuse


@dataclass(frozen=True, slots=True)
class DemoProvider:
    """A phone nobody holds: the demo's inbox page shows what arrived."""

    origin: str

    def send(self, *, number: str, text: str, reference: str, valid: timedelta) -> str:
        """Send to the receiver of the demo."""
        del valid
        answer = post_json(f"{self.origin}/sms", {"number": number, "text": text, "reference": reference}, {})
        if answer.status_code != 201:
            raise refuse(answer, "")
        return str(json_object(answer).get("id", ""))
