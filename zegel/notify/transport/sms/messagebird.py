"""Bird's SMS API, known as MessageBird (developers.messagebird.com/api/sms-messaging): POST /messages.

The key travels as `Authorization: AccessKey …`. Recipients are numbers without plus sign; 201 answers with the
message and its id, every error with `{"errors": [{"code", "description", "parameter"}]}`.
"""

from dataclasses import dataclass
from datetime import timedelta

from zegel.notify.transport.sms.http import json_object, post_json, refuse
from zegel.notify.transport.wire import Lost, TryLater

# error codes: 2 the key is not allowed to, 25 not enough balance; the operator can mend both.
_OPERATOR = {2, 25}


@dataclass(frozen=True, slots=True)
class MessageBirdProvider:
    """Bird (MessageBird), a Dutch provider."""

    origin: str
    key: str
    sender: str

    def send(self, *, number: str, text: str, reference: str, valid: timedelta) -> str:
        """Send, telling Bird for how many seconds the message has a meaning."""
        message = {
            "originator": self.sender,
            "recipients": [int(number.removeprefix("+"))],
            "body": text,
            "reference": reference,
            "datacoding": "auto",
            "validity": max(60, int(valid.total_seconds())),
        }
        answer = post_json(
            f"{self.origin}/messages",
            message,
            {"Authorization": f"AccessKey {self.key}", "Accept": "application/json"},
        )
        body = json_object(answer)
        if answer.status_code in {200, 201}:
            if not body.get("id"):
                raise Lost(f"HTTP {answer.status_code} without an id")
            return str(body["id"])
        errors = [error for error in body.get("errors") or [] if isinstance(error, dict)]
        words = "; ".join(f"{error.get('code')} {error.get('description')}" for error in errors)
        if any(error.get("code") in _OPERATOR for error in errors):
            raise TryLater(words)
        raise refuse(answer, words)
