"""Annexes I-VII; annex VI, *regels voor het gebruik van Veilig Mailen*, as rules."""

from collections.abc import Collection, Iterable
from datetime import date

from zegel.law.decisions import Decision
from zegel.law.filenames import PDF, parse_attachment_name
from zegel.law.numbers import Refused, find_case_numbers, subject_line
from zegel.law.texts import Phrase
from zegel.law.verdicts import Answer, Row, answer, passed, refused, warned

ENVELOPE_WORDS = 60
"""How many words an envelope may have before the sender is asked whether content should be attached."""


def addressed_rightly(sent_to: str, address: str | None) -> Decision:
    """Check the address: the one of this court for this matter."""
    if address is None:
        return warned("VI-6.1", "no address is registered for this court and matter", "VI 6.1")
    if sent_to.casefold() == address.casefold():
        return passed("VI-6.1", "the address of this court for this matter", "VI 6.1")
    return refused(
        "VI-6.1", "for this court and matter write to {address}", "VI 6.1", override="clerk", address=address
    )


def one_case(subject: str, body: str, names: Iterable[str]) -> Decision:
    """Check that a message is about one case: no second case number in subject, text or file names."""
    found = dict.fromkeys(number for text in (subject, body, *names) for number in find_case_numbers(text))
    if len(found) > 1:
        listed = ", ".join(map(str, found))
        return refused(
            "VI-6.2-a",
            "one message is about one case; found: {cases}",
            "VI 6.2",
            override="clerk",
            cases=listed,
        )
    return passed("VI-6.2-a", "about one case", "VI 6.2")


def only_envelope(body: str, attachments: int) -> Decision:
    """Flag a message whose text is more than an envelope while nothing is attached."""
    if attachments == 0 and len(body.split()) > ENVELOPE_WORDS:
        return warned(
            "VI-6.2-b",
            "a message is an envelope: put the content in an attachment",
            "VI 6.2",
            override="filer",
        )
    return passed("VI-6.2-b", "an envelope", "VI 6.2")


def secrecy_stated(secret: bool, stated: bool) -> Decision:
    """Require the sender to say so expressly when the law keeps an attachment secret or limits who may read it."""
    if secret and not stated:
        return refused(
            "VI-6.2-c", "say in the message that the law keeps this secret", "VI 6.2", override="filer"
        )
    return passed("VI-6.2-c", "said so, or nothing to say", "VI 6.2")


def may_mail_to(asked: bool, agreed: bool, mailed_before: bool) -> Decision:
    """Let the court mail only an addressee who asked for it, agreed to it, or mailed the court in this way."""
    basis = next((name for name, is_so in (("a", asked), ("b", agreed), ("c", mailed_before)) if is_so), None)
    if basis is None:
        return refused(
            "VI-6.3", "no basis for Veilig Mailen to this addressee", "VI 6.3", "1.10", override="clerk"
        )
    return passed("VI-6.3", "on basis {basis}", "VI 6.3", basis=basis)


def subject_fits(subject: str, outgoing: bool) -> Decision:
    """Check a subject line: "nieuwe zaak" or the case number alone; outgoing blocks, incoming is flagged."""
    read = subject_line(subject)
    if not isinstance(read, Refused):
        return passed("VI-6.4-a", "the subject is as it should be: {subject}", "VI 6.4", subject=read.text)
    build = refused if outgoing else warned
    suggestions = ", ".join(read.suggestions)
    return build(
        "VI-6.4-a",
        "the subject says only: {suggestions}",
        "VI 6.4",
        override="clerk",
        suggestions=suggestions,
    )


def name_fits(name: str, on: date, permitted: Collection[str] = ()) -> Decision:
    """Check a file name: description and date as jjmmdd, PDF unless the court permitted another format."""
    read = parse_attachment_name(name, on, extensions=PDF | frozenset(permitted))
    if not isinstance(read, Refused):
        return passed("VI-6.5-a", "named as annex VI asks", "VI 6.5")
    proposal = read.suggestions[0] if read.suggestions else ""
    return refused(
        "VI-6.5-a",
        "name the file: {proposal}",
        "VI 6.5",
        override="clerk",
        proposal=proposal,
    )


def format_fits(extension: str, permission: str | None) -> Decision:
    """Require PDF, unless the court permitted another format by telephone; the permission is recorded."""
    if extension.lower() in PDF:
        return passed("VI-6.5-b", "a PDF", "VI 6.5")
    if permission:
        return passed(
            "VI-6.5-b",
            "another format, permitted by telephone: {permission}",
            "VI 6.5",
            permission=permission,
        )
    return refused(
        "VI-6.5-b", "send a PDF, or ask the court by telephone to permit this", "VI 6.5", override="clerk"
    )


