"""Acts that somebody does by their name, and a moment where they set one: the door for a button and for a program."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from zegel.lib.principal import Principal
from zegel.proceedings.actions.perform import NewAct, perform
from zegel.proceedings.errors import ActAtFees, ActAtHearing, ActAtJudgment, ActElsewhere, ActWithoutLetter
from zegel.proceedings.models import Act
from zegel.proceedings.queries import roles_of
from zegel.proceedings.rules.acts import NOT_BY_NAME, House

_REFUSALS: Final[Mapping[House, type[ActElsewhere]]] = {
    "letter": ActWithoutLetter,
    "judgment": ActAtJudgment,
    "fees": ActAtFees,
    "hearing": ActAtHearing,
}


def do_by_name(*, actor: Principal, case: UUID, new: NewAct, at: datetime) -> Act:
    """Do an act of which its name says all; the same one again gives the first.

    Raises:
        As `perform`; ActWithoutLetter, ActAtJudgment, ActAtFees, ActAtHearing: it comes with more than its name, with the article that
        asks for it.
    """
    if new.act in NOT_BY_NAME:
        roles_of(actor, case, at)
        house, place = NOT_BY_NAME[new.act]
        raise _REFUSALS[house](place)
    return perform(actor=actor, case=case, new=new, at=at)
