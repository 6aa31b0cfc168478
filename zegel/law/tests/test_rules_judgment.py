"""Chapters 11-15 and annex VI: default, judgment, the end of a case, versions, Veilig Mailen."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from zegel.law.decisions import Decision
from zegel.law.rules import annexes
from zegel.law.rules import chapter_11 as eleven
from zegel.law.rules import chapter_12 as twelve
from zegel.law.rules import closing_chapters as closing
from zegel.law.sources import PR, PR_2023, PR_2024
from zegel.law.verdicts import passed, refused

AT = datetime(2026, 12, 11, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = date(2026, 12, 11)
FINE = passed("5.2-b", "in order", "5.2")
BROKEN = refused("5.2-b", "not in order", "5.2")


def kind(decision):
    """Say "yes", or why not: the severity. Every decision must be able to say its reason."""
    assert isinstance(decision, Decision)
    assert decision.text()
    return "yes" if decision else decision.severity


def test_default_needs_absence_and_every_formality():
    absent, appeared = {"a": False}, {"a": True}
    assert kind(eleven.default_against(absent, "a", FINE, FINE, FINE)) == "discretion"
    assert kind(eleven.default_against(appeared, "a", FINE, FINE, FINE)) == "hard"
    for checks in ((BROKEN, FINE, FINE), (FINE, BROKEN, FINE), (FINE, FINE, BROKEN)):
        decision = eleven.default_against(absent, "a", *checks)
        assert kind(decision) == "hard"
        assert "PR 5.2" in map(str, decision.articles)


def test_with_several_defendants_there_is_one_judgment():
    decision = eleven.default_against({"a": False, "b": True}, "a", FINE, FINE, FINE)
    assert "one judgment" in decision.text()


def test_who_came_and_did_not_pay_counts_as_appeared_unless_read_otherwise():
    assert eleven.counts_as_appeared(True, True).readings == ()
    assert not eleven.counts_as_appeared(False, False).value
    unpaid = eleven.counts_as_appeared(True, False)
    assert unpaid.value is True
    assert unpaid.readings[0].differs(True)
    other = eleven.counts_as_appeared(True, False, {"I-11": "default"})
    assert other.value is False
    assert "Rv 140(2)" in map(str, other.articles)


def test_an_absent_defendants_pieces_are_not_considered():
    assert kind(eleven.considered(of_defendant=True, appeared=False)) == "hard"
    assert kind(eleven.considered(of_defendant=True, appeared=True)) == "yes"
    assert kind(eleven.considered(of_defendant=False, appeared=False)) == "yes"


def test_default_can_be_cleared_until_the_final_judgment():
    assert kind(eleven.clearing_announced(AT - SECOND, AT, True, True)) == "yes"
    assert kind(eleven.clearing_announced(AT, AT, True, True)) == "hard"
    assert kind(eleven.clearing_announced(AT, None, True, False)) == "warning"
    assert eleven.default_cleared(True).value
    assert not eleven.default_cleared(False).value


def test_an_oral_judgment_is_given_at_the_hearing():
    absent = {"all_appeared": False, "urgent": False}
    everybody = {"all_appeared": True, "urgent": False}
    assert kind(twelve.judgment_form(written=True, at_hearing=False, **absent)) == "yes"
    assert kind(twelve.judgment_form(written=False, at_hearing=True, **everybody)) == "yes"
    assert kind(twelve.judgment_form(written=False, at_hearing=False, **everybody)) == "hard"


def test_with_an_absent_party_an_oral_judgment_must_be_one_that_cannot_wait():
    oral = {"written": False, "at_hearing": True, "all_appeared": False}
    refusal = twelve.judgment_form(**oral, urgent=False)
    assert kind(refusal) == "hard"
    assert "Rv 29a(1)" in map(str, refusal.articles)
    urgent = twelve.judgment_form(**oral, urgent=True)
    assert kind(urgent) == "yes"
    assert "Rv 29a(6)" in map(str, urgent.articles)


@pytest.mark.parametrize(
    ("working_day", "told", "at", "answer"),
    [
        (True, True, time(14), "yes"),
        (False, True, time(14), "warning"),
        (True, False, time(14), "hard"),
        (True, True, None, "hard"),
    ],
)
def test_day_and_time_of_judgment_are_told_at_the_hearing(working_day, told, at, answer):
    usual = DAY + timedelta(weeks=2)
    for day in (usual, DAY + timedelta(weeks=1)):
        decision = twelve.judgment_day_fits(day, usual, working_day=working_day, told_at_hearing=told, at=at)
        assert kind(decision) == answer


def test_another_day_than_the_usual_one_is_said_to_be_so():
    usual, facts = DAY + timedelta(weeks=2), {"working_day": True, "told_at_hearing": True, "at": time(14)}
    assert "two weeks" in twelve.judgment_day_fits(usual, usual, **facts).text()
    assert "shorter or longer" in twelve.judgment_day_fits(DAY, usual, **facts).text()


def test_the_judgment_goes_to_who_appeared():
    assert twelve.copies_of_judgment([("a", True), ("b", False)]).value == (("a", "digital"), ("b", "paper"))


def test_a_grosse_is_on_paper_for_who_may_enforce_and_a_further_one_on_request():
    first, second = (twelve.may_issue_grosse("paper", True, earlier) for earlier in (0, 1))
    assert kind(first) == kind(second) == "yes"
    assert "number 2" in second.text()
    assert "Rv 231(2)" in map(str, second.articles)
    assert "Rv 231(2)" not in map(str, first.articles)
    assert kind(twelve.may_issue_grosse("paper", False, 0)) == "hard"
    digital = twelve.may_issue_grosse("digital", True, 0)
    assert (kind(digital), digital.override) == ("hard", "nobody")


def test_a_short_judgment_is_for_very_urgent_cases():
    assert kind(twelve.short_judgment(True)) == "discretion"
    assert kind(twelve.short_judgment(False)) == "hard"


def test_postponing_a_judgment():
    assert kind(twelve.may_postpone_judgment(True, True, False, AT)) == "yes"
    assert kind(twelve.may_postpone_judgment(True, True, True, AT)) == "hard"
    assert kind(twelve.may_postpone_judgment(False, True, False, AT)) == "hard"
    assert kind(twelve.may_postpone_judgment(True, False, False, AT)) == "hard"
    assert kind(twelve.may_postpone_judgment(True, True, False, None)) == "hard"


def test_messages_after_the_day_of_judgment_was_set_are_held_back():
    assert kind(twelve.may_reach_judge(AT, None, ["b"], [], False)) == "yes"
    assert kind(twelve.may_reach_judge(AT - SECOND, AT, ["b"], [], False)) == "yes"
    assert kind(twelve.may_reach_judge(AT, AT, ["b"], [], False)) == "discretion"
    assert kind(twelve.may_reach_judge(AT, AT, ["b"], ["b"], False)) == "yes"
    assert kind(twelve.may_reach_judge(AT, AT, ["b", "c"], ["b"], False)) == "discretion"
    assert kind(twelve.may_reach_judge(AT, AT, [], [], False)) == "discretion"
    assert kind(twelve.may_reach_judge(AT, AT, ["b"], [], clears=True)) == "yes"


def test_who_may_ask_the_outcome_by_telephone():
    assert "088" in twelve.may_ask_by_telephone(True, True, "088 - 361 20 00").text()
    assert kind(twelve.may_ask_by_telephone(False, False, "088 - 361 20 00")) == "yes"
    assert kind(twelve.may_ask_by_telephone(False, True, "088 - 361 20 00")) == "hard"
    assert kind(twelve.may_ask_by_telephone(True, True, None)) == "hard"


def test_striking_out_after_the_case_was_called():
    assert kind(closing.may_strike_out(False, [], [], by_court=True)) == "hard"
    assert kind(closing.may_strike_out(True, ["a", "b"], ["a", "b"], by_court=False)) == "yes"
    assert kind(closing.may_strike_out(True, ["a", "b"], ["a"], by_court=False)) == "hard"
    assert kind(closing.may_strike_out(True, [], [], by_court=True)) == "discretion"
    assert kind(closing.may_strike_out(True, [], [], by_court=False)) == "hard"
    assert kind(closing.may_continue_after_striking_out()) == "hard"


def test_family_cases_are_on_no_list():
    assert closing.on_press_list(family=True, accredited=True).value == "none"
    assert closing.on_press_list(family=False, accredited=True).value == "press"
    assert closing.on_press_list(family=False, accredited=False).value == "public"


@pytest.mark.parametrize(
    ("applied", "act", "version"),
    [
        (date(2025, 6, 30), date(2025, 6, 30), PR_2024),
        (date(2025, 6, 30), date(2025, 7, 1), PR_2024),
        (date(2025, 7, 1), date(2025, 7, 1), PR_2024),
        (date(2025, 6, 30), date(2025, 7, 2), PR),
        (date(2025, 7, 2), date(2025, 7, 2), PR),
        (date(2024, 6, 30), date(2024, 7, 1), PR_2024),
    ],
)
def test_the_version_follows_the_day_of_the_act(applied, act, version):
    assert closing.version_for(applied, act).value is version


def test_the_day_itself_can_be_read_the_other_way():
    day = date(2025, 7, 1)
    usual = closing.version_for(day)
    assert usual.value is PR_2024
    assert [other.value for reading in usual.readings for other in reading.others] == [PR]
    third = closing.version_for(date(2025, 6, 1), day, {"I-8": "third-version"})
    assert third.value is PR
    assert [other.value for reading in third.readings for other in reading.others] == [PR_2024]


def test_an_act_after_the_day_in_a_case_applied_for_on_it_falls_under_the_third_version():
    found = closing.version_for(date(2025, 7, 1), date(2025, 7, 2))
    assert found.value is PR
    assert [reading.code for reading in found.readings] == ["I-8"]
    assert not found.readings[0].differs(PR)
    assert closing.version_for(date(2025, 6, 30), date(2025, 7, 2)).readings == ()


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2023, 8, 30), PR_2023),
        (date(2024, 1, 10), PR_2023),
        (date(2024, 6, 30), PR_2023),
        (date(2024, 7, 1), PR_2024),
    ],
)
def test_before_the_second_version_there_was_the_first(day, version):
    found = closing.version_for(day)
    assert found.value is version
    assert "not read" in found.text()
    assert version.read == "none"


def test_before_the_first_version_none_is_named():
    assert kind(closing.version_for(date(2023, 8, 29))) == "hard"
    with pytest.raises(ValueError, match=r"^an act does not precede the application$"):
        closing.version_for(date(2026, 1, 2), date(2026, 1, 1))


def test_what_a_version_changed():
    assert [change.version for change in closing.changed_in("3.12")] == [PR]
    assert [change.version for change in closing.changed_in("3.16")] == [PR_2024]
    assert closing.changed_in("9.1") == ()


def test_the_address_of_the_court_for_the_matter():
    assert kind(annexes.addressed_rightly("KG@rechtspraak.test", "kg@rechtspraak.test")) == "yes"
    assert kind(annexes.addressed_rightly("kanton@rechtspraak.test", "kg@rechtspraak.test")) == "hard"
    assert kind(annexes.addressed_rightly("kg@rechtspraak.test", None)) == "warning"


def test_one_message_one_case():
    assert kind(annexes.one_case("C/13/123456", "zie c/13/123456", ["brief_261122.pdf"])) == "yes"
    two = annexes.one_case("C/13/123456", "en C/13/654321", [])
    assert kind(two) == "hard"
    assert "C/13/654321" in two.text()


def test_a_message_is_an_envelope():
    long = "woord " * (annexes.ENVELOPE_WORDS + 1)
    assert kind(annexes.only_envelope(long, 0)) == "warning"
    assert kind(annexes.only_envelope(long, 1)) == "yes"
    assert kind(annexes.only_envelope("woord " * annexes.ENVELOPE_WORDS, 0)) == "yes"


def test_secrecy_is_said_expressly():
    assert kind(annexes.secrecy_stated(True, False)) == "hard"
    assert kind(annexes.secrecy_stated(True, True)) == "yes"
    assert kind(annexes.secrecy_stated(False, False)) == "yes"


@pytest.mark.parametrize("basis", [(True, False, False), (False, True, False), (False, False, True)])
def test_the_court_mails_only_with_a_basis(basis):
    assert kind(annexes.may_mail_to(*basis)) == "yes"
    assert kind(annexes.may_mail_to(False, False, False)) == "hard"


def test_the_subject_blocks_going_out_and_is_flagged_coming_in():
    assert kind(annexes.subject_fits("nieuwe zaak", outgoing=True)) == "yes"
    assert kind(annexes.subject_fits("Jansen C/13/123456", outgoing=True)) == "hard"
    incoming = annexes.subject_fits("Jansen C/13/123456", outgoing=False)
    assert kind(incoming) == "warning"
    assert "Jansen" not in incoming.text()


def test_files_are_named_numbered_and_in_pdf():
    assert kind(annexes.name_fits("dagvaarding_261122.pdf", DAY)) == "yes"
    assert "dagvaarding_261211.pdf" in annexes.name_fits("dagvaarding.pdf", DAY).text()
    assert kind(annexes.name_fits("geluid_261122.mp3", DAY)) == "hard"
    assert kind(annexes.name_fits("geluid_261122.mp3", DAY, ["mp3"])) == "yes"
    assert kind(annexes.format_fits("PDF", None)) == "yes"
    assert kind(annexes.format_fits("mp3", None)) == "hard"
    assert kind(annexes.format_fits("mp3", "telephone 2 December")) == "yes"


@pytest.mark.parametrize(
    ("numbers", "answer"),
    [([1, 2], "yes"), ([2, 1], "yes"), ([], "yes"), ([1, None], "hard"), ([1, 1], "hard"), ([2, 3], "hard")],
)
def test_attachments_are_numbered_from_one(numbers, answer):
    assert kind(annexes.attachments_numbered(numbers)) == answer


def test_a_signature_the_law_requires_is_by_hand():
    assert kind(annexes.signed_as_required(True, False)) == "hard"
    assert kind(annexes.signed_as_required(True, True)) == "yes"
    assert kind(annexes.signed_as_required(False, False)) == "yes"


@pytest.mark.parametrize(
    ("disturbed", "attributable", "filed", "answer"),
    [
        ([DAY], False, DAY + timedelta(days=2), "yes"),
        ([DAY], False, DAY + timedelta(days=3), "hard"),
        ([DAY], True, DAY + timedelta(days=2), "hard"),
        ([DAY - timedelta(days=1)], False, DAY + timedelta(days=2), "hard"),
        ([], False, DAY + timedelta(days=2), "hard"),
    ],
)
def test_an_outage_on_the_last_day_excuses(disturbed, attributable, filed, answer):
    latest = DAY + timedelta(days=2)
    assert kind(annexes.outage_excuses(DAY, disturbed, attributable, filed, latest)) == answer


def test_encrypted_mail_with_public_bodies_and_other_organisations_counts():
    assert annexes.counts_as_secure(True, True).value
    assert annexes.counts_as_secure(True, False).value
    assert "another organisation" in annexes.counts_as_secure(True, False).text()
    assert not annexes.counts_as_secure(False, True).value
    assert not annexes.counts_as_secure(False, False).value
    assert not annexes.counts_as_secure(True, False, person=True).value
