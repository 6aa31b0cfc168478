"""Chapter 6, *reconventie en incidenten*: counterclaims and incidental claims."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from zegel.law.courts import Matter
from zegel.law.decisions import Decision
from zegel.law.texts import Phrases
from zegel.law.verdicts import Answer, Row, answer, for_judge, not_later, passed, refused, warned

ClaimState = Literal["announced", "lodged", "never lodged"]


def may_counterclaim(matter: Matter, by_lawyer: bool) -> Decision:
    """Let only a party with a lawyer lodge a counterclaim or incident in familie and handel; in kanton anybody."""
    if matter == "kanton" or by_lawyer:
        return passed("6.1", "may lodge a counterclaim or an incidental claim", "6.1")
    return refused("6.1", "in {matter} this needs a lawyer", "6.1", "VII", matter=matter)


def announced_in_time(sent: datetime | None, latest: datetime) -> Decision:
    """Check that claim, grounds and productions were sent at latest 24 hours (one working day) before the hearing."""
    late = warned(
        "6.2", "send the claim at latest one working day before the hearing", "6.2", "1.11", override="judge"
    )
    return late if sent is None else not_later("6.2", late, sent, latest)


def announced_to(sent_to: Collection[str], others: Collection[str]) -> Decision:
    """Check that the opponent, any other party and the judge were all sent the claim."""
    missing = sorted({"judge", *others} - set(sent_to))
    if missing:
        return warned(
            "6.2", "send the claim to: {missing}", "6.2", override="judge", missing=Phrases(tuple(missing))
        )
    return passed("6.2", "sent to everybody", "6.2")


def claim_state(handed_over: datetime | None, withdrawn: datetime | None) -> Answer[ClaimState]:
    """Say whether a counterclaim exists: it is lodged only when handed over at the hearing (fn 9)."""
    if handed_over is not None:
        return answer("6.3", "lodged", "handed over at the hearing", "6.3")
    if withdrawn is not None:
        return answer("6.3", "never lodged", "the case was withdrawn before the hearing", "6.3", "8.1")
    return answer("6.3", "announced", "not lodged until handed over at the hearing", "6.3")


def admissible(at_hearing: bool) -> Decision:
    """Leave admissibility to the judge, at the hearing."""
    if not at_hearing:
        return refused("6.5", "the judge decides on this at the hearing", "6.5")
    return for_judge("6.5", "the judge decides whether the claim is admissible", "6.5")


ROWS = (
    Row("6.1", "6.1", "enforced", may_counterclaim, "filing"),
    Row("6.2", "6.2", "enforced", announced_in_time, "case: terms"),
    Row("6.2 (to whom)", "6.2", "enforced", announced_to, "filing"),
    Row("6.3", "6.3", "computed", claim_state, "hearing sheet"),
    Row("6.4", "6.4", "computed", "zegel.law.rules.chapter_03.copies", "filing"),
    Row("6.5", "6.5", "enforced", admissible, "court office: decisions"),
    Row("6-fee", "6.3", "computed", "zegel.law.fees.owes", "fees"),
)
