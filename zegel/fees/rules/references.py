"""Account numbers and payment references as banks know them."""

import re
from typing import Final

from stdnum import iban, iso11649
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

from zegel.lib.typed import tidied

_CANDIDATE: Final = re.compile(r"RF\d{2}[0-9A-Z ./-]{1,26}")


def reference_for(number: int) -> str:
    """A creditor reference (ISO 11649) for a positive number: `RF`, two check digits and ten digits or more."""
    text = f"{number:010d}"
    return f"RF{mod_97_10.calc_check_digits(f'{text}RF')}{text}"


def shown_reference(reference: str) -> str:
    """A reference in groups of four, as people type it over."""
    return str(iso11649.format(reference))


def read_reference(text: str) -> str | None:
    """The reference that a text is, with right check digits; None if it is none."""
    try:
        return str(iso11649.validate(tidied(text)))
    except ValidationError:
        return None


def references_in(text: str) -> list[str]:
    """What may be a reference in what a payer wrote, also with blanks in it or with other digits behind it: everything that begins as
    one and has right check digits. Which of them was given out is for the caller to know."""
    found = dict[str, None]()
    for match in _CANDIDATE.finditer(tidied(text).upper()):
        kept = re.sub(r"[ ./-]", "", match.group())
        starts = (read_reference(kept[:end]) for end in range(5, min(len(kept), 25) + 1))
        found |= dict.fromkeys(start for start in starts if start)
    return list(found)


def read_iban(text: str) -> str | None:
    """An account number (IBAN) as it is written together, checked by its country's rules; None if it is none."""
    try:
        return str(iban.validate(tidied(text)))
    except ValidationError:
        return None


def shown_iban(account: str) -> str:
    """An account number in groups of four."""
    return str(iban.format(account))
