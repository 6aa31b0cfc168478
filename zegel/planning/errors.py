"""Refusals when rooms, judges and lawyers are planned."""

from zegel.lib.refusals import Refusal


class RoomUnknown(Refusal):
    """No such room at the court of the case, or one that is used no more."""

    code = "room-unknown"
    article = "4.1"
    message = "Choose a room of this court."


class RoomRefused(Refusal):
    """A room without name, or one the court has already."""

    code = "room-refused"
    message = "Give the room a name that no other room here has."


class JudgeUnknown(Refusal):
    """Somebody who is no judge at the desk of the case."""

    code = "judge-unknown"
    article = "4.1"
    message = "Choose a judge of this team."


class DurationRefused(Refusal):
    """A hearing of no length, or of more than a day."""

    code = "duration-refused"
    article = "10.7"
    message = "Fill in how long the hearing takes: at least {least} and at most {most} minutes."


class RoomTaken(Refusal):
    """The room has another hearing then."""

    code = "room-taken"
    article = "4.1"
    message = "Another case has this room at that time. Choose another time or room; nothing was changed."
    retry = True


class JudgeTaken(Refusal):
    """The judge has another hearing then."""

    code = "judge-taken"
    article = "4.1"
    message = "The judge has another hearing at that time. Choose another time or judge; nothing was changed."
    retry = True


class LawyerTaken(Refusal):
    """A lawyer of the case has another hearing then."""

    code = "lawyer-taken"
    article = "4.1"
    message = (
        "A lawyer of this case has another hearing at that time. Choose another time; nothing was changed."
    )
    retry = True


class FeedUnknown(Refusal):
    """No calendar has this secret address."""

    code = "feed-unknown"
    message = "This calendar address does not exist, or was ended."


class FeedBusy(Refusal):
    """A calendar was asked for too often."""

    code = "feed-busy"
    message = "This calendar was asked for too often. Try again in an hour."
    retry = True


class LetterTextRefused(Refusal):
    """A text of the letter with a word in braces that is no fact of a hearing."""

    code = "letter-text-refused"
    article = "4.2"
    message = "The words between braces may only be: {known}."


class NoDesk(Refusal):
    """A mailbox that is no desk of a court."""

    code = "no-desk"
    message = "Only the desk of a court has this."
