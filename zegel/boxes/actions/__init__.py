"""The verbs of boxes: members and keys, and what administrators and owners decide of a mailbox as a whole."""

from zegel.boxes.actions.members import (
    NewBox,
    NextKey,
    add_box,
    add_checker,
    add_member,
    change_member,
    end_memberships,
    keep_known,
    open_account,
    readdress,
    remove_checker,
    remove_member,
    renew_key,
    reseal_keys,
    start_afresh,
)
from zegel.boxes.actions.places import LANGUAGES, choose_language, open_team

__all__ = [
    "LANGUAGES",
    "NewBox",
    "NextKey",
    "add_box",
    "add_checker",
    "add_member",
    "change_member",
    "choose_language",
    "end_memberships",
    "keep_known",
    "open_account",
    "open_team",
    "readdress",
    "remove_checker",
    "remove_member",
    "renew_key",
    "reseal_keys",
    "start_afresh",
]
