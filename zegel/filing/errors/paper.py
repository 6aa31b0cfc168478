"""What is refused about what a clerk takes in: paper at the counter, scanned, or after a secure mail, and what somebody says."""

from zegel.lib.refusals import Refusal


class NothingTicked(Refusal):
    """Neither a piece nor something missing."""

    code = "nothing-ticked"
    message = "Tick what has arrived, or that something is missing."


class WayRefused(Refusal):
    """Paper comes by post, at the counter or in the letterbox; what came in another way counts as not filed."""

    code = "way-refused"
    article = "3.2"
    message = "Paper comes by post, at the counter or in the letterbox. What came in another way counts as not filed."


class ArrivalRefused(Refusal):
    """The moment at which paper came in lies ahead, or too far back to be right."""

    code = "arrival-refused"
    article = "3.2"
    message = "Fill in when the paper came in: not later than now, and not more than {days} days ago."


class CanWait(Refusal):
    """An oral application is only for what cannot wait until the office opens."""

    code = "can-wait"
    article = "2.1"
    message = "An oral application is only for what cannot wait until the office opens. Otherwise the form is filed."


class NotOral(Refusal):
    """Only an application that begins a case is made orally."""

    code = "not-oral"
    article = "2.1"
    message = "Only an application that begins a case can be made orally."


class NotOnPaper(Refusal):
    """Something that did not come on paper is not scanned."""

    code = "not-on-paper"
    message = "This was not filed on paper, so there is nothing to scan."


class ScanMissing(Refusal):
    """Paper of which nothing was scanned cannot be placed in a file: nobody could read it."""

    code = "scan-missing"
    article = "3.2"
    message = "Scan the paper first. Then it can be placed in the case file."
