"""Pure decisions of Veilig Mailen, on plain values. Sizes are bytes, moments are aware."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import rfc8785

from zegel.contacts.rules import Basis
from zegel.identity.errors.people import NameRefused
from zegel.identity.rules.people import check_name
from zegel.law.calendar import atw_calendar
from zegel.law.rules.annexes import subject_fits
from zegel.law.terms.lengths import add_months
from zegel.lib.moments import AMSTERDAM, amsterdam
from zegel.mail.errors import (
    DraftTooLarge,
    EnvelopeRefused,
    GuestData,
    LaterRefused,
    NoRecipients,
    RetentionRefused,
    SubjectRefused,
    TooManyFiles,
    VerdictRefused,
    WordsRefused,
)
from zegel.notify.rules import check_address, normalise_number
from zegel.seal.header import is_sealed, is_sealed_key

MOST_FILES = 100
MOST_RECIPIENTS = 50
LARGEST_ENVELOPE = 256 * 1024
# Exactly: 1024 bytes sealed to one identity. One of another size would tell how long the letter is (docs/formats.md, Summary).
SUMMARY_SIZE = 2683
SALT = 16
LARGEST_DRAFT = 1024 * 1024
LARGEST_NOTE = 32 * 1024
LARGEST_STANDARD_TEXT = 128 * 1024
MOST_STANDARD_TEXTS = 200
LARGEST_WORD_PIECE = 2 * 1024 * 1024
MOST_IN_WORD_PIECE = 250
# What is sealed to one identity begins with this many bytes; then 64 KiB at a time, each with a tag (age.md, Payload).
_SEALED_HEAD, _SEALED_CHUNK, _SEALED_TAG = SUMMARY_SIZE - 1024 - 16, 64 * 1024, 16
WORD_STEP = 8 * 1024

# ASVS 5.0 6.5.5 allows ten minutes; the product promises five.
CODE_LIFE = timedelta(minutes=5)
CODE_PAUSE = timedelta(seconds=60)
CODES_AN_HOUR = 5
# One phone may belong to the guests of several courts; nobody can make it ring all day, or us pay for that.
CODES_A_NUMBER_AN_HOUR = 30
# To numbers that strangers gave, whom the court never wrote to: nobody can spend what its SMS cost on numbers of their own.
APPLICANTS_CODES_AN_HOUR = 30
MORNING = time(7)
PUT_OFF_AT_MOST = timedelta(days=366)
UNDO_FOR = timedelta(minutes=10)
WRONG_TRIES = 5
LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class BoxRecipient:
    """A mailbox to send to, and the message's key sealed to it, with the key of its key version `key_version`."""

    box: UUID
    key: bytes
    key_version: int = 1
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class NewGuest:
    """A guest the sender's client has made; see docs/formats.md (Guest)."""

    name: str
    email: str
    phone: str
    language: str
    verification: str
    recipient: str
    sealed_identity: bytes
    sender_copy: bytes
    code_salt: bytes | None = None
    code_verifier: str = ""
    organisation_code: UUID | None = None


