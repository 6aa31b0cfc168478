"""The sheet of a hearing: what the law says of an entry before it is made, making it, and the sealed words of what was noted."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from zegel.api.hearings.schemas import (
    HearingEntryIn,
    HearingEntryOut,
    SaidByLawOut,
    SealedWordsOut,
    WeighedOut,
    WeighIn,
)
from zegel.api.shared.law_words import sentence
from zegel.api.shared.routing import Router
from zegel.law.decisions import Decision
from zegel.law.sources import Article
from zegel.lib.moments import amsterdam, now
from zegel.proceedings.actions import (
    NewHearingAct,
    NewRecord,
    SealedReason,
    act_at_hearing,
    record,
)
from zegel.proceedings.errors import ActUnknown
from zegel.proceedings.queries import roles_of
from zegel.proceedings.queries.hearings import weighed, words_of
from zegel.proceedings.rules.hearing.entries import as_act, as_record
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["hearings"])


@router.post("cases/{uuid:case}/hearing/weigh", response=WeighedOut)
@access(Access.WORK)
def weigh(request: HttpRequest, case: UUID, body: WeighIn) -> WeighedOut:
    """What the law says of an entry that is not made yet."""
    reader, roles = roles_of(current_principal(request), case, now())
    found = weighed(reader, roles, body.entry, body.facts, at=now())
    return WeighedOut(
        said=[_said(decision) for decision in found.decisions], may=found.may, otherwise=found.otherwise
    )


@router.post("cases/{uuid:case}/hearing/entries", response=HearingEntryOut)
@access(Access.WORK)
def enter(request: HttpRequest, case: UUID, body: HearingEntryIn) -> HearingEntryOut:
    """Make an entry on the sheet: a record, or an act; the same again gives the first."""
    actor, at = current_principal(request), now()
    words = SealedReason(**body.words.model_dump()) if body.words else None
    if kind := as_record(body.entry):
        new = NewRecord(body.id, kind, body.seen, body.facts, body.noted, words)
        row = record(actor=actor, case=case, new=new, at=at)
        return HearingEntryOut(
            id=row.pk,
            entry=row.kind,
            number=row.number,
            noted=amsterdam(row.noted_at).isoformat(),
            at=amsterdam(row.at).isoformat(),
            state="",
        )
    name = as_act(body.entry)
    if name is None:
        raise ActUnknown(field="entry")
    asked = NewHearingAct(body.id, name, body.seen, body.facts, body.noted, words)
    act = act_at_hearing(actor=actor, case=case, new=asked, at=at)
    return HearingEntryOut(
        id=act.pk,
        entry=act.act,
        number=act.number,
        noted=str(act.facts.get("noted", "")),
        at=amsterdam(act.at).isoformat(),
        state=act.state_after,
    )


@router.get("cases/{uuid:case}/hearing/words", response=list[SealedWordsOut])
@access(Access.WORK)
def words(request: HttpRequest, case: UUID) -> list[SealedWordsOut]:
    """The sealed words of what was done and noted, as far as one may read them."""
    reader, _roles = roles_of(current_principal(request), case, now())
    return [
        SealedWordsOut(
            record=row.pk,
            circle=row.circle,
            envelope=bytes(row.envelope),
            sealed_key=bytes(row.sealed_key),
            key_version=row.key_version,
        )
        for row in words_of(reader)
        if row.circle and row.envelope and row.sealed_key and row.key_version
    ]


def _said(decision: Decision) -> SaidByLawOut:
    return SaidByLawOut(
        rule=decision.rule,
        text=sentence(decision),
        articles=[_cited(article) for article in decision.articles],
        met=decision.allowed,
        blocks=decision.blocks,
        open=decision.severity == "discretion" and not decision.allowed,
        by=decision.override,
    )


def _cited(article: Article) -> str:
    return f"{_('art. %(number)s') % {'number': article.number}} {article.instrument.short}"
