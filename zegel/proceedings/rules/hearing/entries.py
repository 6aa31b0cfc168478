"""What can be entered on the sheet of a hearing: by whom, when, and who may know of it afterwards."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from zegel.law.case_states import CALLED, WITH_DAY, State
from zegel.proceedings.rules.acts import ROLES, WHO_MAY, Role

RecordKind = Literal[
    "appearance", "interpreter", "detained", "guard", "longer", "doors", "speaking notes", "counterclaim", "admissibility",
    "claim changed", "continuation asked",
]  # fmt: skip
HearingAct = Literal[
    "call", "grant default", "announce clearing", "adjourn", "continue", "appear to clear", "stay away again", "set judgment",
    "give judgment",
]  # fmt: skip
type Entry = RecordKind | HearingAct

RECORDS: Final[tuple[RecordKind, ...]] = get_args(RecordKind)
HEARING_ACTS: Final[tuple[HearingAct, ...]] = get_args(HearingAct)

_AT_THE_HEARING: Final[frozenset[Role]] = frozenset({"registrar", "judge"})
_ASKED: Final[frozenset[Role]] = _AT_THE_HEARING | {"clerk"}
_DECIDED: Final[frozenset[Role]] = frozenset({"judge"})

WHO_RECORDS: Final[Mapping[RecordKind, frozenset[Role]]] = {
    "appearance": _AT_THE_HEARING,
    "interpreter": _ASKED,
    "detained": _ASKED,
    "guard": _DECIDED,
    "longer": _DECIDED,
    "doors": _DECIDED,
    "speaking notes": _AT_THE_HEARING,
    "counterclaim": _AT_THE_HEARING,
    "admissibility": _DECIDED,
    "claim changed": _AT_THE_HEARING,
    "continuation asked": _ASKED,
}
"""The registrar (*griffier*) notes what happens, the registry what was asked in writing; what the law leaves to the judge is the
judge's alone."""

_BEFORE: Final[frozenset[RecordKind]] = frozenset({"interpreter", "detained", "guard", "longer"})
"""What is arranged for a hearing, and so may be entered before the case is called."""

Visible = Literal["everybody", "party", "court"]

VISIBLE: Final[Mapping[RecordKind, Visible]] = {
    "interpreter": "party",
    "detained": "party",
    "guard": "court",
    "longer": "everybody",
    "appearance": "everybody",
    "doors": "everybody",
    "speaking notes": "everybody",
    "counterclaim": "everybody",
    "admissibility": "everybody",
    "claim changed": "everybody",
    "continuation asked": "everybody",
}
"""Who sees a record in the course of the case: all who read it, the party it is about, or the court alone (10.6: who fears whom)."""


def circle_for(kind: RecordKind) -> str:
    """The kind of circle that the words of a record are sealed to: what the court alone may see, to the court."""
    return "court" if VISIBLE[kind] == "court" else "open"


ARTICLES: Final[Mapping[RecordKind, str]] = {
    "appearance": "10.2",
    "interpreter": "10.4",
    "detained": "10.5",
    "guard": "10.6",
    "longer": "10.7",
    "doors": "10.8",
    "speaking notes": "10.9",
    "counterclaim": "6.3",
    "admissibility": "6.5",
    "claim changed": "10.1",
    "continuation asked": "10.10",
}
"""The article each record is made by."""


def record_article(kind: str) -> str:
    """The article by which a record of this kind is made."""
    known = as_record(kind)
    return ARTICLES[known] if known else "1.12"


def may_record(roles: frozenset[Role], kind: RecordKind) -> Role | None:
    """The role in which somebody who has `roles` makes a record, the strongest of the court's; None where they may not."""
    fitting = [role for role in ROLES if role in roles & WHO_RECORDS[kind]]
    return fitting[-1] if fitting else None


def may_be_noted(kind: RecordKind, state: State) -> bool:
    """Whether a case has come to where a record makes sense: from the calling on, or from the day that was set for what is arranged
    beforehand; until the judgment."""
    return state in CALLED or (kind in _BEFORE and state in WITH_DAY)


def who_enters(entry: Entry) -> frozenset[Role]:
    """Who makes an entry, be it a record or an act."""
    kind = as_record(entry)
    if kind:
        return WHO_RECORDS[kind]
    act = as_act(entry)
    return WHO_MAY[act] if act else frozenset()


def as_record(name: str) -> RecordKind | None:
    """The kind of record of a name, if there is one."""
    return next((kind for kind in RECORDS if kind == name), None)


def as_act(name: str) -> HearingAct | None:
    """The act of the sheet of a name, if there is one."""
    return next((act for act in HEARING_ACTS if act == name), None)