@dataclass(frozen=True, slots=True)
class GuestRecipient:
    """A guest to send to. `link` is the link secret for the notification mail; it passes through, it is not kept."""

    guest: UUID
    key: bytes
    link: str
    new: NewGuest | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class SignedAttempts:
    """What the sender's device says of failed tries, and the sender's signature of it (docs/formats.md, Attempts)."""

    document: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Submission:
    """A sealed message as a client hands it in. Identifiers are the client's, so handing in twice does no harm."""

    message: UUID
    conversation: UUID
    subject: str
    envelope: bytes
    sender_key: bytes
    objects: tuple[UUID, ...] = ()
    boxes: tuple[BoxRecipient, ...] = ()
    guests: tuple[GuestRecipient, ...] = ()
    secret: bool = False
    draft: UUID | None = None
    sender_key_version: int = 1
    filed: bool = False
    """It is filed at a court's desk; never the client's word."""
    filing: UUID | None = None
    """The filing it carries; never the client's word."""
    attempts: SignedAttempts | None = None
    acknowledged_warnings: tuple[tuple[str, str], ...] = ()
    """Warnings of the guard that the writer passed, with the reason."""
    summary: bytes = b""
    """What a row of a list says of it, sealed like the envelope; empty from a client that makes none."""

    @property
    def sha256(self) -> str:
        """What makes two submissions the same: everything but link secrets, draft, failed tries (which grow) and the summary (which the
        letter decides)."""
        facts: dict[str, Any] = {
            "message": str(self.message),
            "conversation": str(self.conversation),
            "subject": self.subject,
            "envelope": hashlib.sha256(self.envelope).hexdigest(),
            "objects": [str(key) for key in self.objects],
            "recipients": [str(box.box) for box in self.boxes] + [str(guest.guest) for guest in self.guests],
            "secret": self.secret,
        }
        return hashlib.sha256(rfc8785.dumps(facts)).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender gets: `received_at` is when the last byte of the sealed message was here (art. 3.4)."""

    message: UUID
    received_at: datetime
    envelope_sha256: str
    files: list[str] = field(default_factory=list)


def checked_subject(text: str) -> str:
    """The subject as courts write it (VI 6.4).

    Raises:
        SubjectRefused: with up to three suggestions in its details.
    """
    fits = subject_fits(text, outgoing=True)
    if not fits:
        raise SubjectRefused(field="subject", suggestions=str(fits.params["suggestions"]))
    return str(fits.params["subject"])


def check_submission(submission: Submission) -> None:
    """Everything that can be told from the submission alone.

    Raises:
        SubjectRefused, NoRecipients, TooManyFiles, EnvelopeRefused.
    """
    checked_subject(submission.subject)
    people = len(submission.boxes) + len(submission.guests)
    if not 1 <= people <= MOST_RECIPIENTS:
        raise NoRecipients(field="recipients")
    if len(submission.objects) > MOST_FILES or len(set(submission.objects)) != len(submission.objects):
        raise TooManyFiles(field="files", most=MOST_FILES)
    if not is_sealed(submission.envelope) or len(submission.envelope) > LARGEST_ENVELOPE:
        raise EnvelopeRefused
    if submission.summary and not (is_sealed(submission.summary) and len(submission.summary) == SUMMARY_SIZE):
        raise EnvelopeRefused
    keys = [
        submission.sender_key,
        *(box.key for box in submission.boxes),
        *(guest.key for guest in submission.guests),
    ]
    if not all(is_sealed_key(key) for key in keys):
        raise EnvelopeRefused


def check_guest(new: NewGuest) -> NewGuest:
    """A new guest with a usable address and number, normalised.

    Raises:
        GuestData: something is missing; notify's refusals: the address or number cannot be.
    """
    if new.language not in {"nl", "en"} or not new.recipient.startswith("age1pq1"):
        raise GuestData(field="name")
    if not is_sealed_key(new.sealed_identity) or not is_sealed_key(new.sender_copy):
        raise GuestData(field="recipients")
    email = check_address(new.email)
    if new.verification == "sms" and not new.code_verifier and not new.organisation_code:
        phone = normalise_number(new.phone)
        return _guest(new, email=email, phone=phone)
    if new.verification != "code":
        raise GuestData(field="access_code")
    check_access_code(new.code_salt, new.code_verifier)
    return _guest(new, email=email, phone=normalise_number(new.phone) if new.phone else "")


def _guest(new: NewGuest, *, email: str, phone: str) -> NewGuest:
    return NewGuest(
        name=_guest_name(new.name),
        email=email,
        phone=phone,
        language=new.language,
        verification=new.verification,
        recipient=new.recipient,
        sealed_identity=new.sealed_identity,
        sender_copy=new.sender_copy,
        code_salt=new.code_salt,
        code_verifier=new.code_verifier,
        organisation_code=new.organisation_code,
    )


def _guest_name(name: str) -> str:
    """A guest's name in one line, held to what an account's is held to.

    Raises:
        GuestData.
    """
    try:
        return check_name(name)
    except NameRefused:
        raise GuestData(field="name") from None


def check_access_code(salt: bytes | None, verifier: str) -> None:
    """Whether these can be the server's part of an access code (docs/formats.md, Guest).

    Raises:
        GuestData: no salt of 16 bytes, or no verifier.
    """
    if not salt or len(salt) != SALT or not verifier:
        raise GuestData(field="access_code")


def check_draft(sealed: bytes) -> None:
    """Whether this can be a sealed draft.

    Raises:
        DraftTooLarge, EnvelopeRefused.
    """
    if len(sealed) > LARGEST_DRAFT:
        raise DraftTooLarge
    if not is_sealed(sealed):
        raise EnvelopeRefused


def check_note(sealed: bytes) -> None:
    """Whether this can be a sealed note.

    Raises:
        DraftTooLarge, EnvelopeRefused.
    """
    if len(sealed) > LARGEST_NOTE:
        raise DraftTooLarge
    if not is_sealed(sealed):
        raise EnvelopeRefused


def morning_of(day: date, at: datetime) -> datetime:
    """When a message that is put off to a day comes back: at seven in the morning, in the Netherlands.

    Raises:
        LaterRefused: the day is not one of the days to come, or more than a year away.
    """
    if not timedelta(0) < day - amsterdam(at).date() <= PUT_OFF_AT_MOST:
        raise LaterRefused(field="until")
    return datetime.combine(day, MORNING, AMSTERDAM)


def check_standard_text(sealed: bytes) -> None:
    """Whether this can be a sealed standard text.

    Raises:
        DraftTooLarge, EnvelopeRefused.
    """
    if len(sealed) > LARGEST_STANDARD_TEXT:
        raise DraftTooLarge
    if not is_sealed(sealed):
        raise EnvelopeRefused


def check_word_piece(sealed: bytes, messages: Sequence[UUID]) -> None:
    """Whether this can be a piece of a word index. Its plaintext is a whole number of steps, so that its size tells next to nothing of
    which words stand in it.

    Raises:
        WordsRefused.
    """
    payload = len(sealed) - _SEALED_HEAD
    plain = payload - _SEALED_TAG * -(-payload // (_SEALED_CHUNK + _SEALED_TAG))
    stepped = plain > 0 and plain % WORD_STEP == 0
    counted = 0 < len(set(messages)) == len(messages) <= MOST_IN_WORD_PIECE
    if not (is_sealed(sealed) and stepped and counted and len(sealed) <= LARGEST_WORD_PIECE):
        raise WordsRefused


def verifier_hash(verifier: str) -> str:
    """How an access code's verifier half is kept. It was stretched by the client; a thief must stretch every guess."""
    return hashlib.sha256(b"zegel/v1/access-verifier\n" + verifier.encode()).hexdigest()


