"""Refusals about judgments."""

from zegel.lib.refusals import Refusal


class NotTheCourts(Refusal):
    """Somebody who reads in the case for a party: what the court writes is not theirs to see."""

    code = "judgment-not-yours"
    message = "Only the court can do this."


class NotYourOffice(Refusal):
    """Somebody of the court who is neither judge nor registrar."""

    code = "judgment-not-your-office"
    message = "Only a judge or registrar of this team can do this."


class DraftRefused(Refusal):
    """A draft that is not sealed as it should be, or whose file is not there."""

    code = "draft-refused"
    message = "The draft was not kept: its file is missing or was not sealed. Choose it again."
    retry = True


class DraftUnknown(Refusal):
    """No such draft in this case."""

    code = "draft-unknown"
    message = "Choose the draft that becomes the judgment."


class CircleKeyPast(Refusal):
    """The key of the court's circle was renewed meanwhile."""

    code = "draft-key-past"
    message = "The readers of this case changed at this moment. Load the page again; nothing was kept."
    retry = True


class JudgmentRefused(Refusal):
    """A judgment whose kind, document or signature is not what the law or the file asks."""

    code = "judgment-refused"
    article = "12.1"
    message = "Choose how judgment is given. A written judgment has its document, signed with your own key."


class SignatureRefused(Refusal):
    """Signed with another key than the judge's own."""

    code = "judgment-signature"
    message = "The document was not signed with your own key. Log in again and sign it once more."


class JudgmentUnknown(Refusal):
    """There is no judgment in this case yet, or not this one."""

    code = "judgment-unknown"
    message = "There is no such judgment in this case."


class FollowUpRefused(Refusal):
    """A record or worked-out version of what needs none, or of which there is one."""

    code = "judgment-follow-up"
    article = "12.4"
    message = (
        "Only an oral or short judgment is worked out, and once: by its record or by the judgment in full."
    )


class CopiesMissing(Refusal):
    """Sent to the parties before there is a document to send."""

    code = "judgment-copies"
    article = "12.3"
    message = (
        "First add the record or the judgment in full. There is nothing yet that can be sent to the parties."
    )


class NotEnforceable(Refusal):
    """The law gives no enforceable copy here."""

    code = "copy-refused"
    article = "12.3"
    message = (
        "Only a party that may enforce the judgment gets this copy, and one that had a copy before only when it asked for "
        "another: fill in on which day."
    )


class EcliRefused(Refusal):
    """A text that is no ECLI of a Dutch court, or another judgment's."""

    code = "ecli-refused"
    message = (
        "This is not an ECLI of a judgment, such as ECLI:NL:RBAMS:2026:1234, or another judgment has it."
    )


class PieceNotHeld(Refusal):
    """A piece that the judge may see already, or of another case."""

    code = "piece-not-held"
    article = "12.6"
    message = "This document does not wait for a decision: the judge can see it."


class ReleaseRefused(Refusal):
    """A release on a ground that does not hold, or by somebody who may not decide it."""

    code = "release-refused"
    article = "12.6"
    message = (
        "This document stays apart. The judge sees it when all other parties agree, when it announces that the defendant "
        "appears after all, or when the judge decides so and gives the reason."
    )


class NotesChanged(Refusal):
    """The notes were kept elsewhere meanwhile."""

    code = "notes-changed"
    message = "Your notes were changed in another window. Load the page again; what you typed is still here."
    retry = True


class NotesRefused(Refusal):
    """Notes that are not sealed, or too long."""

    code = "notes-refused"
    message = "Your notes were not kept: they are too long, or could not be sealed."
