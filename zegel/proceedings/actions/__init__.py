"""The verbs of a case's course. `perform` is the only way in which a case changes its state."""

from zegel.proceedings.actions.by_name import do_by_name
from zegel.proceedings.actions.deciding import Decided
from zegel.proceedings.actions.decisions import decide_shielding, decide_switch
from zegel.proceedings.actions.exclusions import exclude
from zegel.proceedings.actions.fees import (
    NoticeOrder,
    assign_fee_line,
    note_fee_fact,
    pay_fee_at_counter,
    pay_fee_back,
    read_fee_statement,
    send_fee_notice,
    set_fee_line_aside,
    write_fee_off,
)
from zegel.proceedings.actions.hearing import NewHearingAct, NewRecord, act_at_hearing, record
from zegel.proceedings.actions.offices import end_office, give_office, set_offices
from zegel.proceedings.actions.perform import NewAct, SealedReason, perform
from zegel.proceedings.actions.plan import DayAsked, DayOrder, OwnLetter, set_day
from zegel.proceedings.actions.requests import RequestOrder, decide_request
from zegel.proceedings.actions.taking_in import begin_case, place_in_case

__all__ = [
    "DayAsked",
    "DayOrder",
    "Decided",
    "NewAct",
    "NewHearingAct",
    "NewRecord",
    "NoticeOrder",
    "OwnLetter",
    "RequestOrder",
    "SealedReason",
    "act_at_hearing",
    "assign_fee_line",
    "begin_case",
    "decide_request",
    "decide_shielding",
    "decide_switch",
    "do_by_name",
    "end_office",
    "exclude",
    "give_office",
    "note_fee_fact",
    "pay_fee_at_counter",
    "pay_fee_back",
    "perform",
    "place_in_case",
    "read_fee_statement",
    "record",
    "send_fee_notice",
    "set_day",
    "set_fee_line_aside",
    "set_offices",
    "write_fee_off",
]
