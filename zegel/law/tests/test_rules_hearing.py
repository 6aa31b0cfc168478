"""Chapters 4-6 and 8-10: setting the hearing, the writ, counterclaims, withdrawal, moving, the hearing itself."""

from datetime import UTC, date, datetime, timedelta

import pytest

from zegel.law.decisions import Decision
from zegel.law.rules import chapter_04 as four
from zegel.law.rules import chapter_05 as five
from zegel.law.rules import chapter_06 as six
from zegel.law.rules import chapter_08 as eight
from zegel.law.rules import chapter_09 as nine
from zegel.law.rules import chapter_10 as ten
from zegel.law.rules.duties import DUTIES, duties_after

HEARING = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
DAY = date(2026, 12, 1)
SECOND = timedelta(seconds=1)


def kind(decision):
    """Say "yes", or why not: the severity. Every decision must be able to say its reason."""
    assert isinstance(decision, Decision)
    assert decision.text()
    return "yes" if decision else decision.severity


def at_the_edge(rule, *given):
    """Answer a term at its last moment, a second later, and when nothing was done."""
    return [kind(rule(moment, *given)) for moment in (HEARING, HEARING + SECOND, None)]


def test_the_judge_may_pass_over_unavailable_days_and_is_free_without_any():
    assert kind(four.slot_fits(DAY, [DAY], True)) == "discretion"
    assert kind(four.slot_fits(DAY, [], True)) == "yes"
    assert kind(four.slot_fits(DAY, [DAY], False)) == "yes"


def test_an_early_day_shortens_the_term_of_summons():
    assert kind(four.earliest_fits(DAY, DAY)) == "yes"
    assert kind(four.earliest_fits(DAY, DAY + timedelta(days=1))) == "warning"
    assert not four.term_shortened(DAY, DAY).value
    assert four.term_shortened(DAY, DAY + timedelta(days=1)).value


def test_with_a_shortened_term_the_last_moment_of_service_is_set():
    assert kind(four.called_on_its_day(DAY - timedelta(days=1), DAY)) == "warning"
    assert kind(four.called_on_its_day(DAY, DAY)) == "yes"
    assert kind(four.called_on_its_day(DAY, None)) == "yes"
    assert kind(four.service_limit_set(True, None)) == "hard"
    assert kind(four.service_limit_set(True, HEARING)) == "yes"
    assert kind(four.service_limit_set(False, None)) == "yes"


def test_conditions_and_numbers_are_passed_on():
    assert kind(four.conditions_told(["bring the child"], [])) == "hard"
    assert kind(four.conditions_told(["bring the child"], ["bring the child"])) == "yes"
    assert kind(four.day_told(["day and time", "zaaknummer", "kort-gedingnummer"])) == "yes"
    assert "zaaknummer" in four.day_told(["day and time", "kort-gedingnummer"]).text()


def test_the_defendant_is_told_in_time():
    assert at_the_edge(four.defendant_told, HEARING) == ["yes", "warning", "warning"]


def writ(matter, **facts):
    usual = {
        "shortened": False,
        "conditions": False,
        "service_limit": False,
        "defendants": 1,
        "productions": False,
    }
    return five.writ_items(matter, **(usual | facts)).value


def test_what_the_writ_says_in_each_matter():
    assert writ("kanton") == ("no fee", "default", "truth")
    assert writ("handel") == writ("familie") == ("fee", "lower fee", "default", "truth")
    assert "joint fee" in writ("handel", defendants=2)
    assert "joint fee" not in writ("kanton", defendants=2)
    everything = writ(
        "handel", shortened=True, conditions=True, service_limit=True, defendants=2, productions=True
    )
    assert set(five.ITEM_WORDS) - set(everything) == {"no fee"}


def test_a_generated_writ_is_held_to_its_items_and_an_uploaded_one_is_flagged():
    assert kind(five.writ_complete(["default"], ["default"])) == "yes"
    assert kind(five.writ_complete(["default"], [])) == "warning"
    assert kind(five.writ_complete(["default"], [], generated=True)) == "hard"


def test_service_by_exploot_before_the_moment_the_judge_set():
    assert five.service_needed(voluntary=False).value
    assert not five.service_needed(voluntary=True).value
    assert kind(five.served_in_time(HEARING, HEARING)) == "yes"
    assert kind(five.served_in_time(HEARING + SECOND, HEARING)) == "hard"
    assert kind(five.served_in_time(HEARING, None)) == "yes"


@pytest.mark.parametrize(
    ("in_time", "term_kept", "shortened", "answer"),
    [
        (True, True, False, "yes"),
        (True, False, True, "yes"),
        (True, False, False, "warning"),
        (False, True, True, "warning"),
    ],
)
def test_valid_service(in_time, term_kept, shortened, answer):
    assert kind(five.service_valid(in_time, term_kept, shortened)) == answer


