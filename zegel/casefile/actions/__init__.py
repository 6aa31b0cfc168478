"""The verbs of the case file: register a case, its parties and their channels, place what was filed, make it known."""

from zegel.casefile.actions.docket import NewDocument, NewEntry, place_entry, place_own_entry, remember_visit
from zegel.casefile.actions.numbers import start_series
from zegel.casefile.actions.parties import (
    add_party,
    change_channel,
    change_representative,
    end_representation,
)
from zegel.casefile.actions.postings import correct_posting, own_postings, tick_posted
from zegel.casefile.actions.publication import answer_address, record_bounced, record_made_known
from zegel.casefile.actions.registration import (
    NewCase,
    NewCaseCircle,
    add_circle,
    change_state,
    register_case,
    set_doors,
    set_next_date,
)
from zegel.casefile.actions.requests import (
    SealedWords,
    ask_shielding,
    ask_switch,
    confirm_to_all,
    exclude_account,
    record_exclusion,
    settle,
    switch_answer,
)

__all__ = [
    "NewCase",
    "NewCaseCircle",
    "NewDocument",
    "NewEntry",
    "SealedWords",
    "add_circle",
    "add_party",
    "answer_address",
    "ask_shielding",
    "ask_switch",
    "change_channel",
    "change_representative",
    "change_state",
    "confirm_to_all",
    "correct_posting",
    "end_representation",
    "exclude_account",
    "own_postings",
    "place_entry",
    "place_own_entry",
    "record_bounced",
    "record_exclusion",
    "record_made_known",
    "register_case",
    "remember_visit",
    "set_doors",
    "set_next_date",
    "settle",
    "start_series",
    "switch_answer",
    "tick_posted",
]
