"""Pure decisions of the filing: whether a filing is in order as far as a server can see, and what paper follows."""

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, cast
from uuid import UUID

from zegel.filing.errors import (
    CopiesUnstated,
    CourtUnknown,
    DeclaredOtherwise,
    FileTooLarge,
    LawyerNeeded,
    NotDigitalHere,
    NumberOfOtherCourt,
    NumberOfOtherKind,
    PieceMissing,
    RuleUnmet,
    SecrecyUnclear,
    SummonsMissing,
    WronglyAddressed,
)
from zegel.filing.errors.paper import ArrivalRefused, CanWait, NotOral, WayRefused
from zegel.law.courts import MATTERS, Court, Matter, UnknownCourtError, addressee, court, court_of, piket
from zegel.law.limits import digital_size, veilig_mailen_size
from zegel.law.numbers import (
    NEW_CASE,
    AnyCaseNumber,
    CantonNumber,
    CaseNumber,
    Refused,
    parse_case_number,
)
from zegel.law.rules.annexes import addressed_rightly, secrecy_stated
from zegel.law.rules.applications import may_file_digitally
from zegel.law.rules.chapter_01 import document_kind
from zegel.law.rules.chapter_02 import Representation, may_apply, may_apply_orally, summons_attached
from zegel.law.rules.chapter_03 import Way, claim_directed, copy_stated, may_file_by, received_at
from zegel.law.rules.declared import DeclaredFile, declared_decisions
from zegel.law.rules.duties import duties_after
from zegel.law.verdicts import Answer, record_of
from zegel.lib.moments import amsterdam
from zegel.lib.search import folded
from zegel.lib.typed import plain_code
from zegel.seal.header import SEALED_KEY_LIMIT

Kind = Literal["application", "summons", "answer", "exhibits", "message"]
KINDS: Final[tuple[Kind, ...]] = ("application", "summons", "answer", "exhibits", "message")

_LEGAL_NAME: Final = {
    "application": "aanvraag", "summons": "dagvaarding", "answer": "conclusie", "exhibits": "productie", "message": "mededeling",
}  # fmt: skip
"""What the law calls each kind."""

Channel = Literal["secure_mail", "portal", "connection", "counter", "oral"]

PAPER_WAYS: Final[tuple[Way, ...]] = ("centrale balie", "post", "letterbox")
"""How paper comes to a court (art. 3.2)."""
OralWay = Literal["telephone", "in person"]
ORAL_WAYS: Final[tuple[OralWay, ...]] = ("telephone", "in person")
"""How an oral application is made to the court (art. 2.1)."""
LONGEST_ON_THE_DESK: Final = timedelta(days=31)
"""What came in is entered within this; a date further back is a slip of the pen."""

Copies = Literal["not-due", "here", "elsewhere", "none"]
COPIES: Final[tuple[Copies, ...]] = ("not-due", "here", "elsewhere", "none")

ACKNOWLEDGEABLE: Final = frozenset(
    {
        *("VI-6.1", "VI-6.2-a", "VI-6.2-b", "VI-6.5-a", "VI-6.5-b", "VI-6.7"),
        *("2.1-c", "3.10-b", "3.12-b", "3.12-e", "3.15-a"),
    }
)
"""Warnings a filer may acknowledge with a reason, because the regulation leaves the consequence to the judge (1.11)."""

