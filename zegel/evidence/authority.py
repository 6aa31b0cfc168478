"""The time-stamping authority of the settings (RFC 3161 over HTTP, section 3.4)."""

from datetime import datetime
from pathlib import Path

import httpx
from django.conf import settings

from zegel.evidence.errors import StampRefused
from zegel.seal import stamp
from zegel.seal.errors import StampError

WAIT = 15.0


def stamp_of(note: str) -> tuple[bytes, datetime]:
    """The authority's answer about a note, and its moment; checked before it is kept.

    Raises:
        StampRefused: it cannot be reached, or its answer does not hold.
    """
    environment = settings.ENVIRONMENT
    try:
        trusted = stamp.authorities(Path(environment.tsa_ca).read_bytes())
        query, nonce = stamp.ask(note)
        answer = httpx.post(
            environment.tsa, content=query, headers={"Content-Type": stamp.QUERY_TYPE}, timeout=WAIT
        )
        answer.raise_for_status()
        return answer.content, stamp.check(answer.content, note, trusted, nonce=nonce)
    except (httpx.HTTPError, StampError, OSError) as error:
        raise StampRefused from error
