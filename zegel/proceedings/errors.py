"""Refusals in the course of a case."""

from zegel.lib.refusals import Refusal


class ActUnlawful(Refusal):
    """The law does not allow the act in this state; the reason names the act that fits instead."""

    code = "act-unlawful"
    article = "1.12"
    message = "This is not possible now: {reason}"


class ActUnknown(Refusal):
    """There is no such act."""

    code = "act-unknown"
    message = "Choose what you do in this case."


class ActElsewhere(Refusal):
    """An act that is not done by its name alone; `place` is the article that asks for more."""

    def __init__(self, place: str) -> None:
        super().__init__(field="act")
        self.article = place


class ActWithoutLetter(ActElsewhere):
    """The parties are told of it by a letter, which comes with the act."""

    code = "act-without-letter"
    message = "The court tells the parties this by letter. Do it with the planner of this case, which makes the letter too."


class ActAtJudgment(ActElsewhere):
    """It rests on a signed document, or on what is asked on the page of the judgment."""

    code = "act-at-judgment"
    message = (
        "A judgment is a document that the judge signs. Do this on the page of the judgment in this case."
    )


class ActAtFees(ActElsewhere):
    """It follows from what is noted of the fees."""

    code = "act-at-fees"
    message = (
        "This follows from what you note about the court fees. Do it on the page of the fees in this case."
    )


class ActAtHearing(ActElsewhere):
    """It is entered on the sheet of the hearing, with the facts that the law weighs."""

    code = "act-at-hearing"
    message = "This belongs to the hearing, and the law asks more for it. Do it on the sheet of the hearing of this case."


class ActNotYours(Refusal):
    """Somebody else does this act."""

    code = "act-not-yours"
    article = "1.12"
    message = "You cannot do this in this case. It is done by: {roles}."


class FinanceOnly(Refusal):
    """Bank statements and what the court pays back are for who does the finances of the team."""

    code = "finance-only"
    message = "Only who has the office Finance in this team can do this."


class ActOverride(Refusal):
    """A deviation by who may not decide it, or without a reason."""

    code = "act-override"
    article = "1.13"
    message = "Only {who} may decide otherwise here, and with a reason."


class ActChanged(Refusal):
    """Somebody else acted in the case in the meantime."""

    code = "act-changed"
    message = "Something was done in this case after you opened it. Look at it again; nothing was changed."
    retry = True


class TermRefused(Refusal):
    """Facts from which the law can compute no term."""

    code = "term-refused"
    message = "The moments filled in do not fit the term that follows from them."


class ActTaken(Refusal):
    """The identifier belongs to another act."""

    code = "act-taken"
    message = "This was done before in another way. Load the page again."


class OfficeRefused(Refusal):
    """The person does not work at this desk, or there is no such office."""

    code = "office-refused"
    message = "Choose somebody who works in this team, and an office."


class EntryRefused(Refusal):
    """A fact of an entry at a hearing is missing, or is none that belongs to it."""

    code = "entry-refused"
    message = "Look at what you filled in: something is missing, or is not what is asked."


class RecordEarly(Refusal):
    """The case has not come to the hearing, or is past it."""

    code = "record-early"
    article = "1.2"
    message = (
        "This belongs to the hearing. Call the case first; after the judgment nothing is noted any more."
    )


class RecordChanged(Refusal):
    """Somebody else noted the same in the meantime."""

    code = "record-changed"
    message = "Somebody noted this after you opened the page. What they noted holds; look at it, and note again what is otherwise."
