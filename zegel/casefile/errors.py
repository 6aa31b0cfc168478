"""Refusals of the case file."""

from zegel.lib.refusals import Refusal


class CaseUnknown(Refusal):
    """There is no such case, or it is not for this person: the two are one answer (art. 1.7)."""

    code = "case-unknown"
    article = "1.7"
    message = "There is no case here that you can open with this number."


class CourtWithoutCode(Refusal):
    """No code for case numbers is known for this place."""

    code = "court-without-code"
    article = "4.2"
    message = (
        "{court} has no known code for case numbers at {location}. An administrator of the court must set it."
    )


class NumbersUsedUp(Refusal):
    """A row of numbers has come to its end."""

    code = "numbers-used-up"
    article = "4.2"
    message = (
        "The row of case numbers of this court is full. An administrator of the court must begin a new one."
    )


class PartiesMissing(Refusal):
    """A case has at least one claimant and one defendant."""

    code = "parties-missing"
    article = "2.2"
    message = "Name at least one claimant and one defendant."


class PartyRefused(Refusal):
    """A party without name, short name or known role, or one that joins without a decision."""

    code = "party-refused"
    article = "1.2"
    message = "Party {number} is not complete: name, short name and role are needed. Who joins or intervenes needs the judge's decision."


class RepresentativeRefused(Refusal):
    """Outside kanton a claimant has a lawyer, and nobody else represents a party."""

    code = "representative-refused"
    article = "2.1"
    message = "Party {number} needs a lawyer. Only at the kantonrechter somebody else may act for a party."


class ShortNamesAlike(Refusal):
    """Two parties have one short name, so their exhibits could not be told apart."""

    code = "short-names-alike"
    article = "3.13"
    message = "Give every party a short name of its own."


class KindUnknown(Refusal):
    """No kind of piece of that name, or not one for who places it."""

    code = "kind-unknown"
    article = "1.2"
    message = "Choose what kind of document this is."


class ExhibitsOutOfOrder(Refusal):
    """Exhibits that do not go on where the party stopped."""

    code = "exhibits-out-of-order"
    article = "3.14"
    message = "The exhibits of this party go on from number {first}, without gaps."


class TooManyDocuments(Refusal):
    """No file, or more than one piece can hold."""

    code = "too-many-documents"
    article = "3.5"
    message = "Add at least one file and at most {most}."


class DocumentMissing(Refusal):
    """A file that is not stored, or not this filing's."""

    code = "document-missing"
    article = "3.5"
    message = "File {number} is not there. Add it again."


class DocumentUnknown(Refusal):
    """No such file in the case, or not for this reader: the two are one answer."""

    code = "document-unknown"
    article = "1.7"
    message = "There is no such file here that you can open."


class CircleUnknown(Refusal):
    """No such circle of readers in this case."""

    code = "circle-unknown"
    article = "3.7"
    message = "Choose who may read this document."


class EnvelopeUnsealed(Refusal):
    """What should be sealed is not."""

    code = "envelope-unsealed"
    message = "Something went wrong while the document was being sealed. Nothing was placed. Try again."
    retry = True


class MailboxKeyPast(Refusal):
    """The readers' key was renewed meanwhile."""

    code = "circle-key-past"
    message = "The readers of this case changed at this moment. Load the page again; nothing was placed."
    retry = True


class ReplacementUnknown(Refusal):
    """The piece it replaces is not in this case, is another party's, or was replaced before."""

    code = "replacement-unknown"
    article = "3.12"
    message = "Choose the document that this one replaces."


class PartyUnknown(Refusal):
    """No such party in this case."""

    code = "party-unknown"
    article = "1.2"
    message = "Choose a party of this case."


class ChannelRefused(Refusal):
    """This party may not litigate in this way here and now."""

    code = "channel-refused"
    article = "1.4"
    message = "This party cannot use this channel in this case: {reason}"


class PageUnknown(Refusal):
    """An address of a page of a list that is none."""

    code = "page-unknown"
    message = "This page of the list does not exist. Begin at the first one."


class MomentRefused(Refusal):
    """A text that is no moment with its offset."""

    code = "moment-refused"
    message = "Fill in a date and time."


class NotOfThisCourt(Refusal):
    """The actor does not act for the court of the case."""

    code = "not-of-this-court"
    message = "Only who works for this court can do this."
