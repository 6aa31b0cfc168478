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


class DateRefused(Refusal):
    """A change that would begin before today."""

    code = "date-refused"
    article = "1.6"
    message = "Choose today or a later day. A change never begins in the past."


class LawyerNotPractising(Refusal):
    """A lawyer who was suspended or struck off."""

    code = "lawyer-not-practising"
    article = "2.1"
    message = "The register of lawyers says that {name} may not act now. Choose another lawyer."


class RequestUnknown(Refusal):
    """There is no such request in this case, or it is not for this person: the two are one answer."""

    code = "request-unknown"
    article = "1.7"
    message = "There is no such request here."


class RequestOpen(Refusal):
    """The party asked the same before, and that is not decided yet."""

    code = "request-open"
    message = "This party has asked this already. The court decides on it first."


class RequestSettled(Refusal):
    """It was decided before."""

    code = "request-settled"
    message = "This was decided already. Load the page again to see what was decided."


class SecondSwitch(Refusal):
    """A party changed its channel before; another change is the judge's to allow."""

    code = "second-switch"
    article = "1.6"
    message = (
        "This party changed once already how it takes part. In principle that is all (art. 1.6). "
        "Only the judge may allow it once more, with a reason."
    )


class NothingToSwitch(Refusal):
    """The party litigates in that way already."""

    code = "nothing-to-switch"
    article = "1.6"
    message = "This party takes part in that way already."


class ShieldingRefused(Refusal):
    """A request for shielding that names nobody, or asks after the piece was added."""

    code = "shielding-refused"
    article = "3.7"
    message = "Say clearly which parties may not see it, before you file your next document. What was placed stays visible."


class ShieldingUndecided(Refusal):
    """A filing that waits for the judge's decision on shielding."""

    code = "shielding-undecided"
    article = "3.7"
    message = "The filer asked for shielding. The judge decides first; until then the document stays here, unseen by the parties."


class ShieldedFrom(Refusal):
    """A piece placed where a party would read it that the judge shut out."""

    code = "shielded-from"
    article = "3.7"
    message = "The judge decided that {names} may not read the new documents of this party. Choose the readers without {names}."


class ReasonMissing(Refusal):
    """A decision of the judge without a reason, or one whose words were not sealed."""

    code = "reason-missing"
    article = "1.13"
    message = "A decision needs a reason. Write it down; only who may read it here can open it."


class ExclusionRefused(Refusal):
    """No ground for an exclusion, or nobody whom it is about."""

    code = "exclusion-refused"
    article = "1.8"
    message = "Say who is excluded and why: who disturbs the system, or is a danger to it (art. 1.8)."


class AlreadyExcluded(Refusal):
    """Somebody who is excluded already, until the same moment."""

    code = "already-excluded"
    article = "1.8"
    message = "This person is excluded from this case already, until that moment."


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


class PostingMailed(Refusal):
    """What a sealed mail brought was sent: that is in the log, and nobody can say otherwise."""

    code = "posting-mailed"
    article = "1.10"
    message = "This went by sealed mail, and the log shows when. It cannot be marked as not sent."


class PostingUnknown(Refusal):
    """Nothing of the kind waits, or was posted, at a desk of this person's."""

    code = "posting-unknown"
    article = "1.10"
    message = "Choose what was posted. What is not here was ticked off before; load the page again."
