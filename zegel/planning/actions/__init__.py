"""The verbs of planning: rooms, letters, calendars; and the step by which a hearing follows the acts of its case."""

from zegel.planning.actions.feeds import end_feed, make_feed, read_feed
from zegel.planning.actions.hearings import Booking, follow_act
from zegel.planning.actions.rooms import add_room, change_letter_text, end_room

__all__ = [
    "Booking",
    "add_room",
    "change_letter_text",
    "end_feed",
    "end_room",
    "follow_act",
    "make_feed",
    "read_feed",
]
