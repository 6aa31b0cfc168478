"""Chapter 11, *verstek*: default and clearing it."""

from collections.abc import Mapping
from datetime import datetime

from zegel.law.decisions import Decision
from zegel.law.interpretations import USUAL, Settings, read
from zegel.law.sources import RV, article
from zegel.law.texts import Phrase
from zegel.law.verdicts import Answer, Row, answer, for_judge, passed, read_as, refused, warned


def counts_as_appeared(appeared: bool, paid_in_time: bool, settings: Settings = USUAL) -> Answer[bool]:
    """Say whether a defendant counts as appeared: reading I-11 on one who came and did not pay the fee in time."""
    places = ("11.1", article(RV, "140(2)"), article(RV, "254(4)"))
    if not appeared or paid_in_time:
        return answer("11.1 (appeared)", appeared, "whether the defendant came to the hearing", *places)
    counts, reading = read("I-11", settings, lambda used: used == "collection")
    found = answer("11.1 (appeared)", counts, "came, did not pay: {how}", *places, how=Phrase(reading.text))
    return read_as(found, reading)


def default_against(
    appeared: Mapping[str, bool], defendant: str, service: Decision, writ: Decision, after_move: Decision
) -> Decision:
    """Say whether default can be granted: absent, and service, writ and any new summons in order; the judge grants it.

    `appeared` says of every defendant whether it counts as appeared (`counts_as_appeared`).
    """
    if appeared[defendant]:
        return refused("11.1", "the defendant appeared", "11.1", override="nobody")
    broken = [check for check in (service, writ, after_move) if not check]
    if broken:
        cited = tuple(dict.fromkeys(a for check in broken for a in check.articles))
        return refused(
            "11.1", "a formality was not observed", "11.1", article(RV, "139"), article(RV, "121"), *cited
        )
    if any(appeared.values()):
        reason = "default; one judgment between all parties, held to be after defence"
        return for_judge("11.1", reason, "11.1", article(RV, "140(1)"), article(RV, "140(3)"))
    return for_judge("11.1", "default can be granted", "11.1", article(RV, "139"))


def considered(of_defendant: bool, appeared: bool) -> Decision:
    """Leave pieces of an absent defendant out of account; they stay in the dossier, marked."""
    if of_defendant and not appeared:
        return refused("11.2", "not considered: the defendant did not appear", "11.2")
    return passed("11.2", "considered", "11.2")


def clearing_announced(
    at: datetime, final_judgment: datetime | None, to_registrar: bool, to_opponent: bool
) -> Decision:
    """Accept until the final judgment that the defendant will still appear: in writing, to griffier and opponent."""
    if final_judgment is not None and at >= final_judgment:
        return refused("11.3", "the final judgment has been given", "11.3", override="nobody")
    if not (to_registrar and to_opponent):
        return warned("11.3", "send it to the griffier and to the opponent", "11.3", override="judge")
    return passed("11.3", "reaches the judge; 12.6 does not hold for it", "11.3")


def default_cleared(appeared_at_continuation: bool) -> Answer[bool]:
    """Clear default only when the defendant appears at the continued hearing; its costs stay (142 Rv)."""
    reason = "cleared when the defendant appears at the continued hearing"
    return answer("11.4", appeared_at_continuation, reason, "11.4", article(RV, "142"))


ROWS = (
    Row("11.1", "11.1", "enforced", default_against, "hearing sheet"),
    Row("11.1 (appeared)", "11.1", "computed", counts_as_appeared, "hearing sheet"),
    Row("11.2", "11.2", "enforced", considered, "case file"),
    Row("11.3", "11.3", "enforced", clearing_announced, "filing"),
    Row("11.4", "11.4", "computed", default_cleared, "hearing sheet"),
    Row(
        "11.4 (duty)",
        "11.4",
        "computed",
        "zegel.law.rules.duties.duties_after",
        "court office: tasks",
        "default to be cleared",
    ),
)
