"""Refusals about people outside an organisation."""

from zegel.lib.refusals import Refusal


class NotColleague(Refusal):
    """The data belong to an organisation this person does not work for."""

    code = "not-colleague"
    message = "Only people who work for this organisation can do this."


class ContactUnknown(Refusal):
    """There is no such contact of this organisation."""

    code = "contact-unknown"
    message = "This person is not among the contacts of your organisation."


class ContactKnown(Refusal):
    """Somebody with this address is a contact already; a number is changed where the person is."""

    code = "contact-known"
    message = "There is a contact with this e-mail address already. Look them up to change something."


class ReasonMissing(Refusal):
    """Who reads the record later must understand why."""

    code = "reason-missing"
    message = "Write why, in one sentence: whoever reads this later must understand it."


class SameNumber(Refusal):
    """Nothing would change."""

    code = "same-number"
    message = "This is the number we have already."


class NameMissing(Refusal):
    """A row without a name."""

    code = "name-missing"
    message = "Fill in a name of at most 200 signs."


class LanguageUnknown(Refusal):
    """Neither nl nor en."""

    code = "language-unknown"
    message = "The language is nl or en."


class FileRefused(Refusal):
    """Not a CSV with our columns, or too large."""

    code = "contacts-file"
    message = (
        "This file cannot be read. Save it as CSV (UTF-8) with the columns email, name, phone and, if you like, language; "
        "at most {most} people and 2 MB."
    )


class LettersUnsure(Refusal):
    """The file does not say how it writes letters; it was read as `encoding`, and a person must look at the names first."""

    code = "contacts-letters"
    message = (
        "Nothing was taken yet: this file is in {encoding}, not in UTF-8. Are these words right: {words}? "
        "Then choose the file again and tick that they are."
    )
    retry = True


class AddressTwice(Refusal):
    """The same address stands in an earlier row."""

    code = "address-twice"
    message = "This address stands in an earlier row already."


class NumberDiffers(Refusal):
    """A file would pass by the waiting time of a changed number."""

    code = "number-differs"
    message = "We know this person with another number. Change it on the page of contacts, with a reason."


class BasisMissing(Refusal):
    """A court may send by Veilig Mailen only to who asked for it, agreed, or used it first."""

    code = "basis-missing"
    article = "VI 6.3"
    message = (
        "The court may write to {name} by secure mail only if this person asked for it, agreed to it, or wrote to the court "
        "this way first. Choose which of these it is."
    )


class BasisRefused(Refusal):
    """Not one of the three, or given in the future."""

    code = "basis-refused"
    article = "VI 6.3"
    message = "Choose why the court may write to this person, and a date that is not in the future."


class ConsentUnknown(Refusal):
    """There is no such entry in the register, or it was withdrawn already."""

    code = "consent-unknown"
    message = "This entry is not in the register, or it was withdrawn already."


class OnlyCourts(Refusal):
    """VI 6.3 binds courts; nobody else keeps this register."""

    code = "only-courts"
    message = "Only a court keeps this register."


class CodeUnknown(Refusal):
    """No code of this organisation, or one that is used no more."""

    code = "organisation-code-unknown"
    message = "Your organisation does not use this code any more. Choose another one."


class CodeData(Refusal):
    """A code without a name or hint, or not sealed."""

    code = "organisation-code"
    message = "Give the code a name and a hint, of at most 100 and 200 signs."
