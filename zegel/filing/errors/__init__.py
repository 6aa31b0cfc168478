"""Refusals of the filing."""

from zegel.law.decisions import Decision
from zegel.lib.refusals import Refusal


class CourtUnknown(Refusal):
    """No court, location or matter of that name, or the matter is not handled there."""

    code = "court-unknown"
    article = "3.8"
    message = "This court does not handle this kind of case at this location. Choose again."


class NoDesk(Refusal):
    """The court has no mailbox here for this matter."""

    code = "no-desk"
    article = "VI 6.1"
    message = "This court has no mailbox here for this kind of case. Send it by post or hand it in: {line}."


class NotThisDesk(Refusal):
    """Another desk of the court receives such cases."""

    code = "not-this-desk"
    article = "VI 6.1"
    message = "Another team of this court receives this kind of case at this location. Choose its mailbox."


class WronglyAddressed(Refusal):
    """The message does not go to the address of this court for this matter."""

    code = "wrongly-addressed"
    article = "VI 6.1"
    message = "For this court and this kind of case the address is {address}. Add it as a recipient."


class NumberOfOtherKind(Refusal):
    """A number of another kind of case: of the kantonrechter, or just not, or of a gerechtshof."""

    code = "number-other-kind"
    article = "3.11"
    message = (
        "{number} is not the number of such a case at a rechtbank. Check the number and the kind of case."
    )


class NumberOfOtherCourt(Refusal):
    """The number carries the code of another court, and the filer did not say that it is right all the same."""

    code = "number-other-court"
    article = "3.11"
    message = "{number} is a number of {court}. Check the number, or say why it is right."


class SubjectDiffers(Refusal):
    """The subject of the conversation is not the case this is filed in."""

    code = "subject-differs"
    article = "VI 6.2"
    message = "One message is about one case. The subject must be {subject}."


class PieceMissing(Refusal):
    """A filing of pieces without a file."""

    code = "piece-missing"
    article = "VI 6.2"
    message = "A message is an envelope. Add the document itself as a file."


class SummonsMissing(Refusal):
    """An application without the (draft) summons among its files."""

    code = "summons-missing"
    article = "2.1"
    message = "An application comes with the draft summons. Add it as a file, or say why it is not there."


class LawyerNeeded(Refusal):
    """An application in a family or commercial case from a mailbox of nobody who is known to be a lawyer."""

    code = "lawyer-needed"
    article = "2.1"
    message = "In this kind of case a lawyer files the application. Ask a lawyer, or link your number of the bar under Profession."


class ApplicationFiled(Refusal):
    """This guest filed their application before: each link is for one."""

    code = "application-filed"
    message = "You have filed your application with this link already. Write to the court on the page of your message, or begin a new application."


class NotDigitalHere(Refusal):
    """Annex VII does not open digital filing for this application."""

    code = "not-digital-here"
    article = "1.4"
    message = "This application cannot be filed digitally. File it by secure mail, by post or at the counter."


class ExcludedHere(Refusal):
    """The judge excluded this person from the digital file of this case."""

    code = "excluded-here"
    article = "1.8"
    message = "The judge excluded you from the digital file of this case. File it by secure mail, by post or at the counter."


class NotDigitalInCase(Refusal):
    """The party does not take part digitally in this case now."""

    code = "not-digital-in-case"
    article = "1.6"
    message = "This party does not take part digitally in this case now. File it by secure mail, by post or at the counter."


class FileTooLarge(Refusal):
    """A file that Veilig Mailen does not take."""

    code = "file-too-large"
    article = "VI 6.6"
    message = "File {number} is larger than 25 MB. Send it by post or hand it in at the Centrale Balie."


class SecrecyUnclear(Refusal):
    """What the filing says of secrecy is not what the message says."""

    code = "secrecy-unclear"
    article = "VI 6.2"
    message = "Say whether the law keeps something in these documents secret."


class CopiesUnstated(Refusal):
    """The message does not show that the other parties have a copy, and no reason is given."""

    code = "copies-unstated"
    article = "3.10"
    message = "Say how the other parties get a copy, or why they do not get one."


class DeclaredOtherwise(Refusal):
    """What is declared of the files is not of each file once."""

    code = "declared-otherwise"
    article = "3.14"
    message = "Say of each file what it is, in the order of the files."


class RuleUnmet(Refusal):
    """What is declared of the files is against a rule that only the court's office may pass; its article is the rule's."""

    code = "rule-unmet"
    message = "This cannot be filed so: {reason}"

    def __init__(self, decision: Decision) -> None:
        super().__init__(field="files", reason=decision)
        self.article = decision.articles[0].number


class FilingUnknown(Refusal):
    """There is no such filing, or it is not for this person: the two are one answer."""

    code = "filing-unknown"
    message = "There is no filing with this number at your court. Check the number on the cover sheet."


class MayNotTakeIn(Refusal):
    """The person may look at what was filed there, and not act for the court."""

    code = "may-not-take-in"
    message = (
        "You may look at what is filed here, but not tick off paper. Ask who manages the team's mailbox."
    )


class DocumentMissing(Refusal):
    """A document that is not in the vault, not the filer's, named twice, or filed before."""

    code = "document-missing"
    message = "Document {number} did not arrive. Add it again."
    retry = True


class GrantsRefused(Refusal):
    """Keys that are not sealed to exactly the court's desk and the mailbox filed from, or no sealed manifest."""

    code = "grants-refused"
    message = "Something went wrong while sealing. Reload the page and try again."
    retry = True


class FilingTaken(Refusal):
    """Somebody else of the team is at work on it."""

    code = "filing-taken"
    message = "{who} is working on this filing now. Take the next one."
    retry = True


class FilingSettled(Refusal):
    """The intake has dealt with it before."""

    code = "filing-settled"
    article = "3.5"
    message = "This filing was dealt with before. Load the page again to see what happened."


class NobodyToAnswer(Refusal):
    """Paper of somebody without a mailbox here."""

    code = "nobody-to-answer"
    message = "Who filed this has no mailbox here. Write a letter."


class AnswerElsewhere(Refusal):
    """An answer that does not go to who filed, or to somebody else as well."""

    code = "answer-elsewhere"
    message = "The answer about a filing goes to who filed it and to nobody else."


class DocumentsLeftOut(Refusal):
    """A filing is placed whole: with the key of each of its documents, each once."""

    code = "documents-left-out"
    article = "3.5"
    message = "Place all documents of the filing, each once. Load the page again; nothing was placed."
