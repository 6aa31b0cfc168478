"""Chapters 1 and 2: scope, definitions, digital or not, deviation; the application."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from zegel.law.decisions import Decision
from zegel.law.rules import chapter_01 as one
from zegel.law.rules import chapter_02 as two
from zegel.law.rules.chapter_01 import ChannelChange
from zegel.law.sources import PR, article
from zegel.law.verdicts import left_to_judge

CALLED = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def kind(decision):
    """Say "yes", or why not: the severity. Every decision must be able to say its reason."""
    assert isinstance(decision, Decision)
    assert decision.text()
    return "yes" if decision else decision.severity


@pytest.mark.parametrize(
    ("proceedings", "answer"),
    [
        ("kort geding", "yes"),
        ("deurwaarderskortgeding", "hard"),
        ("verzoekschrift", "hard"),
        ("bodemzaak", "hard"),
    ],
)
def test_only_summary_proceedings_fall_under_the_regulation(proceedings, answer):
    assert kind(one.within_scope(proceedings)) == answer


def test_a_bailiffs_own_proceedings_are_turned_away_with_their_article():
    assert "Rv 438(5)" in map(str, one.within_scope("deurwaarderskortgeding").articles)
    assert "Rv 438(5)" not in map(str, one.within_scope("verzoekschrift").articles)


@pytest.mark.parametrize(
    ("at", "called", "name"),
    [
        (CALLED, None, "verplaatsing"),
        (CALLED - HOUR, CALLED, "verplaatsing"),
        (CALLED, CALLED, "aanhouding"),
        (CALLED + HOUR, CALLED, "aanhouding"),
    ],
)
def test_the_moment_of_calling_names_a_new_date_not_the_label(at, called, name):
    assert one.change_of_date(at, called).value == name


def test_an_application_is_a_message_and_a_summons_a_piece():
    assert one.document_kind("aanvraag").value == "bericht"
    assert one.document_kind("dagvaarding").value == "processtuk"
    assert one.document_kind("productie").value == "processtuk"
    assert kind(one.document_kind("tekening")) == "warning"


def test_the_matter_follows_from_judge_and_subject():
    assert one.matter_of(True, True).value == "kanton"
    assert one.matter_of(False, True).value == "familie"
    assert one.matter_of(False, False).value == "handel"


def test_who_joins_needs_a_decision_first():
    assert kind(one.may_join("gevoegd", None)) == "hard"
    assert kind(one.may_join("tussenkomend", "2026-17")) == "yes"
    assert kind(one.may_join("gedaagd", None)) == "yes"


def test_calling_is_recorded_once():
    assert kind(one.may_record_call(None)) == "yes"
    again = one.may_record_call(CALLED)
    assert (kind(again), again.override) == ("hard", "nobody")


@pytest.mark.parametrize(
    ("at", "working_day", "is_open"),
    [
        (time(8, 29, 59), True, False),
        (time(8, 30), True, True),
        (time(16, 59, 59), True, True),
        (time(17), True, False),
        (time(12), False, False),
    ],
)
def test_office_hours(at, working_day, is_open):
    assert one.office_open(working_day, at).value is is_open


def test_a_court_may_have_its_own_office_hours():
    assert one.office_open(True, time(8, 15), opens=time(8)).value


@pytest.mark.parametrize(
    ("is_party", "represented", "is_representative", "answer"),
    [
        (True, False, False, "yes"),
        (True, True, False, "hard"),
        (False, True, True, "yes"),
        (False, False, False, "hard"),
    ],
)
def test_the_representative_sees_the_dossier_and_then_the_party_does_not(
    is_party, represented, is_representative, answer
):
    assert kind(one.sees_digital_dossier(is_party, represented, is_representative)) == answer


def test_a_grosse_is_always_on_paper():
    assert one.delivery_form(True, "grosse").value == "paper"
    assert one.delivery_form(True, "vonnis").value == "digital"
    assert one.delivery_form(False, "vonnis").value == "paper"


def test_a_party_changes_once_and_an_exclusion_is_no_change_of_its_own():
    change = ChannelChange("switch", CALLED, "paper")
    excluded = ChannelChange("exclusion", CALLED, "paper")
    assert kind(one.may_switch([])) == "yes"
    assert kind(one.may_switch([excluded])) == "yes"
    assert kind(one.may_switch([change])) == "discretion"
    assert kind(one.may_switch([], voluntary=False)) == "hard"


def test_a_change_holds_from_the_date_of_the_confirmation():
    changes = [
        ChannelChange("exclusion", CALLED + 2 * HOUR, "paper"),
        ChannelChange("switch", CALLED, "digital"),
        ChannelChange("end of exclusion", CALLED + 4 * HOUR, "digital"),
    ]
    moments = [one.channel_at("paper", changes, CALLED + n * HOUR).value for n in (-1, 0, 1, 2, 3, 4)]
    assert moments == ["paper", "digital", "digital", "paper", "paper", "digital"]


@pytest.mark.parametrize(
    ("issuer", "two_factor", "level", "answer"),
    [
        ("NOvA", True, "", "yes"),
        ("government", False, "substantieel", "yes"),
        ("government", False, "laag", "hard"),
        ("NOvA", False, "", "hard"),
        ("somebody", True, "hoog", "hard"),
    ],
)
def test_a_means_of_login_is_recognised_and_strong(issuer, two_factor, level, answer):
    assert kind(one.login_accepted(issuer, two_factor, level)) == answer


def test_exclusion_is_for_the_judge_and_needs_a_ground():
    assert kind(one.may_exclude(True, False)) == "discretion"
    assert kind(one.may_exclude(False, False)) == "hard"


def test_made_known_when_the_notification_is_sent_or_placed_without_an_address():
    assert one.made_known_at(CALLED, CALLED + HOUR, True).value == CALLED + HOUR
    assert one.made_known_at(CALLED, None, False).value == CALLED
    assert kind(one.made_known_at(CALLED, None, True)) == "hard"
    unknown = one.made_known_at(CALLED, None, False, {"I-6": "undefined"})
    assert unknown.value is None
    assert [other.value for other in unknown.readings[0].others] == [CALLED]


def test_an_address_is_asked_once_in_every_case():
    assert one.must_ask_address(True, False).value
    assert not one.must_ask_address(True, True).value
    assert not one.must_ask_address(False, False).value
    assert one.notification_regime(True).value == "aansluitpunt"
    assert one.notification_regime(False).value == "e-mail"


def test_how_the_judge_writes_to_a_party():
    assert one.ways_to_reach(True, True).value == ("dossier",)
    assert "veilig mailen" in one.ways_to_reach(False, True).value
    assert "veilig mailen" not in one.ways_to_reach(False, False).value


def test_the_judge_attaches_the_consequence_of_a_breach():
    breach = two.may_apply("handel", "in person")
    assert kind(one.consequence_of(breach)) == "discretion"
    assert breach.rule in one.consequence_of(breach).text()
    assert kind(one.consequence_of(two.may_apply("kanton", "in person"))) == "yes"


@pytest.mark.parametrize(
    ("override", "by", "reason", "answer"),
    [
        ("judge", "judge", "too urgent", "yes"),
        ("judge", "clerk", "too urgent", "hard"),
        ("judge", "judge", " ", "hard"),
        ("clerk", "clerk", "it was telephoned", "yes"),
        ("clerk", "judge", "it was telephoned", "yes"),
        ("filer", "filer", "not applicable", "yes"),
        ("nobody", "judge", "anyway", "hard"),
    ],
)
def test_who_may_deviate_with_a_reason(override, by, reason, answer):
    blocked = Decision(False, "blocked", (article(PR, "2.1"),), override=override)
    assert kind(one.may_override(blocked, by, reason)) == answer


def test_each_matter_has_its_form():
    assert kind(two.form_fits("kanton", "Aanvraag kort geding bij de kantonrechter")) == "yes"
    assert kind(two.form_fits("kanton", "Aanvraag kort geding")) == "hard"
    assert kind(two.form_fits("familie", "Aanvraag kort geding")) == "yes"


@pytest.mark.parametrize("filed_by", ["authorised representative", "in person"])
def test_only_in_kanton_somebody_else_than_a_lawyer_applies(filed_by):
    assert kind(two.may_apply("kanton", filed_by)) == "yes"
    assert kind(two.may_apply("handel", filed_by)) == "hard"
    assert kind(two.may_apply("familie", filed_by)) == "hard"
    assert kind(two.may_apply("familie", "lawyer")) == "yes"


def test_one_draft_summons_comes_along():
    assert [kind(two.summons_attached(copies)) for copies in (0, 1, 2)] == ["hard", "yes", "warning"]


def test_an_oral_application_only_when_it_cannot_wait():
    assert kind(two.may_apply_orally(True, True)) == "hard"
    assert kind(two.may_apply_orally(False, True)) == "discretion"
    assert "annex I" in two.may_apply_orally(False, False).text()


def filled(matter, claimant):
    return dict.fromkeys(two.required_fields(matter, claimant).value, "filled in")


@pytest.mark.parametrize(
    ("matter", "claimant"),
    [("kanton", "in person"), ("kanton", "lawyer"), ("handel", "lawyer"), ("familie", "lawyer")],
)
def test_an_application_states_every_field(matter, claimant):
    fields = filled(matter, claimant)
    assert kind(two.application_complete(matter, claimant, fields)) == "yes"
    for name in fields:
        without = fields | {name: " "}
        assert kind(two.application_complete(matter, claimant, without)) == "hard", name


def test_an_unknown_lawyer_of_the_defendant_is_replaced_by_the_defendant_itself():
    fields = filled("handel", "lawyer") | dict.fromkeys(two.DEFENDANT_SIDE, two.UNKNOWN)
    assert kind(two.application_complete("handel", "lawyer", fields)) == "hard"
    fields |= dict.fromkeys(two.DEFENDANT_ITSELF, two.UNKNOWN)
    assert kind(two.application_complete("handel", "lawyer", fields)) == "yes"
    nameless = fields | {"claimant name": ""}
    assert kind(two.application_complete("handel", "lawyer", nameless)) == "hard"


def test_a_claimant_cannot_say_that_it_does_not_know_itself():
    fields = filled("handel", "lawyer") | {"claimant name": two.UNKNOWN}
    assert kind(two.application_complete("handel", "lawyer", fields)) == "hard"


def test_in_kanton_a_claimant_in_person_gives_telephone_and_address():
    assert two.required_fields("kanton", "in person").rule == "2.2-a"
    assert two.required_fields("handel", "lawyer").rule == "2.2-b"
    assert "claimant telephone" in two.required_fields("kanton", "in person").value
    assert "claimant representative name" in two.required_fields("kanton", "authorised representative").value


def test_unavailable_days_lie_in_the_window():
    first, last = date(2026, 11, 23), date(2027, 1, 4)
    assert kind(two.unavailability_within([first, last], first, last)) == "yes"
    late = two.unavailability_within([last, last + timedelta(days=1)], first, last)
    assert kind(late) == "warning"
    assert "2027-01-05" in late.text()


@pytest.mark.parametrize(("request_for", "rule"), [("urgency", "2.2-d"), ("longer hearing", "10.7")])
def test_a_request_that_deviates_is_motivated(request_for, rule):
    assert two.request_motivated(request_for, True, "").rule == rule
    assert kind(two.request_motivated(request_for, True, "")) == "hard"
    assert kind(two.request_motivated(request_for, True, "because")) == "yes"
    assert kind(two.request_motivated(request_for, False, "")) == "yes"


def test_shortening_may_be_asked():
    assert two.shortening_asked(True).value


def test_a_decision_has_a_reason_and_an_article():
    where = (article(PR, "1.1"),)
    for reason, articles in (("", where), ("because", ()), ("", ())):
        with pytest.raises(ValueError, match=r"^a decision needs a reason and at least one article$"):
            Decision(True, reason, articles)


def test_what_is_left_to_the_judge_may_go_on_and_names_what_it_is_about():
    left = left_to_judge("3.16-a", "for the judge: {what}", "3.16", what="this piece")
    assert (left.allowed, left.severity, left.override, left.rule) == (True, "discretion", "judge", "3.16-a")
    assert left.text() == "for the judge: this piece"
