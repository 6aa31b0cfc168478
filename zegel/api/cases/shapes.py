"""Cases as the wire shows them, and as it brings them."""

from datetime import datetime
from typing import Any, cast

from zegel.api.cases.schemas import (
    ActOut,
    CaseCircleIn,
    CaseCircleOut,
    CaseOut,
    CasePartyIn,
    CasePartyOut,
    DocketEntryOut,
    EarlierMarkOut,
    EntryDocumentOut,
    LetterIn,
    NewCaseIn,
    PartyRole,
    PublicationOut,
)
from zegel.casefile.actions import NewCase, NewCaseCircle
from zegel.casefile.errors import MomentRefused
from zegel.casefile.queries import Case, CaseView, DocketEntry, Reader, applied_on
from zegel.casefile.rules.moments import moment_in
from zegel.casefile.rules.parties import NewParty, NewRepresentative
from zegel.filing.queries import Signed
from zegel.law.case_states import State, pending
from zegel.law.rules.closing_chapters import version_for
from zegel.law.verdicts import Answer
from zegel.lib.moments import amsterdam
from zegel.proceedings.actions import OwnLetter
from zegel.proceedings.queries import Act, last_act_number
from zegel.proceedings.rules.acts import Role, acts_now


def row(case: Case) -> dict[str, Any]:
    """A case as a list shows it."""
    return {
        "id": case.pk,
        "number": case.number,
        "summary_number": case.summary_number,
        "court": case.court,
        "matter": case.matter,
        "state": case.state,
        "parties": case.parties_line,
        "registered_at": _moment(case.registered_at),
    }


def case_out(reader: Reader, roles: frozenset[Role], view: CaseView) -> CaseOut:
    """A case with who the reader is in it, and what they can do now."""
    case = reader.case
    return CaseOut(
        **row(case),
        location=case.location,
        regulation=_version(case),
        pending=pending(cast("State", case.state)).value,
        closed_doors=case.closed_doors,
        roles=sorted(roles),
        acts=acts_now(roles, case.state),
        last_act=last_act_number(reader),
        unseen=view.unseen,
        address_asked=view.address_asked,
        party_list=_parties(view),
        circles=[
            CaseCircleOut(
                id=circle.pk,
                kind=circle.kind,
                container=circle.container_id,
                without=without,
                own=circle.own.number if circle.own else None,
            )
            for circle, without in view.circles
        ],
    )


def _version(case: Case) -> str:
    found = version_for(applied_on(case))
    return f"{found.value.title}, {found.value.version}" if isinstance(found, Answer) else ""


def _parties(view: CaseView) -> list[CasePartyOut]:
    return [
        CasePartyOut(
            id=party.row.pk,
            number=party.row.number,
            role=cast("PartyRole", party.row.role),
            name=party.row.name,
            short_name=party.row.short_name,
            channel=party.channel,
            representative=party.representation.name if party.representation else "",
            mailbox=party.mailbox,
            next_exhibit=view.next_exhibits.get(party.row.pk, 1),
        )
        for party in view.parties
    ]


def entry_out(entry: DocketEntry, signed: Signed) -> DocketEntryOut:
    """A piece in the file, with its keys as they are sealed, and by whom it is signed."""
    return DocketEntryOut(
        id=entry.pk,
        number=entry.number,
        kind=entry.kind,
        party=entry.party_id,
        circle=entry.circle_id,
        filed_at=_moment(entry.filed_at),
        placed_at=_moment(entry.placed_at),
        replaces=entry.replaces_id,
        late=entry.late,
        late_before=[
            EarlierMarkOut(mark=each["mark"], until=_moment(datetime.fromisoformat(each["until"])))
            for each in entry.late_before
        ],
        envelope=bytes(entry.envelope),
        sealed_key=bytes(entry.sealed_key),
        key_version=entry.key_version,
        signer_key=signed.key,
        about=signed.about,
        scanned=signed.scanned,
        documents=[
            EntryDocumentOut(
                number=document.number,
                object=document.object_id,
                exhibit=document.exhibit,
                size=document.object.size,
                sealed_key=bytes(document.sealed_key),
            )
            for document in entry.documents.all()
        ],
        publications=[
            PublicationOut(
                mailbox=row.mailbox_id,
                made_known_at=_moment(row.made_known_at) if row.made_known_at else None,
                came_back=row.bounced_at is not None,
            )
            for row in entry.publications.all()
        ],
    )


def new_case(body: NewCaseIn) -> NewCase:
    """A case as the house takes it in."""
    circles = [circle_in(circle) for circle in body.circles]
    facts = body.model_dump(exclude={"parties", "circles"})
    return NewCase(**facts, parties=[new_party(party) for party in body.parties], circles=circles)


def circle_in(body: CaseCircleIn) -> NewCaseCircle:
    """A circle as the house takes it in."""
    return NewCaseCircle(body.kind, body.made, tuple(body.without))


def new_party(body: CasePartyIn) -> NewParty:
    """A party as the house takes it in."""
    facts = body.model_dump(exclude={"representative"})
    agent = NewRepresentative(**body.representative.model_dump()) if body.representative else None
    return NewParty(**facts, representative=agent)


def act_out(row: Act) -> ActOut:
    """An act as it was done."""
    return ActOut(
        id=row.pk,
        number=row.number,
        act=row.act,
        role=row.role,
        at=amsterdam(row.at).isoformat(),
        state_before=row.state_before,
        state_after=row.state_after,
        facts={name: str(value) for name, value in row.facts.items()},
        overridden=[override.rule for override in row.overrides.all()],
    )


def moment_of(text: str, field: str) -> datetime:
    """The moment somebody wrote in a field.

    Raises:
        MomentRefused.
    """
    found = moment_in(text)
    if found is None:
        raise MomentRefused(field=field)
    return found


def _moment(moment: datetime) -> str:
    return amsterdam(moment).isoformat()


def letter_in(body: LetterIn) -> OwnLetter:
    """A letter of the court as the house takes it in."""
    documents = [(given.object, given.sealed_key) for given in body.documents]
    return OwnLetter(**body.model_dump(exclude={"documents"}), documents=documents)