# Crockford's digits: nothing in them looks like something else.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
NUMBER_LENGTH: Final = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where is filed: a court, one of its locations, a matter, and the line Annex II gives for them."""

    court: Court
    location: str
    matter: Matter
    line: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a filer tells the server of a filing. Names, texts and reasons are not among it: they are sealed.

    `summons` is how many of the files the filer's client knows to be the (draft) summons. `party` is for which party of a running
    case, which may ask with this filing that the parties in `shield_from` do not see it nor what it files later (3.7), and says
    `against` which parties of the other side what it claims is (3.7). `files` are what
    is declared of each file, in order, or nothing; `short_name` is the one the pieces use for the party (3.13).
    """

    court: str
    location: str
    matter: str
    kind: Kind
    number: str
    secret: bool
    copies: Copies
    acknowledged: tuple[str, ...] = ()
    summons: int = 0
    party: UUID | None = None
    shield_from: tuple[UUID, ...] = ()
    against: tuple[UUID, ...] = ()
    files: tuple[DeclaredFile, ...] = ()
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """A key of a document or manifest, sealed to the key of a container, of that number."""

    container: UUID
    sealed_key: bytes
    key_version: int


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A sealed document that lies in the vault, and who gets its key."""

    object: UUID
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Handed:
    """What is handed in, by any channel. `mailbox` is on whose behalf, `filed_for` a person's name where that is another.

    `envelope` is the sealed manifest, with `grants` of its key. A message that carried the filing holds it itself, and paper has
    none: of that, `pieces` came in some `way` (art. 3.2) at `reached_at`. Of an oral application these say how and when it was made,
    and `can_wait` whether it could have waited until the office opened (2.1).
    """

    id: UUID
    channel: Channel
    mailbox: UUID | None
    envelope: bytes = b""
    grants: tuple[Grant, ...] = ()
    documents: tuple[NewDocument, ...] = ()
    filed_for: str = ""
    message: UUID | None = None
    pieces: int = 0
    reached_at: datetime | None = None
    way: str = ""
    can_wait: bool = False

    def content_hash(self, facts: Facts) -> str:
        """SHA-256 (hex) of all that was handed in."""
        told = [
            str(self.id),
            self.channel,
            str(self.mailbox),
            self.filed_for,
            str(self.message),
            str(self.pieces),
        ]
        told += [
            str(self.reached_at),
            self.way,
            repr(facts),
            *(str(document.object) for document in self.documents),
        ]
        digest = hashlib.sha256("\n".join(told).encode())
        digest.update(self.envelope)
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Scan:
    """What was scanned of paper: the sealed manifest that a clerk signed, its documents, and their keys sealed to the desk alone."""

    envelope: bytes
    grants: tuple[Grant, ...]
    documents: tuple[NewDocument, ...]


def paper_moment(way: str, reached: datetime | None, at: datetime) -> datetime:
    """The legal moment of paper: when it came in by one of the ways there are, stamped by the office (art. 3.2).

    Raises:
        WayRefused: not a way of art. 3.2; ArrivalRefused: in the future, or longer ago than a stamp is entered late.
    """
    if way not in PAPER_WAYS or not may_file_by(way, digital=False):
        raise WayRefused(field="way")
    if reached is None or reached > at or reached < at - LONGEST_ON_THE_DESK:
        raise ArrivalRefused(field="reached_at", days=LONGEST_ON_THE_DESK.days)
    return received_at(way, reached).value


def oral_moment(handed: Handed, facts: Facts, at: datetime) -> datetime:
    """The moment of an oral application: when it was made to the court, outside office hours and too urgent to wait (art. 2.1).

    Raises:
        CanWait: the law leaves only what cannot wait; NotOral: anything but a new application; WayRefused; ArrivalRefused.
    """
    on = amsterdam(at).date()
    place = place_of(facts.court, facts.location, facts.matter, on)
    if facts.kind != "application" or facts.number:
        raise NotOral(field="kind")
    if handed.way not in ORAL_WAYS:
        raise WayRefused(field="way")
    if may_apply_orally(handed.can_wait, piket(place.court, place.matter, on) is not None).blocks:
        raise CanWait(field="can_wait")
    if handed.reached_at is None or not at - LONGEST_ON_THE_DESK <= handed.reached_at <= at:
        raise ArrivalRefused(field="reached_at", days=LONGEST_ON_THE_DESK.days)
    return handed.reached_at


def follows(case: str, names: Iterable[str], number: str, sender: str) -> int:
    """How much speaks for paper being the follow-up of a filing (3.3): 2 for the same case, 1 for a name of who filed; 0 for
    neither. `number` is in canonical spelling; names are compared without case, accents and marks."""
    words = set(folded(sender).split())
    named = bool(words) and any(words <= set(folded(name).split()) for name in names)
    return 2 * (bool(case) and case == number) + named


def place_of(slug: str, location: str, matter: str, on: date) -> Place:
    """The place by the annexes of the day.

    Raises:
        CourtUnknown: there is none, or the matter is not handled there.
    """
    if matter not in MATTERS:
        raise CourtUnknown(field="matter")
    try:
        found = court(slug)
        line = addressee(found, matter, on, location)
    except UnknownCourtError:
        raise CourtUnknown(field="court") from None
    if line is None:
        raise CourtUnknown(field="matter")
    return Place(found, location, matter, line)


def subject_of(facts: Facts) -> str:
    """The one subject VI 6.4 allows; refuses a number that cannot be of this kind of case.

    Raises:
        NumberOfOtherKind, NumberOfOtherCourt.
    """
    if not facts.number:
        return NEW_CASE
    number = parse_case_number(facts.number)
    if isinstance(number, Refused) or not _of_matter(number, facts.matter):
        raise NumberOfOtherKind(field="number", number=facts.number)
    other = court_of(number) if isinstance(number, CaseNumber) else None
    if other and other.slug != facts.court and "VI-6.1" not in facts.acknowledged:
        raise NumberOfOtherCourt(field="number", number=str(number), court=other.name)
    return str(number)


def _of_matter(number: AnyCaseNumber, matter: str) -> bool:
    return isinstance(number, CantonNumber if matter == "kanton" else CaseNumber)


def check_filing(
    facts: Facts, *, sent_to: list[str], address: str, secret: bool, sizes: list[int], digital: bool = False
) -> None:
    """What the server can see of a filing, by the rules of the regulation.

    `sent_to` are the addresses of the mailboxes it goes to, `address` the court's; guests count as `""`. `sizes` are bytes
    of the sealed files, which say at least how large the files are. `digital`: by the portal or a connection (3.5), not by mail (VI 6.6).

    Raises:
        WronglyAddressed, PieceMissing, SummonsMissing, FileTooLarge, SecrecyUnclear, CopiesUnstated.
    """
    files = len(sizes)
    if not any(addressed_rightly(text, address) for text in sent_to):
        raise WronglyAddressed(field="recipients", address=address)
    if (facts.kind == "application" or is_piece(facts.kind)) and files == 0:
        raise PieceMissing(field="files")
    if facts.kind == "application" and not _summons_stands(facts, files):
        raise SummonsMissing(field="files")
    fits = digital_size if digital else veilig_mailen_size
    for number, size in enumerate(sizes, 1):
        if not fits(size - seal_overhead(size)):
            raise FileTooLarge(field="files", number=number)
    said_of_nothing = secret and not facts.secret
    if said_of_nothing or not secrecy_stated(facts.secret, secret):
        raise SecrecyUnclear(field="secret")
    if not _copies_stand(facts, others=len(sent_to) - 1):
        raise CopiesUnstated(field="copies")


def check_declared(
    facts: Facts, count: int, *, digital: bool, filed: Collection[int] | None, short_name: str
) -> list[dict[str, Any]]:
    """What the law says against what is declared of the files, as it is kept with a filing: rule, words, articles.

    `filed` are the exhibits its party has at the court, None where the party is not known; `short_name` is the one it chose. What the
    filer passed with a reason (`acknowledged`) is left out: the clerk sees that by itself.

    Raises:
        DeclaredOtherwise: not of each file once; RuleUnmet: what nobody but the court's office may pass.
    """
    if facts.files and len(facts.files) != count:
        raise DeclaredOtherwise(field="files")
    names = (short_name, facts.short_name) if short_name and facts.short_name else None
    against = [
        decision
        for decision in declared_decisions(facts.files, digital=digital, filed=filed, short_name=names)
        if not decision
    ]
    for decision in against:
        if decision.blocks:
            raise RuleUnmet(decision)
    told = [record_of(decision) for decision in against if decision.rule not in facts.acknowledged]
    return [mark for at, mark in enumerate(told) if mark not in told[:at]]


def check_direction(facts: Facts, *, own: int, others: int) -> list[dict[str, Any]]:
    """What the law says against a claim of which it is not clear by and against whom it is, as it is kept with a filing (3.7).

    `own` counts the parties on the filer's side, `others` those on the other one. Only a summons claims in any case; of another piece
    the filer says so by naming whom the claim is against.
    """
    if facts.kind != "summons" and not facts.against:
        return []
    by = [str(facts.party)] if facts.party else []
    decision = claim_directed(own, others, by, [str(party) for party in facts.against])
    return [] if decision else [record_of(decision)]


def anybody_applies(matter: str) -> bool:
    """Whether anybody may apply in such a case, without a lawyer (art. 2.1)."""
    return any(may_apply(each, "in person") for each in MATTERS if each == matter)


def check_applicant(facts: Facts, *, lawyer: bool, on: date) -> None:
    """Whether who is known to be a lawyer, or not, may file this application digitally (art. 1.4, 2.1; annex VII).

    Raises:
        CourtUnknown; LawyerNeeded; NotDigitalHere.
    """
    place = place_of(facts.court, facts.location, facts.matter, on)
    filed_by: Representation = "lawyer" if lawyer else "in person"
    if not may_apply(place.matter, filed_by):
        raise LawyerNeeded(field="box")
    if not may_file_digitally(place.court, place.matter, filed_by, on):
        raise NotDigitalHere(field="channel")


def seal_overhead(size: int) -> int:
    """The most that sealing can have added to a file of this sealed size: a header, and 16 bytes for each 64 KiB."""
    return SEALED_KEY_LIMIT + 16 * (size // 65536 + 1)


def _summons_stands(facts: Facts, files: int) -> bool:
    """Whether art. 2.1 is met, or passed with a reason: one of the files is the draft summons, and not more are than there are."""
    if not 0 <= facts.summons <= files:
        return False
    return not summons_attached(facts.summons).blocks or "2.1-c" in facts.acknowledged


def _copies_stand(facts: Facts, others: int) -> bool:
    """Whether art. 3.10 is met, or passed with a reason; a copy "here" needs somebody else who gets this message."""
    if facts.copies == "none":
        return "3.10-b" in facts.acknowledged
    if facts.copies == "here" and others < 1:
        return False
    application = facts.kind == "application"
    stated = () if facts.copies == "not-due" else ("others",)
    return bool(copy_stated(("others",), stated, is_application=application))


def is_piece(kind: str) -> bool:
    """Whether this is a processtuk or its productions, and no mere message (art. 1.2)."""
    read = document_kind(_LEGAL_NAME.get(kind, kind))
    return isinstance(read, Answer) and read.value == "processtuk"


def paper_due(facts: Facts) -> bool:
    """Whether the filer must send paper after it (art. 3.3): of pieces, and only those; a message needs none."""
    event: Literal["summons mailed", "mailed"] = "summons mailed" if facts.kind == "summons" else "mailed"
    return is_piece(facts.kind) and any(duties_after(event, cast("Matter", facts.matter)))


def new_number() -> str:
    """A number for a filing: short enough to type at a counter, and no clue to how many there are."""
    return "".join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH))


def read_number(typed: str) -> str:
    """A number as it is kept, from what somebody typed; empty where it cannot be one."""
    number = plain_code(typed).translate(_LOOKALIKES)
    if len(number) != NUMBER_LENGTH or any(sign not in ALPHABET for sign in number):
        return ""
    return number


def shown_number(number: str) -> str:
    """A number as people read it: `K7QF-2M9D`."""
    return f"{number[:4]}-{number[4:]}"
