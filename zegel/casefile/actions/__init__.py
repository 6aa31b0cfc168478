"""The verbs of the case file: register a case, its parties and their channels, place what was filed, make it known."""

from zegel.casefile.actions.docket import NewDocument, NewEntry, place_entry, place_own_entry, remember_visit
from zegel.casefile.actions.numbers import start_series
from zegel.casefile.actions.parties import (
    add_party,
    change_channel,
    change_representative,
    end_representation,
)
from zegel.casefile.actions.publication import answer_address, record_bounced, record_made_known
from zegel.casefile.actions.registration import (
    NewCase,
    NewCaseCircle,
    change_state,
    register_case,
    set_doors,
    set_next_date,
)

__all__ = [
    "NewCase",
    "NewCaseCircle",
    "NewDocument",
    "NewEntry",
    "add_party",
    "answer_address",
    "change_channel",
    "change_representative",
    "change_state",
    "end_representation",
    "place_entry",
    "place_own_entry",
    "record_bounced",
    "record_made_known",
    "register_case",
    "remember_visit",
    "set_doors",
    "set_next_date",
    "start_series",
]