def sms_digits(key: bytes, code: UUID) -> str:
    """The six digits of an SMS code, derived from its identifier, so that they are stored nowhere."""
    number = int.from_bytes(hmac.digest(key, b"zegel/v1/sms-code\n" + code.bytes, "sha256")[:8])
    return f"{number % 1_000_000:06}"


def lock_after(wrong_tries: int) -> timedelta | None:
    """How long a guest is shut after so many wrong tries since they last got in; None where they may try on.

    Every fifth shuts, each time twice as long: a stranger with the link has some thirty guesses a day.
    """
    times, rest = divmod(wrong_tries, WRONG_TRIES)
    if rest or not times:
        return None
    return min(LOCK * (1 << min(times - 1, 10)), LONGEST_LOCK)


def code_pause(last: datetime | None, at: datetime) -> int:
    """Seconds until a next code may be asked; 0 when now."""
    if last is None:
        return 0
    return max(0, round((last + CODE_PAUSE - at).total_seconds()))


BAD_FINDINGS = frozenset({"virus", "password", "damaged", "empty", "sealed"})
"""Nobody can use the file: malware; a PDF with a password, broken, or without pages; bytes that are not what was sealed."""
DOUBTFUL_FINDINGS = frozenset(
    {"script", "launch", "embedded", "repaired", "xfa", "form", "misnamed", "unsure"}
)
"""The file opens, and: holds script, starts another program, hides other files; was damaged and could be mended; is a form
that most programs cannot show, or whose filled fields may show empty; has a name for another kind of file; or is such that
looking for all that came to no end within its limits."""
NEUTRAL_FINDINGS = frozenset({"other", "signed"})
"""No PDF, so it was scanned and not opened; a PDF with a digital signature."""
FINDINGS = BAD_FINDINGS | DOUBTFUL_FINDINGS | NEUTRAL_FINDINGS
ANNEX_RULES = ("VI-6.2-a", "VI-6.5-a", "VI-6.5-b", "VI-6.5-c")
"""Rules of annex VI that only who opens a message sees not met: one case; a name with its date, a PDF, a number. The court takes it in all the
same, and the judge says what follows (1.11)."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a court's automation says of one file, by its number. `virus` is the name the scanner gives it, `unmet` are of `ANNEX_RULES`."""

    file: int
    findings: tuple[str, ...] = ()
    pages: int | None = None
    virus: str = ""
    unmet: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """What follows from the findings: good, doubtful or bad."""
        if BAD_FINDINGS & set(self.findings):
            return "bad"
        return "doubtful" if DOUBTFUL_FINDINGS & set(self.findings) else "good"


