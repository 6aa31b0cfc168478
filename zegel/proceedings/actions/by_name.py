"""Acts that somebody does by their name, and a moment where they set one: the door for a button and for a program."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.proceedings.actions.perform import NewAct, perform
from zegel.proceedings.errors import (
    ActAtFees,
    ActAtHearing,
    ActAtJudgment,
    ActElsewhere,
    ActWithoutLetter,
    EntryRefused,
)
from zegel.proceedings.models import Act
from zegel.proceedings.queries import first_done, former_day, roles_of, summons_of
from zegel.proceedings.rules.acts import NOT_BY_NAME, House
from zegel.proceedings.rules.dates import moment_read
from zegel.proceedings.rules.summons import ANNOUNCED, draft_events

_REFUSALS: Final[Mapping[House, type[ActElsewhere]]] = {
    "letter": ActWithoutLetter,
    "judgment": ActAtJudgment,
    "fees": ActAtFees,
    "hearing": ActAtHearing,
}


def do_by_name(*, actor: Principal, case: UUID, new: NewAct, at: datetime) -> Act:
    """Do an act of which its name says all; the same one again gives the first.

    Of service the fact `served` says when it was (5.2), of voluntary appearance `changed` whether it is on another draft (5.4).

    Raises:
        As `perform`; EntryRefused: it was served at no moment that has come, or before there was a case; ActWithoutLetter, ActAtJudgment, ActAtFees, ActAtHearing: it comes with more than its name, with the article that
        asks for it.
    """
    if new.act in NOT_BY_NAME:
        roles_of(actor, case, at)
        house, place = NOT_BY_NAME[new.act]
        raise _REFUSALS[house](place)
    return perform(actor=actor, case=case, new=_weighed(actor, case, new, at), at=at)


def _weighed(actor: Principal, case: UUID, new: NewAct, at: datetime) -> NewAct:
    """The act with what the law makes of its facts (chapter 5)."""
    if new.act == "serve":
        served = (
            moment_read(str(new.facts.get("served", ""))) if "served" in new.facts else first_done(new.id, at)
        )
        reader, _roles = roles_of(actor, case, at)
        # A writ names the day that was set in the case: none was served before there was a case, whatever year was typed.
        first = amsterdam(reader.case.registered_at).date()
        if served is None or served > at or amsterdam(served).date() < first:
            raise EntryRefused(field="served")
        return replace(new, facts={**new.facts, "served": amsterdam(served).isoformat()})
    if new.act == "file summons":
        reader, _roles = roles_of(actor, case, at)
        hearing, served_by = former_day(reader.case), summons_of(reader.case)
        return replace(new, decisions=(served_by.draft_sent(at, hearing),)) if hearing else new
    return replace(new, stated=draft_events(new.act, new.facts)) if new.act == ANNOUNCED else new
