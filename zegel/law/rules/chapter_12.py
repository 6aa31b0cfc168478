"""Chapter 12, *uitspraak*: form, day and time, sending, postponement, late messages."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time

from zegel.law.decisions import Decision
from zegel.law.sources import BEP, RV, article
from zegel.law.verdicts import Answer, Row, answer, for_judge, passed, refused, warned


def judgment_form(written: bool, at_hearing: bool, *, all_appeared: bool, urgent: bool) -> Decision:
    """Accept a written judgment, or an oral one given at the hearing (29a Rv).

    An oral one when all parties appeared (29a(1)), or when the written one cannot be awaited (29a(5)); then it is
    worked out in writing within two weeks (29a(6)).
    """
    if written:
        return passed("12.1", "a written judgment", "12.1")
    if not at_hearing:
        return refused("12.1", "an oral judgment is given at the hearing", "12.1", article(RV, "29a(1)"))
    if all_appeared:
        return passed("12.2-b", "an oral judgment at the hearing", "12.1", "12.2", article(RV, "29a(1)"))
    if urgent:
        return passed(
            "12.2-b",
            "an oral judgment that cannot wait, worked out in writing within two weeks",
            "12.2",
            "12.4",
            article(RV, "29a(5)"),
            article(RV, "29a(6)"),
        )
    reason = "not all parties appeared: an oral judgment only if the written one cannot be awaited"
    return refused("12.2-b", reason, "12.2", article(RV, "29a(1)"), article(RV, "29a(5)"))


def judgment_day_fits(
    day: date, usual: date, *, working_day: bool, told_at_hearing: bool, at: time | None
) -> Decision:
    """Check a day of judgment: told at the hearing with its time, on a working day; not the usual one is allowed."""
    if not told_at_hearing or at is None:
        return refused(
            "12.2-a", "tell day and time of the judgment during the hearing", "12.2", override="clerk"
        )
    if not working_day:
        return warned("12.2-a", "this is no working day: choose another", "12.2", override="judge")
    if day != usual:
        return passed("12.2-a", "a shorter or longer term is allowed where needed", "12.2")
    return passed("12.2-a", "two weeks after the hearing", "12.2")


def copies_of_judgment(appeared: Iterable[tuple[str, bool]]) -> Answer[tuple[tuple[str, str], ...]]:
    """Say who gets the judgment and how: the parties that appeared, a digital one digitally; `(party, digital)`."""
    ways = tuple((party, "digital" if digital else "paper") for party, digital in appeared)
    return answer(
        "12.3-a",
        ways,
        "a copy to the parties that appeared, on the day itself",
        "12.3",
        article(RV, "231(1)"),
    )


def may_issue_grosse(form: str, may_enforce: bool, earlier: int) -> Decision:
    """Give a *grosse* on paper only, to who may enforce; the registrar gives further ones on request (231(2) Rv)."""
    if form != "paper":
        return refused(
            "12.3-b", "a grosse is always on paper", "12.3", article(BEP, "2(3)"), override="nobody"
        )
    if not may_enforce:
        return refused("12.3-b", "a grosse is for the party with an interest in enforcing", "12.3")
    if earlier:
        reason = "a further grosse, on request: enter that it is number {number}, its date and its receiver"
        return passed(
            "12.3-b", reason, "12.3", article(RV, "231(2)"), article(RV, "231(3)"), number=earlier + 1
        )
    return passed("12.3-b", "enter number, date and receiver in the register", "12.3", article(RV, "231(3)"))


def short_judgment(very_urgent: bool) -> Decision:
    """Allow a short judgment (*kop-staart*) in very urgent cases; the worked-out version follows in two weeks."""
    if very_urgent:
        return for_judge("12.4", "short judgment; the worked-out version within two weeks", "12.4")
    return refused("12.4", "a short judgment is for very urgent cases", "12.4")


def may_postpone_judgment(
    unanimous: bool, written: bool, oral_given: bool, new_day: datetime | None
) -> Decision:
    """Postpone on a unanimous written request, to a fixed day and time, unless an oral judgment was given."""
    if oral_given:
        return refused("12.5", "the judgment was given at the hearing", "12.5", override="nobody")
    if not (unanimous and written):
        return refused("12.5", "all parties must ask for it in writing", "12.5", article(RV, "229"))
    if new_day is None:
        return refused("12.5", "set a new day and time", "12.5")
    return passed("12.5", "postponed on the request of all parties", "12.5")


def may_reach_judge(
    received: datetime,
    judgment_set: datetime | None,
    others: Collection[str],
    agreed: Collection[str],
    clears: bool,
) -> Decision:
    """Hold back what comes after the day of judgment was set, unless all agreed, or default is being cleared (11.3)."""
    if judgment_set is None or received < judgment_set:
        return passed("12.6", "no judgment had been set", "12.6")
    if clears:
        return passed("12.6", "an announcement to clear default always reaches the judge", "11.3", "12.6")
    if others and set(others) <= set(agreed):
        return passed("12.6", "the others agreed that the judge sees it", "12.6")
    return for_judge("12.6", "disregarded: it came after the day of judgment was set", "12.6")


def may_ask_by_telephone(
    is_lawyer_or_representative: bool, represented: bool, number: str | None
) -> Decision:
    """Say who may ask the outcome by telephone: representatives, or a party without one, where annex V has a number."""
    if number is None:
        return refused("12.7", "this court gives no outcome by telephone", "12.7", "V", override="nobody")
    if is_lawyer_or_representative or not represented:
        return passed("12.7", "call {number}", "12.7", "V", number=number)
    return refused("12.7", "the representative asks for a represented party", "12.7", override="clerk")


ROWS = (
    Row("12.1", "12.1", "enforced", judgment_form, "judgment"),
    Row("12.2-a", "12.2", "enforced", judgment_day_fits, "judgment"),
    Row("12.2-b", "12.2", "enforced", judgment_form, "judgment"),
    Row("12.3-a", "12.3", "computed", copies_of_judgment, "court office: sending"),
    Row("12.3-b", "12.3", "enforced", may_issue_grosse, "court office: sending"),
    Row(
        "12.3-c",
        "12.3",
        "computed",
        "zegel.law.rules.duties.duties_after",
        "court office: tasks",
        "judgment oral",
    ),
    Row("12.4", "12.4", "enforced", short_judgment, "judgment"),
    Row(
        "12.4 (duty)",
        "12.4",
        "computed",
        "zegel.law.rules.duties.duties_after",
        "court office: tasks",
        "judgment short",
    ),
    Row("12.5", "12.5", "enforced", may_postpone_judgment, "judgment"),
    Row("12.6", "12.6", "enforced", may_reach_judge, "filing"),
    Row("12.7", "12.7", "enforced", may_ask_by_telephone, "judgment"),
)
