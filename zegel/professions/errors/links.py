"""Refusals about the link between an account and a professional number."""

from zegel.lib.refusals import Refusal


class NumberUnclear(Refusal):
    """What was typed can be no number of that register."""

    code = "profession-number-unclear"
    message = 'This is no BAR number. Type it with the letter A in front, for example "A12345".'


class BailiffNumberUnclear(Refusal):
    """What was typed can be no number of the bailiffs' register."""

    code = "profession-kbvg-unclear"
    message = "This is no KBvG number. Type it as it stands in the register of the KBvG."


class NumbersDiffer(Refusal):
    """Typed twice, and not the same."""

    code = "profession-numbers-differ"
    message = "You typed two different numbers. Type the same number twice."


class NumberNotYours(Refusal):
    """Not in the register, or of somebody with another name: one answer, so that nobody learns whose it is."""

    code = "profession-number-refused"
    message = (
        "We cannot link this number to your account. Check the number, and whether your name here is as in the "
        "register. Is all of it right? Then change your details at your professional body, or call the helpdesk."
    )


class NumberTaken(Refusal):
    """Another account has proved to own it."""

    code = "profession-number-taken"
    message = (
        "This number is already linked to another account, and we have told its owner. Is it yours? Log in to that "
        "account and unlink it there, or call the helpdesk."
    )


class AlreadyLinked(Refusal):
    """One number an account."""

    code = "profession-already-linked"
    message = "Your account is already linked to a number. Unlink that one first."


class NotLinked(Refusal):
    """There is nothing to unlink."""

    code = "profession-not-linked"
    message = "Your account is not linked to a professional number."


class UnlinkBlocked(Refusal):
    """Unlinking would be a way around a suspension."""

    code = "profession-unlink-blocked"
    message = (
        "You cannot unlink this number while the register says that you may not practise. Call the helpdesk."
    )


class ClaimTooSoon(Refusal):
    """A code was mailed a moment ago."""

    code = "profession-code-too-soon"
    message = "A code was mailed a moment ago. You can ask for a new one in {seconds} seconds."
    retry = True


class TooManyClaims(Refusal):
    """So many tries a day for one account, one number, one place."""

    code = "profession-too-many"
    message = "There were too many tries today. Try again tomorrow, or call the helpdesk."
    retry = True


class ClaimOver(Refusal):
    """There is no code that still works: none asked, too old, used, or guessed at too often."""

    code = "profession-code-over"
    message = "This code does not work any more. Ask for a new one."
    retry = True


class ClaimWrong(Refusal):
    """Other digits than were mailed."""

    code = "profession-code-wrong"
    message = "This code is not right. Look in the newest mail. You can try {left} more times."
    retry = True


class ProfessionBlocked(Refusal):
    """Whoever sends is suspended, struck off, or gone from the register."""

    code = "profession-blocked"
    message = (
        "You cannot send to a court now: the register says that you may not practise. What you have stays readable. Look "
        "at the page of your professional number for what to do."
    )


class RecipientBlocked(Refusal):
    """A court writes to somebody who is suspended, struck off, or gone from the register."""

    code = "recipient-blocked"
    message = (
        "{name} cannot get mail from a court now: the register says that they may not practise. Remove this recipient, "
        "or write by post."
    )