def test_the_served_writ_is_filed_in_time():
    assert at_the_edge(five.summons_filed_in_time, HEARING) == ["yes", "warning", "warning"]


def test_a_changed_draft_is_sent_before_the_hearing():
    assert kind(five.changed_draft_sent(False, None, HEARING)) == "yes"
    assert kind(five.changed_draft_sent(True, HEARING - SECOND, HEARING)) == "yes"
    assert kind(five.changed_draft_sent(True, HEARING, HEARING)) == "hard"
    assert kind(five.changed_draft_sent(True, None, HEARING)) == "hard"
    assert five.rules_for_draft("5.3-a").value
    assert not five.rules_for_draft("5.2-a").value


def test_a_defendant_in_person_cannot_counterclaim_but_in_kanton():
    assert kind(six.may_counterclaim("handel", False)) == "hard"
    assert kind(six.may_counterclaim("familie", True)) == "yes"
    assert kind(six.may_counterclaim("kanton", False)) == "yes"


def test_a_counterclaim_is_announced_in_time_to_everybody():
    assert at_the_edge(six.announced_in_time, HEARING) == ["yes", "warning", "warning"]
    assert kind(six.announced_to(["judge", "claimant"], ["claimant"])) == "yes"
    assert "judge" in six.announced_to(["claimant"], ["claimant"]).text()


def test_a_counterclaim_exists_when_handed_over_at_the_hearing():
    assert six.claim_state(None, None).value == "announced"
    assert six.claim_state(HEARING, None).value == "lodged"
    assert six.claim_state(None, HEARING).value == "never lodged"
    assert kind(six.admissible(at_hearing=True)) == "discretion"
    assert kind(six.admissible(at_hearing=False)) == "hard"


def test_withdrawal_until_the_case_is_called():
    assert kind(eight.may_withdraw(True, None)) == "yes"
    assert kind(eight.may_withdraw(True, HEARING)) == "hard"
    assert kind(eight.may_withdraw(False, None)) == "hard"


def test_a_decision_on_costs_is_asked_from_both_in_time():
    assert kind(eight.costs_asked_in_time(HEARING, HEARING, True)) == "yes"
    assert kind(eight.costs_asked_in_time(HEARING + SECOND, HEARING, True)) == "hard"
    assert kind(eight.costs_asked_in_time(HEARING, HEARING, False)) == "warning"


def test_withdrawal_is_in_writing_unless_urgent():
    assert kind(eight.withdrawal_in_form(True, False)) == "yes"
    assert kind(eight.withdrawal_in_form(False, True)) == "warning"
    assert kind(eight.withdrawal_in_form(False, False)) == "hard"


def test_after_withdrawal_only_costs():
    assert kind(eight.may_continue_after_withdrawal("ask costs decision")) == "yes"
    assert kind(eight.may_continue_after_withdrawal("call")) == "hard"


def test_a_request_to_move_is_complete_in_time_and_the_first():
    both = ["claimant", "defendant"]
    assert kind(nine.move_request_complete(both, both, both)) == "yes"
    assert "defendant" in nine.move_request_complete(both, both, ["claimant"]).text()
    assert kind(nine.move_asked_in_time(HEARING, HEARING)) == "yes"
    assert kind(nine.move_asked_in_time(HEARING + SECOND, HEARING)) == "hard"
    assert kind(nine.first_move_request(0)) == "yes"
    assert kind(nine.first_move_request(1)) == "hard"


@pytest.mark.parametrize(
    ("ground", "by_defendant", "motivated", "days_given", "answer"),
    [
        ("unanimous", False, False, True, "yes"),
        ("pressing reason", False, True, True, "discretion"),
        ("pressing reason", False, False, True, "hard"),
        ("unavailability not given", True, False, False, "yes"),
        ("unavailability not given", True, False, True, "hard"),
        ("unavailability not given", False, False, False, "hard"),
        ("other", True, True, False, "hard"),
    ],
)
def test_grounds_for_moving(ground, by_defendant, motivated, days_given, answer):
    decision = nine.may_move(ground, by_defendant=by_defendant, motivated=motivated, days_given=days_given)
    assert kind(decision) == answer


def test_who_tells_of_the_decision():
    assert nine.told_by(True, True).value == ("court", "representative")
    assert nine.told_by(False, True).value == ("applicant", "representative")
    assert nine.told_by(False, False).value == ("applicant", "party")


def test_moved_on_the_claimants_request_the_defendant_is_summoned_anew():
    assert nine.summons_again(by_claimant=True, granted=True, will_appear=False).value
    assert not nine.summons_again(by_claimant=True, granted=True, will_appear=True).value
    assert not nine.summons_again(by_claimant=False, granted=True, will_appear=False).value
    assert kind(nine.default_after_move(True, False)) == "hard"
    assert kind(nine.default_after_move(True, True)) == "yes"
    assert "5.3" in nine.after_move().value