def check_verdicts(verdicts: Sequence[Checked]) -> None:
    """Whether these can be verdicts: known findings and rules, once for a file, a virus with a name and nothing else with one.

    Raises:
        VerdictRefused.
    """
    if len({verdict.file for verdict in verdicts}) != len(verdicts):
        raise VerdictRefused
    for verdict in verdicts:
        known = set(verdict.findings) <= FINDINGS and len(set(verdict.findings)) == len(verdict.findings)
        if not known or ("virus" in verdict.findings) != bool(verdict.virus):
            raise VerdictRefused(field="findings")
        if not set(verdict.unmet) <= set(ANNEX_RULES) or len(set(verdict.unmet)) != len(verdict.unmet):
            raise VerdictRefused(field="unmet")


MONTHS_KEPT = 60
"""How long messages are kept where an organisation has decided nothing: five years, as lawyers keep their files."""
FEWEST_MONTHS = 3
MOST_MONTHS = 240
WARNED = timedelta(days=30)
WARNED_AGAIN = timedelta(days=7)
# A file that no message has named for this long, and no draft of its mailboxes can name, belongs to nothing.
UNATTACHED_KEPT = timedelta(days=90)


def expires_on(received_at: datetime, months: int, warned_at: datetime | None) -> date:
    """The first day on which a message is no longer there: its term is over, and the first warning thirty days old."""
    term = add_months(amsterdam(received_at).date(), months)
    return max(term, amsterdam(warned_at).date() + WARNED) if warned_at else term


def check_months(months: int) -> int:
    """A term an organisation may choose.

    Raises:
        RetentionRefused.
    """
    if not FEWEST_MONTHS <= months <= MOST_MONTHS:
        raise RetentionRefused(field="months", fewest=FEWEST_MONTHS, most=MOST_MONTHS)
    return months


STEPS = {"mail": 5, "sms": 3, "call": 2}
"""What is done about a message that is unread, and how many working days before the hearing."""
HOUR = time(9)
EVENING = time(21)


def step_moment(hearing: date, step: str) -> datetime:
    """When a step is due: nine in the morning, Dutch time, on that working day (art. 1.2 s)."""
    return datetime.combine(atw_calendar().ordinary_before(hearing, STEPS[step]), HOUR, AMSTERDAM)


def steps_due(hearing: date, at: datetime) -> list[str]:
    """The steps whose moment has come. Nobody is reminded at night, also when the day was stated late."""
    now = amsterdam(at)
    if now.date() > hearing or not HOUR <= now.time() < EVENING:
        return []
    return [step for step in STEPS if step_moment(hearing, step) <= at]


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a mailbox may do of which nobody checked whose it is. People and messages count in any 24 hours, uploads in a day
    and in thirty days; drafts are what lies there together."""

    newcomers: int
    messages: int
    uploads: int
    uploads_month: int
    drafts: int


DAY = timedelta(days=1)
MB = 10**6
GROWTH = (
    (timedelta(), 0, Allowance(5, 20, 500 * MB, 2000 * MB, 10 * MB)),
    (timedelta(days=7), 1, Allowance(20, 60, 2000 * MB, 10_000 * MB, 30 * MB)),
    (timedelta(days=30), 3, Allowance(50, 150, 5000 * MB, 25_000 * MB, 60 * MB)),
)
"""How old a mailbox must be, and by how many whose name was checked it must have been answered, for each allowance."""


def allowance(age: timedelta, answered: int) -> Allowance:
    """What a mailbox of that age may do that so many courts, offices and professionals answered."""
    return next(
        found for old, answers, found in reversed(GROWTH) if (age >= old and answered >= answers) or not old
    )


def lifts_at(counted: Sequence[datetime], most: int) -> datetime:
    """When one more may be done: `most` of what was counted must be older than a day. `counted` in any order, not fewer than `most`."""
    return sorted(counted)[len(counted) - most] + DAY
