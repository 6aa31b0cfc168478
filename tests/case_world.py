"""A court with a desk, a judge, lawyers and citizens of one case, with the keys of their clients; for tests of the case side."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from tests.personas import Holder, as_lawyer, make_holder, store_file
from zegel.boxes.actions import MailboxMember, NewCircle
from zegel.boxes.queries import Container
from zegel.casefile.actions import (
    NewCase,
    NewCaseCircle,
    NewDocument,
    NewEntry,
    place_entry,
    register_case,
)
from zegel.casefile.queries import Case, Circle, DocketEntry
from zegel.casefile.rules.parties import NewParty, NewRepresentative
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.sealing import seal_bytes
from zegel.vault.queries import stored_objects

AT = datetime(2026, 12, 2, 9, 30, tzinfo=UTC)


def circle_of(*members: tuple[Container, str]) -> tuple[NewCircle, str]:
    """A circle made by a client for mailboxes with their rights; gives its identity too."""
    identity = generate_hybrid()
    sealed = [
        MailboxMember(box.pk, right, seal_bytes([box.recipient], identity.encode()), box.key_version)
        for box, right in members
    ]
    return NewCircle(identity_recipient(identity), sealed), identity


@dataclass(frozen=True)
class CaseWorld:
    """The people of a case: `clerk` holds the court's team; `claimant` and `defendant` are lawyers with mailboxes of their own."""

    clerk: Holder
    claimant: Holder
    defendant: Holder

    def new_case(self, **changes: Any) -> NewCase:
        """A commercial case at Amsterdam between two represented digital parties."""
        open_circle, _ = circle_of(
            (self.clerk.box, "manage"), (self.claimant.box, "read"), (self.defendant.box, "read")
        )
        court_circle, _ = circle_of((self.clerk.box, "manage"))
        case = NewCase(
            court="amsterdam",
            location="Amsterdam",
            matter="handel",
            desk=self.clerk.box.pk,
            parties=[self.party("claimant"), self.party("defendant")],
            circles=[NewCaseCircle("open", open_circle), NewCaseCircle("court", court_circle)],
        )
        return replace(case, **changes)

    def party(self, role: str, **changes: Any) -> NewParty:
        """A party represented by its lawyer."""
        lawyer = self.claimant if role == "claimant" else self.defendant
        party = NewParty(
            role=role,
            kind="legal",
            name="Pietersen Bouw B.V." if role == "claimant" else "D. ’t Hart-O’Brien",
            short_name="Pietersen" if role == "claimant" else "'t Hart",
            channel="digital",
            representative=NewRepresentative(
                "lawyer", lawyer.user.name, profession_number="A12345", mailbox=lawyer.box.pk
            ),
        )
        return replace(party, **changes)

    def register(self, at: datetime = AT, **changes: Any) -> Case:
        """The case, registered by the clerk."""
        return register_case(actor=self.clerk.principal, new=self.new_case(**changes), at=at)

    def place(
        self,
        case: Case,
        *,
        party: UUID | None = None,
        kind: str = "conclusie",
        into: Circle | None = None,
        exhibits: tuple[int | None, ...] = (None,),
        filed_at: datetime = AT,
        at: datetime = AT,
        **changes: Any,
    ) -> DocketEntry:
        """A piece placed by the clerk in the open circle, with sealed files."""
        where = into or case.circles.get(kind="open")
        recipient = where.container.recipient
        documents = []
        for exhibit in exhibits:
            key = store_file(self.clerk.user.pk, seal_bytes([recipient], uuid4().bytes), at=AT)
            stored = stored_objects([self.clerk.user.pk], [key])[key]
            documents.append(NewDocument(stored, seal_bytes([recipient], b"k" * 32), exhibit))
        entry = NewEntry(
            kind=kind,
            circle=where.pk,
            filed_at=filed_at,
            envelope=seal_bytes([recipient], b"titles and names"),
            sealed_key=seal_bytes([recipient], b"k" * 32),
            key_version=where.container.key_version,
            documents=documents,
            party=party,
        )
        entry = replace(entry, **changes)
        return place_entry(actor=self.clerk.principal, case=case.pk, entry=entry, at=at)


def court_world(clerk: Holder, claimant: Holder) -> CaseWorld:
    """A court's team, the claimant's lawyer, who is one by the register too, and a lawyer for the defendant."""
    return CaseWorld(clerk=clerk, claimant=as_lawyer(claimant), defendant=_defendant())


def make_world() -> CaseWorld:
    """A court's team, and two lawyers."""
    return CaseWorld(
        clerk=make_holder("Team kort geding", "griffie@rechtbank-a.example", kind="team", court=True),
        claimant=make_holder("mr. E. Eiser", "eiser@kantoor.example"),
        defendant=_defendant(),
    )


def _defendant() -> Holder:
    return make_holder("mr. G. Daagde", "daagde@kantoor.example")
