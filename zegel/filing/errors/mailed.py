"""What is refused about pieces that go to a party by secure mail."""

from zegel.lib.refusals import Refusal


class NotByMail(Refusal):
    """Pieces go in one mail where they wait for one party that litigates by secure mail."""

    code = "not-by-mail"
    article = "1.10"
    message = (
        "Only what waits for one party that litigates by secure mail goes in one mail. Load the page again."
    )


class NoMailbox(Refusal):
    """The party has no mailbox here to which a sealed mail can go."""

    code = "no-mailbox"
    article = "1.10"
    message = "This party has no mailbox here. Write to it from the inbox of your team, then tick it off."


class MailedElsewhere(Refusal):
    """Pieces of a case go to the party's own mailbox alone, under the number of the case."""

    code = "mailed-elsewhere"
    article = "VI 6.4"
    message = "This goes to the mailbox of the party alone, with {number} as its subject."


class PiecesLeftOut(Refusal):
    """Every document of every piece goes along, and nothing else."""

    code = "pieces-left-out"
    message = "Not every document goes along. Load the page and make the mail again."
