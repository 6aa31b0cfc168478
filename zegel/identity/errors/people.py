"""Refusals about what people fill in about themselves and others."""

from zegel.lib.refusals import Refusal


class NoteMissing(Refusal):
    """How the identity was checked has to be written down."""

    code = "note-missing"
    message = "Write down how you checked who this is, in 10 to 400 signs."


class NameRefused(Refusal):
    """No name, or one with signs that are not seen."""

    code = "name-refused"
    message = "Fill in your name, at most 200 characters."


class LanguageUnknown(Refusal):
    """There are no mails in this language."""

    code = "language-unknown"
    message = "Choose Dutch or English."


class NameTaken(Refusal):
    """A name that looks like that of a court, of a body of the law, or of an organisation that is here."""

    code = "name-taken"
    message = (
        "This name looks like “{body}”. Names of courts and of offices that are known here are only for themselves. "
        "Fill in another name, for example with your first name or initials."
    )
