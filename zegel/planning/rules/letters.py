"""The words of a court in the letter with the day of the hearing (4.2), and the facts that may stand in them."""

import re
from collections.abc import Mapping
from typing import Final

from zegel.planning.errors import LetterTextRefused

KNOWN: Final = ("day", "time", "place", "room", "number", "summary", "claimant", "defendant")
LONGEST: Final = 3_000
OPENING: Final = (
    "{claimant} heeft een kort geding aangevraagd tegen {defendant}. "
    "De rechter heeft bepaald wanneer de zitting is. In deze brief leest u wanneer en waar u wordt verwacht."
)
CLOSING: Final = (
    "Kom op tijd en neem een geldig legitimatiebewijs mee. Kunt u niet komen? "
    "Laat dat de rechtbank zo snel mogelijk schriftelijk weten. Uitstel vraagt u uiterlijk 24 uur voor de zitting (art. 9.1)."
)
_FACT: Final = re.compile(r"\{([^{}]*)\}")


def check_text(text: str, field: str) -> None:
    """Refuse a text that is too long, or with other words in braces than the facts of a hearing.

    Raises:
        LetterTextRefused.
    """
    braces = _FACT.sub("", text)
    strange = [name for name in _FACT.findall(text) if name not in KNOWN]
    if strange or "{" in braces or "}" in braces or not 1 <= len(text.strip()) <= LONGEST:
        raise LetterTextRefused(field=field, known=", ".join(f"{{{name}}}" for name in KNOWN))


def filled(text: str, facts: Mapping[str, str]) -> list[str]:
    """A text with its facts, as paragraphs."""
    # What stands in a fact is never read as a fact again: one pass.
    told = _FACT.sub(lambda found: facts.get(found[1], ""), text)
    return [part.strip() for part in told.split("\n\n") if part.strip()]
