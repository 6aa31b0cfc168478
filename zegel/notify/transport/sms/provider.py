"""What a provider is, and which one `ZEGEL_SMS` names.

- `cm://PRODUCTTOKEN@gw.cmtelecom.com?from=Zegel` CM.com Business Messaging
- `messagebird://ACCESSKEY@rest.messagebird.com?from=Zegel` Bird (MessageBird)
- `demo+http://127.0.0.1:PORT/` the demo's receiver, on this machine only
"""

import ipaddress
from datetime import timedelta
from typing import Protocol
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from zegel.notify.transport.sms.cm import CmProvider
from zegel.notify.transport.sms.demo import DemoProvider
from zegel.notify.transport.sms.messagebird import MessageBirdProvider


class ProviderError(ValueError):
    """ZEGEL_SMS cannot be used; the sentence says why, and never repeats the key."""


class Provider(Protocol):
    """Sends one SMS. Raises `wire.TryLater`, `wire.Refused` or `wire.Lost`; gives the provider's own reference."""

    def send(self, *, number: str, text: str, reference: str, valid: timedelta) -> str:
        """Send to an E.164 number; `reference` is 32 signs and ours, `valid` how long the text has a meaning."""
        ...


def parse_provider(url: str) -> Provider:
    """Choose the provider. Refuses unknown schemes, missing keys and senders no phone can show."""
    parts = urlsplit(url)
    if parts.scheme == "demo+http":
        return _demo(parts)
    if parts.scheme not in {"cm", "messagebird"} or not parts.hostname:
        raise ProviderError("ZEGEL_SMS must begin with cm://, messagebird:// or demo+http://")
    key = unquote(parts.username or "")
    sender = dict(parse_qsl(parts.query)).get("from", "Zegel")
    if not key:
        raise ProviderError("ZEGEL_SMS needs the key of the provider before the @")
    if not (sender.isascii() and sender.isalnum() and len(sender) <= (16 if sender.isdigit() else 11)):
        raise ProviderError("ZEGEL_SMS: from= has at most 11 letters and digits, or 16 digits")
    origin = f"https://{parts.netloc.rpartition('@')[2]}"
    if parts.scheme == "cm":
        return CmProvider(origin=origin, token=key, sender=sender)
    return MessageBirdProvider(origin=origin, key=key, sender=sender)


def _demo(parts: SplitResult) -> Provider:
    try:
        loopback = ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        loopback = parts.hostname == "localhost"
    if not loopback:
        raise ProviderError("ZEGEL_SMS: demo+http:// is for this machine only")
    return DemoProvider(origin=f"http://{parts.netloc}")
