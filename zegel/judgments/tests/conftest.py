"""A court with a judge, a registrar and a clerk of their own, and a case whose day of judgment was set."""

import base64
import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.case_world import AT, CaseWorld
from tests.personas import Holder, make_holder, store_file
from zegel.casefile.queries import Case, court_circle_of, open_circle_of
from zegel.judgments.actions import NewDraft, NewJudgment, SignedDocument, give_judgment, keep_draft
from zegel.judgments.rules import Circumstances
from zegel.proceedings.actions import NewAct, SealedReason, give_office, perform
from zegel.seal.sealing import seal_bytes

HEARD = AT + timedelta(days=14)
SET = HEARD + timedelta(hours=1)
DUE = SET + timedelta(days=14)


@dataclass(frozen=True)
class Court(CaseWorld):
    """The people of a case, with who decides and who writes; `clerk` manages their desk."""

    judge: Holder
    registrar: Holder

    def everybody(self):
        return {"judge": self.judge, "registrar": self.registrar, "clerk": self.clerk}

    def do(self, case: Case, name: str, seen: int, *, who: Holder | None = None, at=SET, **changes):
        new = NewAct(uuid4(), name, seen, **changes)
        return perform(actor=(who or self.judge).principal, case=case.pk, new=new, at=at)

    def heard(self, *, to_judgment: bool = True) -> Case:
        """A case that was heard; its judgment is due."""
        case = self.register()
        # One lawyer is at one hearing at a time.
        hearing = {"hearing": (HEARD + timedelta(hours=2 * Case.objects.count())).isoformat()}
        self.do(case, "set day", 0, at=AT, facts=hearing)
        self.do(case, "call", 1, at=HEARD)
        if to_judgment:
            self.do(case, "set judgment", 2, facts={"judgment": DUE.isoformat()})
        case.refresh_from_db()
        return case

    def draft(self, case: Case, who: Holder, *, at=SET):
        return keep_draft(actor=who.principal, case=case.pk, new=self.new_draft(case, who), at=at)

    def new_draft(self, case: Case, who: Holder, **changes) -> NewDraft:
        container = court_circle_of(case).container
        stored = store_file(who.user.pk, seal_bytes([container.recipient], uuid4().bytes), at=AT)
        key = seal_bytes([container.recipient], b"k" * 32)
        envelope = seal_bytes([container.recipient], b"manifest")
        new = NewDraft(uuid4(), envelope, key, stored, key, container.key_version)
        return replace(new, **changes)

    def signed(self, case: Case, draft: UUID, *, by: Holder | None = None, **changes) -> SignedDocument:
        """A draft as the judge's client signs it; the server cannot read what was signed."""
        judge, container = by or self.judge, open_circle_of(case).container
        key = seal_bytes([container.recipient], b"k" * 32)
        signature = store_file(
            judge.user.pk, seal_bytes([container.recipient], uuid4().bytes), at=AT
        )  # fmt: skip
        new = SignedDocument(
            draft=draft,
            document_key=key,
            signature=signature,
            signature_key=key,
            envelope=seal_bytes([container.recipient], b"manifest"),
            sealed_key=key,
            key_version=container.key_version,
            statement=hashlib.sha256(uuid4().bytes).hexdigest(),
            key=base64.b64encode(judge.key.signing_public).decode(),
        )
        return replace(new, **changes)

    def told(self, case: Case, **changes) -> Circumstances:
        return replace(Circumstances(tuple(party.pk for party in case.parties.all())), **changes)

    def reason(self, case: Case) -> SealedReason:
        circle = open_circle_of(case)
        recipient = circle.container.recipient
        words, key = seal_bytes([recipient], b"because"), seal_bytes([recipient], b"k" * 32)
        return SealedReason(circle.pk, words, key, circle.container.key_version)

    def new_judgment(self, case: Case, seen: int = 3, **changes) -> NewJudgment:
        """A written judgment, signed by the judge from the registrar's draft."""
        document = (
            self.signed(case, self.draft(case, self.registrar).pk) if "document" not in changes else None
        )
        new = NewJudgment(uuid4(), seen, "written", self.told(case), document)
        return replace(new, **changes)

    def give(self, case: Case, seen: int = 3, *, at=DUE, **changes):
        return give_judgment(
            actor=self.judge.principal, case=case.pk, new=self.new_judgment(case, seen, **changes), at=at
        )


def make_court() -> Court:
    judge = make_holder("mr. S. Smit", "s.smit@rechtbank-a.example")
    registrar = make_holder("mr. B. Bakker", "b.bakker@rechtbank-a.example")
    court = Court(
        clerk=make_holder(
            "Team kort geding",
            "griffie@rechtbank-a.example",
            kind="team",
            court=True,
            others=(judge, registrar),
        ),
        claimant=make_holder("mr. E. Eiser", "eiser@kantoor.example"),
        defendant=make_holder("mr. G. Daagde", "daagde@kantoor.example"),
        judge=judge,
        registrar=registrar,
    )
    for holder, office in ((judge, "judge"), (judge, "planner"), (registrar, "registrar")):
        give_office(
            actor=court.clerk.principal, desk=court.clerk.box.pk, account=holder.user.pk, office=office, at=AT
        )
    return court


@pytest.fixture
def court(db: None) -> Court:
    return make_court()
