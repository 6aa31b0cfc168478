"""The verbs of containers: members and keys, and what administrators and owners decide of a mailbox as a whole."""

from zegel.boxes.actions.alarms import tell_alarm
from zegel.boxes.actions.checkers import add_checker, remove_checker
from zegel.boxes.actions.circles import add_mailbox, remove_mailbox
from zegel.boxes.actions.containers import MailboxMember, NewBox, NewCircle, add_box, open_circle
from zegel.boxes.actions.keys import NextKey, keep_known, renew_key, reseal_keys
from zegel.boxes.actions.mailboxes import (
    LANGUAGES,
    choose_first_page,
    choose_language,
    choose_notices,
    open_team,
    told_daily,
)
from zegel.boxes.actions.members import add_member, change_member, end_memberships, remove_member
from zegel.boxes.actions.owners import open_account, readdress, start_afresh
from zegel.boxes.actions.searching import count_search
from zegel.boxes.actions.statements import state_members

__all__ = [
    "LANGUAGES",
    "MailboxMember",
    "NewBox",
    "NewCircle",
    "NextKey",
    "add_box",
    "add_checker",
    "add_mailbox",
    "add_member",
    "change_member",
    "choose_first_page",
    "choose_language",
    "choose_notices",
    "count_search",
    "end_memberships",
    "keep_known",
    "open_account",
    "open_circle",
    "open_team",
    "readdress",
    "remove_checker",
    "remove_mailbox",
    "remove_member",
    "renew_key",
    "reseal_keys",
    "start_afresh",
    "state_members",
    "tell_alarm",
    "told_daily",
]
