"""The facts that each entry of the sheet holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from zegel.law.rules.chapter_05 import ITEM_WORDS
from zegel.law.rules.chapter_10 import DETAINED_FIELDS, KNOWN_REPRESENTATIVES
from zegel.proceedings.rules.hearing.entries import Entry

FieldKind = Literal["party", "flag", "choice", "many", "parties", "day", "moment", "euros"]


@dataclass(frozen=True, slots=True)
class Field:
    """A fact of an entry. `choices` are what it may be; `only_if` the field and value without which it is not asked."""

    name: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    needed: bool = False
    only_if: tuple[str, str] | None = None


_PARTY: Final = Field("party", "party", needed=True)
_CAME: Final = ("appeared", "yes")
_IN_PERSON: Final = ("how", "in person")
APPEARANCES: Final = (
    "in person",
    "with lawyer",
    "authorised representative",
    "holder of a power of attorney",
)

FIELDS: Final[Mapping[Entry, tuple[Field, ...]]] = {
    "call": (),
    "continue": (),
    "appearance": (
        _PARTY,
        Field("appeared", "choice", ("yes", "no"), needed=True),
        Field("how", "choice", APPEARANCES, only_if=_CAME),
        Field(
            "profession",
            "choice",
            tuple(sorted(KNOWN_REPRESENTATIVES)),
            only_if=("how", "authorised representative"),
        ),
        Field("shown", "flag", only_if=_CAME),
        Field("helped", "flag", only_if=_IN_PERSON),
        Field("extract", "day", only_if=_IN_PERSON),
        Field("director", "flag", only_if=_IN_PERSON),
        Field("employed", "flag", only_if=_IN_PERSON),
        Field("appointed", "flag", only_if=_IN_PERSON),
    ),
    "interpreter": (_PARTY, Field("needed", "choice", ("yes", "no"), needed=True)),
    "detained": (_PARTY, Field("stated", "many", DETAINED_FIELDS), Field("asked", "moment", needed=True)),
    "guard": (
        _PARTY,
        Field("written", "flag"),
        Field("motivated", "flag"),
        Field("granted", "choice", ("yes", "no"), needed=True),
    ),
    "longer": (_PARTY, Field("motivated", "flag"), Field("granted", "choice", ("yes", "no"), needed=True)),
    "doors": (
        Field("doors", "choice", ("open", "closed", "partly closed"), needed=True),
        Field("heard", "flag"),
    ),
    "speaking notes": (_PARTY,),
    "counterclaim": (
        _PARTY,
        Field("claim", "choice", ("counterclaim", "incidental claim"), needed=True),
        Field("sent", "moment"),
        Field("judge", "flag"),
        Field("told", "parties"),
    ),
    "admissibility": (
        _PARTY,
        Field("claim", "choice", ("counterclaim", "incidental claim"), needed=True),
        Field("admitted", "choice", ("yes", "no"), needed=True),
    ),
    "claim changed": (
        _PARTY,
        Field("written", "flag"),
        Field("before", "flag"),
        Field("served", "flag"),
        Field("from", "euros"),
        Field("to", "euros"),
        Field("aid", "flag"),
    ),
    "grant default": (
        _PARTY,
        Field("in time", "flag"),
        Field("term", "flag"),
        Field("shortened", "flag"),
        Field("conditions", "flag"),
        Field("limit", "flag"),
        Field("items", "many", tuple(ITEM_WORDS)),
        Field("exploit", "flag"),
        Field("willing", "flag"),
    ),
    "announce clearing": (Field("registrar", "flag"), Field("opponent", "flag"), Field("hearing", "moment")),
    "appear to clear": (),
    "stay away again": (),
    "continuation asked": (Field("written", "flag"), Field("days", "parties")),
    "adjourn": (Field("hearing", "moment", needed=True),),
    "set judgment": (Field("judgment", "moment", needed=True), Field("aloud", "flag")),
    "give judgment": (),
}
"""The facts of every entry, in the order in which the sheet asks them. What is not here nobody can enter."""


def entry_named(name: str) -> Entry | None:
    """The entry of a name, if there is one."""
    return next((entry for entry in FIELDS if entry == name), None)
