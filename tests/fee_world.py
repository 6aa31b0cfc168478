"""A notice of a fee as the court's client sends it: sealed to the party's own circle, which comes along the first time."""

from uuid import UUID, uuid4

from tests.case_world import circle_of
from tests.personas import Holder, store_file
from zegel.casefile.actions import NewCaseCircle
from zegel.casefile.queries import Case, own_circle
from zegel.fees.models import Notice
from zegel.fees.queries import draw_notice
from zegel.lib.moments import now
from zegel.proceedings.actions import NoticeOrder, OwnLetter, send_fee_notice
from zegel.seal.sealing import seal_bytes


def notice_order(clerk: Holder, case: Case, party: UUID, *readers: Holder, **changes: object) -> NoticeOrder:
    """What a clerk's client sends for the notice of what a party has open now."""
    at = now()
    drawn, (own, _mailboxes) = draw_notice(case, party, uuid4(), at), own_circle(case, party, at)
    made = circle_of((clerk.box, "manage"), *((reader.box, "read") for reader in readers))[0]
    recipient = own.container.recipient if own else made.recipient
    stored = store_file(clerk.user.pk, seal_bytes([recipient], uuid4().bytes), at=at)
    letter = OwnLetter(
        circle=own.pk if own else uuid4(),
        envelope=seal_bytes([recipient], b"titles and names"),
        sealed_key=seal_bytes([recipient], b"k" * 32),
        key_version=own.container.key_version if own else 1,
        documents=[(stored, seal_bytes([recipient], b"k" * 32))],
    )
    told = {"id": drawn.pk, "cents": drawn.cents, "due": drawn.due, "letter": letter}
    circle = None if own else NewCaseCircle("shielded", made)
    return NoticeOrder(**{"party": party, "circle": circle} | told | changes)


def noticed(clerk: Holder, case: Case, party: UUID, *readers: Holder) -> Notice:
    """A notice that went out."""
    order = notice_order(clerk, case, party, *readers)
    return send_fee_notice(actor=clerk.principal, case=case.pk, order=order, at=now())
