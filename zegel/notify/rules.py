"""Plain decisions: phone numbers, mail addresses, when to try again, what a message must know."""

import re
from datetime import datetime, timedelta

from zegel.lib.domains import wire_domain
from zegel.lib.typed import tidied, without_joiners
from zegel.notify.errors import (
    AddressRefused,
    NumberLength,
    NumberLostNought,
    NumberMissing,
    NumberNotMobile,
    NumberNought,
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

_SEPARATORS = re.compile(r"[ ./()-]")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
# Country codes of two digits; +1 and +7 have one, the others three.
_TWO = frozenset(
    map(str, (20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67), 81, 82, 84, 86, *range(90, 96), 98))
)  # fmt: skip
# After these a nought belongs to the number: Italy with San Marino and the Vatican, Ivory Coast, Benin, Gabon, Congo.
_NOUGHT_COUNTS = frozenset({"39", "378", "379", "225", "229", "241", "242"})
# In these it is dialled at home and left out from abroad, so that whoever writes it means the number without.
_NOUGHT_AT_HOME = frozenset(map(str, (
    20, 27, 31, 32, 33, 40, 41, 43, 44, 46, 49, 51, 54, 55, 58, *range(60, 65), 66, 81, 82, 84, 86, *range(90, 96), 98,
    212, 213, 234, 249, 254, 255, 256, 263, 353, 355, 358, 359, 373, *range(380, 384), 385, 386, 387, 389, 421,
    961, 962, 963, 964, 966, 967, 970, 971, 972,
)))  # fmt: skip


def normalise_number(text: str) -> str:
    """Give a phone number that can receive an SMS in E.164 form; numbers without a country are Dutch.

    Refuses an empty text, other signs than digits and separators, a wrong length, a Dutch number that is not
    mobile, digits that fit no country, and (with what it may have been) one whose first nought a spreadsheet took.
    """
    number = _SEPARATORS.sub("", tidied(text).removeprefix("tel:").replace("(0)", ""))
    if not number:
        raise NumberMissing(field="number")
    if not re.fullmatch(r"\+?[0-9]+", number):
        raise NumberUnreadable(field="number")
    digits = _international(number)
    if digits.startswith("31"):
        return "+" + _dutch_mobile(digits)
    digits = _without_nought(digits)
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
    elif number.startswith("6") and len(number) == 9:
        raise NumberLostNought(field="number", number=f"0{number}")
    else:
        raise NumberWithoutCountry(field="number")
    if not digits or digits.startswith("0"):
        raise NumberWithoutCountry(field="number")
    return digits


def _without_nought(digits: str) -> str:
    """`+32 0470…` is what people write who know only half of the rule."""
    size = 1 if digits[0] in "17" else 2 if digits[:2] in _TWO else 3
    country, number = digits[:size], digits[size:]
    if not number.startswith("0") or country in _NOUGHT_COUNTS:
        return digits
    if country not in _NOUGHT_AT_HOME or number.startswith("00"):
        raise NumberNought(field="number", country=f"+{country}")
    return country + number[1:]


def _dutch_mobile(digits: str) -> str:
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
    """Give the mail address as it goes on the wire: in plain signs, the domain of an international name in its ASCII form.

    Refuses what can be no address (AddressRefused).
    """
    local, _, domain = tidied(text, joiners=True).rpartition("@")
    local, wire = without_joiners(local), wire_domain(domain)
    if (
        not wire
        or not _ADDRESS.fullmatch(local)
        or local.startswith(".")
        or local.endswith(".")
        or ".." in local
    ):
        raise AddressRefused(field="address")
    return f"{local}@{wire}"


def kept_address(text: str) -> str:
    """An address in the form it is kept in, to look for it; what can be none stays as it was typed, and is found nowhere."""
    try:
        return check_address(text)
    except AddressRefused:
        return text


def next_mail_try(*, queued_at: datetime, attempts: int, at: datetime) -> datetime | None:
    """When to try again after `attempts` tries; None when two days have been enough."""
    moment = at + MAIL_PAUSES[min(attempts, len(MAIL_PAUSES)) - 1]
    return moment if moment <= queued_at + MAIL_PATIENCE else None


def next_sms_try(*, expires_at: datetime, attempts: int, at: datetime) -> datetime | None:
    """When to try again; None when the code will have expired by then."""
    moment = at + SMS_PAUSES[min(attempts, len(SMS_PAUSES)) - 1]
    return moment if moment < expires_at else None
