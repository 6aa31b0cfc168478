"""Plain decisions: phone numbers, mail addresses, when to try again, what a message must know."""

import re
from datetime import datetime, timedelta

from zegel.notify.errors import (
    AddressRefused,
    NumberLength,
    NumberMissing,
    NumberNotMobile,
    NumberUnreadable,
    NumberWithoutCountry,
)

LANGUAGES = ("nl", "en")

MAIL_PAUSES = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600))
MAIL_PATIENCE = timedelta(days=2)
SMS_PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 10, 20, 30))

# Longer than the longest wait for a mail server's or provider's answer (wire.PATIENCE), so that a message found
# in transmission after this time has nobody left who could still report on it.
TRANSMISSION = timedelta(seconds=120)
# A message that should have been tried this long ago has lost its job.
OVERDUE = timedelta(minutes=15)

_SEPARATORS = re.compile(r"[\s\u00a0\u2009./()\-\u2010-\u2015]")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^@\s]{1,255}")
_DOMAIN = re.compile(r"(?=.{4,255}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}")


def normalise_number(text: str) -> str:
    """Give a phone number that can receive an SMS in E.164 form; numbers without a country are Dutch.

    Refuses an empty text, other signs than digits and separators, a wrong length, a Dutch number that is not
    mobile, and digits that fit no country.
    """
    number = _SEPARATORS.sub("", text.replace("(0)", ""))
    if not number:
        raise NumberMissing(field="number")
    if not re.fullmatch(r"\+?[0-9]+", number):
        raise NumberUnreadable(field="number")
    digits = _international(number)
    if digits.startswith("31"):
        return "+" + _dutch_mobile(digits)
    if not 8 <= len(digits) <= 15:
        raise NumberLength(field="number", digits=len(digits))
    return "+" + digits


def _international(number: str) -> str:
    """Country code and number, without a sign in front."""
    if number.startswith("+"):
        digits = number[1:]
    elif number.startswith("00"):
        digits = number[2:]
    elif number.startswith("0"):
        if len(number) != 10:
            raise NumberLength(field="number", digits=len(number))
        return "31" + number[1:]
    elif number.startswith("316") and len(number) == 11:
        return number
    else:
        raise NumberWithoutCountry(field="number")
    if digits.startswith("0"):
        raise NumberWithoutCountry(field="number")
    return digits


def _dutch_mobile(digits: str) -> str:
    # "+31 06 …" is what people write who know only half of the rule.
    digits = "31" + digits[2:].removeprefix("0")
    if len(digits) != 11:
        raise NumberLength(field="number", digits=len(digits) - 1)
    if digits[2] != "6":
        raise NumberNotMobile(field="number")
    return digits


def mask_number(number: str) -> str:
    """What a stranger may see of an E.164 number: enough for its owner to recognise it."""
    if number.startswith("+316"):
        return f"06-•••••{number[-3:]}"
    return f"{number[:3]} {'•' * max(len(number) - 6, 3)}{number[-3:]}"


def check_address(text: str) -> str:
    """Give the mail address as it goes on the wire: the domain of an international name in its ASCII form."""
    address = text.strip()
    if not _ADDRESS.fullmatch(address):
        raise AddressRefused(field="address")
    local, _, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise AddressRefused(field="address") from None
    if not _DOMAIN.fullmatch(domain) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise AddressRefused(field="address")
    return f"{local}@{domain}"


def next_mail_try(*, queued_at: datetime, attempts: int, at: datetime) -> datetime | None:
    """When to try again after `attempts` tries; None when two days have been enough."""
    moment = at + MAIL_PAUSES[min(attempts, len(MAIL_PAUSES)) - 1]
    return moment if moment <= queued_at + MAIL_PATIENCE else None


def next_sms_try(*, expires_at: datetime, attempts: int, at: datetime) -> datetime | None:
    """When to try again; None when the code will have expired by then."""
    moment = at + SMS_PAUSES[min(attempts, len(SMS_PAUSES)) - 1]
    return moment if moment < expires_at else None
