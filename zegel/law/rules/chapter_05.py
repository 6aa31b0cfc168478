"""Chapter 5, *dagvaarding*: what the writ says, its service and filing, voluntary appearance."""

from collections.abc import Collection
from datetime import datetime

from zegel.law.courts import Matter
from zegel.law.decisions import Decision
from zegel.law.sources import RV, WGBZ, article
from zegel.law.texts import Phrases
from zegel.law.verdicts import Answer, Row, answer, not_later, passed, refused, warned

ITEM_WORDS = {
    "shortening": "the decision under 117 Rv, at the head of the writ",
    "conditions": "the conditions the judge attached",
    "time of service": "the time of service",
    "no fee": "that the defendant owes no fee on appearance",
    "fee": "whether a fee is levied on appearance, the term, and the newest tariffs",
    "lower fee": "the lower fee for who shows the documents of 111(2)(k) Rv",
    "joint fee": "the joint fee with the same lawyer and the same defence",
    "default": "what happens if the defendant stays away, also with several defendants",
    "truth": "the duty of art. 21 Rv to state the facts fully and truthfully, and what follows if they are not disputed (149 Rv)",
    "productions": "an explicit reference to the productions",
}


def writ_items(
    matter: Matter,
    *,
    shortened: bool,
    conditions: bool,
    service_limit: bool,
    defendants: int,
    productions: bool,
) -> Answer[tuple[str, ...]]:
    """List what the writ must say in this case: 5.1, and since 1 January 2025 the duty to tell the truth (111(2)(m) Rv)."""
    commercial_or_family = matter != "kanton"
    wanted = {
        "shortening": shortened,
        "conditions": conditions,
        "time of service": service_limit,
        "no fee": not commercial_or_family,
        "fee": commercial_or_family,
        "lower fee": commercial_or_family,
        "joint fee": commercial_or_family and defendants > 1,
        "default": True,
        "truth": True,
        "productions": productions,
    }
    items = tuple(item for item, is_wanted in wanted.items() if is_wanted)
    return answer("5.1", items, "what the writ states", "5.1", article(RV, "111(2)"), article(WGBZ, "15"))


def writ_complete(required: Collection[str], found: Collection[str], generated: bool = False) -> Decision:
    """Check a writ against its items: a text made by the system is held to it, an uploaded one is flagged."""
    missing = Phrases(tuple(ITEM_WORDS[item] for item in required if item not in found))
    if not missing.parts:
        return passed("5.1", "the writ says what it must", "5.1")
    build = refused if generated else warned
    return build("5.1", "the writ does not state: {missing}", "5.1", missing=missing)


def service_needed(voluntary: bool) -> Answer[bool]:
    """Say whether a bailiff must serve the writ: unless the parties appear voluntarily."""
    return answer(
        "5.2-a", not voluntary, "served by exploot, unless the parties appear voluntarily", "5.2", "5.4"
    )


def served_in_time(served: datetime, limit: datetime | None) -> Decision:
    """Check service against the day and time the judge set."""
    if limit is None:
        return passed("5.2-a", "the judge set no last moment of service", "5.2")
    late = refused(
        "5.2-a",
        "served after the moment the judge set: no default, maybe a new date",
        "5.2",
        "11.1",
        article(RV, "121"),
    )
    return not_later("5.2-a", late, served, limit)


def service_valid(in_time: bool, term_kept: bool, shortened: bool) -> Decision:
    """Say whether service stands in the way of a default: in time, and the term kept or shortened."""
    if in_time and (term_kept or shortened):
        return passed("5.2-b", "served in time and with the term of summons", "5.2", article(RV, "114"))
    return warned(
        "5.2-b",
        "the term of summons was not kept",
        "5.2",
        article(RV, "114"),
        article(RV, "119"),
        override="judge",
    )


def summons_filed_in_time(filed: datetime | None, latest: datetime) -> Decision:
    """Check that the served writ with productions came in at latest three working days before the hearing."""
    late = warned(
        "5.3-a",
        "file the served writ at latest three working days before the hearing",
        "5.3",
        "3.16",
        override="judge",
    )
    return late if filed is None else not_later("5.3-a", late, filed, latest)


def changed_draft_sent(changed: bool, sent: datetime | None, hearing: datetime) -> Decision:
    """On voluntary appearance: a changed draft goes to judge and defendant before the hearing."""
    if not changed:
        return passed("5.4-a", "the draft did not change", "5.4")
    late = refused("5.4-a", "send the draft on which the defendant appears, before the hearing", "5.4")
    return (
        late
        if sent is None or sent >= hearing
        else passed("5.4-a", "the draft was sent before the hearing", "5.4")
    )


def rules_for_draft(rule: str) -> Answer[bool]:
    """On voluntary appearance: the rules on writs hold for the draft too, but for service."""
    holds = not rule.startswith("5.2")
    return answer("5.4-b", holds, "writ rules hold for the draft, unless its nature forbids", "5.4")


ROWS = (
    Row("5.1", "5.1", "enforced", writ_complete, "filing"),
    Row("5.1 (items)", "5.1", "computed", writ_items, "filing"),
    Row("5.2-a", "5.2", "enforced", served_in_time, "bailiff"),
    Row("5.2-a (needed)", "5.2", "computed", service_needed, "bailiff"),
    Row("5.2-b", "5.2", "enforced", service_valid, "bailiff"),
    Row("5.3-a", "5.3", "enforced", summons_filed_in_time, "case: terms"),
    Row("5.3-b", "5.3", "computed", "zegel.law.rules.duties.duties_after", "filing", "summons mailed"),
    Row("5.4-a", "5.4", "enforced", changed_draft_sent, "filing"),
    Row("5.4-b", "5.4", "computed", rules_for_draft, "filing"),
)
