"""The address for notifications of a case, asked at the first visit (art. 1.9)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from zegel.casefile.queries import Reader, given_addresses
from zegel.law.rules.chapter_01 import must_ask_address
from zegel.web_session.current import current_user


def address_facts(request: HttpRequest, reader: Reader, mailboxes: list[UUID]) -> dict[str, Any]:
    """Whether the address is still to be asked, and what was answered. The court is asked for none."""
    if reader.court or not mailboxes:
        return {"address_asked": False, "address_known": False}
    given = given_addresses(reader.case, mailboxes)
    answered = bool(given)
    asks = must_ask_address(first_login_in_case=not answered, answered=answered).value
    address = next((each.email for each in given.values()), "")
    return {
        "address_asked": asks,
        "address_known": answered,
        "address": address,
        "address_proposed": address or current_user(request).email,
    }