def attachments_numbered(numbers: Iterable[int | None]) -> Decision:
    """Require the submitter's numbers on the attachments: all different, from one on."""
    given = list(numbers)
    if sorted(n for n in given if n is not None) == list(range(1, len(given) + 1)):
        return passed("VI-6.5-c", "the attachments are numbered", "VI 6.5")
    return refused(
        "VI-6.5-c", "number the attachments from 1 to {last}", "VI 6.5", override="filer", last=len(given)
    )


def signed_as_required(law_requires: bool, scan_of_signed: bool) -> Decision:
    """Require a scan of the original, hand-signed piece where the law requires a signature."""
    if law_requires and not scan_of_signed:
        return refused("VI-6.7", "sign by hand, scan as PDF and send that", "VI 6.7")
    return passed("VI-6.7", "signed as required, or nothing to sign", "VI 6.7")


def outage_excuses(
    last_day: date, disturbed: Collection[date], attributable: bool, filed: date, latest: date
) -> Decision:
    """Excuse late filing after an outage on the last day of a term, until the day after its end could be known.

    `disturbed` comes from the register of outages, `latest` from term VI-6.8.
    """
    if last_day not in disturbed:
        return refused("VI-6.8", "there was no outage on the last day of the term", "VI 6.8")
    if attributable:
        return refused("VI-6.8", "the outage is attributable to the sender", "VI 6.8")
    if filed > latest:
        return refused("VI-6.8", "filed later than the day after the outage was known to be over", "VI 6.8")
    return passed("VI-6.8", "the delay is excused", "VI 6.8")


def counts_as_secure(encrypted: bool, public_body: bool, *, person: bool = False) -> Answer[bool]:
    """Say whether the court's mail with a *bestuursorgaan* or another organisation counts as Veilig Mailen: when the link is
    encrypted. With a private person it does not, however encrypted.
    """
    who = "a public body" if public_body else "a private person" if person else "another organisation"
    counts = encrypted and (public_body or not person)
    reason = "encrypted mail of the court with public bodies and other organisations counts; this is {who}"
    return answer("VI-6.9", counts, reason, "VI 6.9", who=Phrase(who))


ROWS = (
    Row("I", "I", "computed", "zegel.law.courts.piket", "application"),
    Row("II", "II", "computed", "zegel.law.courts.addressee", "filing"),
    Row("III", "III", "computed", "zegel.law.courts.duration", "hearing planner"),
    Row("IV", "IV", "computed", "zegel.law.courts.pronouncement", "judgment"),
    Row("V", "V", "computed", "zegel.law.courts.information", "judgment"),
    Row("VI-6.1", "VI 6.1", "enforced", addressed_rightly, "composer"),
    Row("VI-6.2-a", "VI 6.2", "enforced", one_case, "composer"),
    Row(
        "VI-6.2-b",
        "VI 6.2",
        "enforced",
        only_envelope,
        "composer",
        browser="web/compose/assistant-rules.ts:checks",
    ),
    Row("VI-6.2-c", "VI 6.2", "enforced", secrecy_stated, "composer"),
    Row("VI-6.3", "VI 6.3", "enforced", may_mail_to, "court office: sending"),
    Row("VI-6.4-a", "VI 6.4", "enforced", subject_fits, "composer"),
    Row("VI-6.4-b", "VI 6.4", "enforced", subject_fits, "composer"),
    Row("VI-6.5-a", "VI 6.5", "enforced", name_fits, "composer"),
    Row("VI-6.5-b", "VI 6.5", "enforced", format_fits, "composer"),
    Row("VI-6.5-c", "VI 6.5", "enforced", attachments_numbered, "composer"),
    Row("VI-6.6", "VI 6.6", "enforced", "zegel.law.limits.veilig_mailen_size", "composer"),
    Row("VI-6.7", "VI 6.7", "enforced", signed_as_required, "intake"),
    Row("VI-6.8", "VI 6.8", "enforced", outage_excuses, "outages"),
    Row(
        "VI-6.9",
        "VI 6.9",
        "computed",
        counts_as_secure,
        "inbound_mail",
        nowhere="messages come in by this site alone; no link with another organisation's mail is there whose encryption could be weighed",
    ),
    Row("VII", "VII", "enforced", "zegel.law.courts.may_litigate_digitally", "filing"),
)
