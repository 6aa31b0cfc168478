"""Start-up refuses nonsense: addresses of mail server and SMS provider that could never work."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from zegel.lib.refusals import Refusal
from zegel.notify.rules import check_address
from zegel.notify.transport.sms import ProviderError, parse_provider
from zegel.notify.transport.smtp import MailServer, MailServerError


def outgoing(**_options: Any) -> list[CheckMessage]:
    """Refuse what cannot be parsed. Empty is allowed: messages then wait in the queue."""
    environment, found = settings.ENVIRONMENT, list[CheckMessage]()
    try:
        if environment.smtp:
            MailServer.parse(environment.smtp)
        if environment.sms:
            parse_provider(environment.sms)
    except (MailServerError, ProviderError) as error:
        found.append(Error(str(error), id="notify.E001"))
    try:
        check_address(environment.mail_from)
    except Refusal:
        found.append(Error("ZEGEL_MAIL_FROM is not a mail address", id="notify.E002"))
    return found