def test_moments_without_offset_are_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match=r"^moments of law carry their offset$"):
        nine.move_asked_in_time(HEARING.replace(tzinfo=None), HEARING)


def test_a_change_of_claim_is_on_paper_at_the_hearing():
    assert kind(ten.claim_changed_in_form(True, True, True)) == "yes"
    assert kind(ten.claim_changed_in_form(True, True, False)) == "warning"
    assert kind(ten.claim_changed_in_form(False, True, True)) == "hard"
    assert kind(ten.claim_change_against_absent(False, False)) == "hard"
    assert kind(ten.claim_change_against_absent(False, True)) == "yes"


@pytest.mark.parametrize(
    ("how", "profession", "shown", "answer"),
    [
        ("in person", "", False, "yes"),
        ("with lawyer", "advocaat", False, "yes"),
        ("authorised representative", "advocaat", False, "yes"),
        ("authorised representative", "deurwaarder", False, "yes"),
        ("authorised representative", "juridisch medewerker vakbond", False, "yes"),
        ("authorised representative", "buurman", False, "warning"),
        ("authorised representative", "buurman", True, "yes"),
        ("holder of a power of attorney", "", False, "warning"),
        ("holder of a power of attorney", "", True, "yes"),
    ],
)
def test_in_kanton_some_show_a_power_of_attorney(how, profession, shown, answer):
    assert kind(ten.power_of_attorney(how, profession, shown)) == answer


@pytest.mark.parametrize(
    ("claimant", "how", "helped", "answer"),
    [
        (True, "with lawyer", False, "yes"),
        (True, "in person", False, "hard"),
        (False, "in person", False, "yes"),
        (False, "in person", True, "discretion"),
        (False, "authorised representative", False, "hard"),
    ],
)
def test_who_appears_in_familie_and_handel(claimant, how, helped, answer):
    assert kind(ten.may_appear("handel", claimant, how, helped)) == answer
    assert kind(ten.may_appear("kanton", claimant, how, helped)) == "yes"


@pytest.mark.parametrize(
    ("extract", "director", "works_there", "appointment", "answer"),
    [
        (DAY, True, False, False, "yes"),
        (DAY - timedelta(days=1), True, False, False, "warning"),
        (None, True, False, False, "warning"),
        (DAY, False, True, True, "yes"),
        (DAY, False, True, False, "warning"),
        (DAY, False, False, True, "hard"),
    ],
)
def test_a_company_in_person_shows_a_recent_extract(extract, director, works_there, appointment, answer):
    decision = ten.legal_person_shown(
        extract, DAY, director=director, works_there=works_there, appointment_shown=appointment
    )
    assert kind(decision) == answer


def test_an_interpreter_is_the_partys_own_care():
    assert ten.interpreter(True).value == "party"


def test_a_request_for_a_detained_party_is_complete_and_in_time():
    fields = list(ten.DETAINED_FIELDS)
    assert kind(ten.detained_request(fields, HEARING, HEARING)) == "yes"
    assert kind(ten.detained_request(fields, HEARING + SECOND, HEARING)) == "warning"
    assert kind(ten.detained_request(fields, None, HEARING)) == "warning"
    assert (
        "date of birth" in ten.detained_request(["full names", "place of detention"], HEARING, HEARING).text()
    )


def test_police_and_more_time_are_asked_with_a_reason():
    assert kind(ten.guard_request(True, True)) == "discretion"
    assert kind(ten.guard_request(True, False)) == "hard"
    assert kind(ten.longer_hearing("many witnesses")) == "discretion"
    assert kind(ten.longer_hearing(" ")) == "hard"


def test_family_cases_are_heard_behind_closed_doors():
    assert not ten.open_to_public("familie").value
    assert ten.open_to_public("handel").value
    assert ten.open_to_public("kanton").value
    assert kind(ten.close_doors(True, True)) == "discretion"
    assert kind(ten.close_doors(True, False)) == "hard"


def test_adjourning_needs_a_case_that_was_called():
    assert kind(ten.may_adjourn(True)) == "discretion"
    assert kind(ten.may_adjourn(False)) == "hard"
    assert kind(ten.continuation_complete(True, ["a", "b"], ["a", "b"])) == "yes"
    assert kind(ten.continuation_complete(True, ["a", "b"], ["a"])) == "hard"
    assert kind(ten.continuation_complete(False, ["a"], ["a"])) == "hard"


def test_duties_follow_from_events():
    assert [duty.who for duty in duties_after("day set", "handel")] == ["court", "claimant"]
    assert [duty.place for duty in duties_after("mailed", "kanton")] == ["3.3"]
    assert not list(duties_after("defendant appeared", "kanton"))
    assert [duty.due for duty in duties_after("defendant appeared", "familie")] == ["7.1"]
    assert all(str(duty.article) == f"PR {duty.place}" for duty in DUTIES)
