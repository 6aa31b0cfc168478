"""CM.com Business Messaging API 1.0 (developers.cm.com/messaging/docs): POST /v1.0/message.

The product token travels in the X-CM-PRODUCTTOKEN header. Numbers begin with 00 and have no plus sign; the
reference has at most 32 letters and digits and comes back in the answer, which has no id of its own.
"""

from dataclasses import dataclass
from datetime import timedelta

from zegel.notify.transport.sms.http import json_object, post_json, refuse
from zegel.notify.transport.wire import Lost, TryLater

# errorCode of a whole request: 101 unknown account, 102 no balance, 103 wrong token. The operator can mend these.
_OPERATOR = {101, 102, 103}
_INTERNAL = 500


@dataclass(frozen=True, slots=True)
class CmProvider:
    """CM.com, a Dutch provider."""

    origin: str
    token: str
    sender: str

    def send(self, *, number: str, text: str, reference: str, valid: timedelta) -> str:
        """Send; CM's validity has the form of its own clock, so a late SMS is left to say how long it counts."""
        del valid
        message = {
            "from": self.sender,
            "to": [{"number": "00" + number.removeprefix("+")}],
            "body": {"type": "auto", "content": text},
            "reference": reference,
            "allowedChannels": ["SMS"],
            "minimumNumberOfMessageParts": 1,
            "maximumNumberOfMessageParts": 4,
        }
        answer = post_json(
            f"{self.origin}/v1.0/message",
            {"messages": {"msg": [message]}},
            {"X-CM-PRODUCTTOKEN": self.token},
        )
        body = json_object(answer)
        messages = body.get("messages")
        first = messages[0] if isinstance(messages, list) and messages else {}
        if answer.status_code == 200 and first.get("status") == "Accepted":
            return str(first.get("reference") or reference)
        if body.get("errorCode") in _OPERATOR:
            raise TryLater(f"CM {body['errorCode']} {body.get('details')}")
        if body.get("errorCode") == _INTERNAL or (answer.status_code == 200 and not first):
            raise Lost(f"CM {body.get('errorCode')} {body.get('details')}")
        raise refuse(answer, f"{first.get('messageErrorCode', '')} {first.get('messageDetails') or ''}")
