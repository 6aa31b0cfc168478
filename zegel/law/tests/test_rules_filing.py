"""Chapter 3: how, when and in what shape pieces are filed; every number at its boundary."""

from datetime import UTC, date, datetime, timedelta

import pytest

from zegel.law.decisions import Decision
from zegel.law.numbers import CantonNumber, CaseNumber, SummaryNumber
from zegel.law.rules import chapter_03 as filing
from zegel.law.rules import chapter_03_form as form
from zegel.law.rules.chapter_03_form import Layout
from zegel.law.sources import PR_2024

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def kind(decision):
    """Say "yes", or why not: the severity. Every decision must be able to say its reason."""
    assert isinstance(decision, Decision)
    assert decision.text()
    return "yes" if decision else decision.severity


def test_which_articles_hold():
    assert [a.number for a in filing.articles_for(True).value][:4] == ["3.5", "3.6", "3.7", "3.8"]
    assert [a.number for a in filing.articles_for(False).value][:4] == ["3.2", "3.3", "3.4", "3.8"]


@pytest.mark.parametrize("way", ["post", "centrale balie", "letterbox", "veilig mailen"])
def test_ways_open_to_who_does_not_litigate_digitally(way):
    assert kind(filing.may_file_by(way, False)) == "yes"
    assert kind(filing.may_file_by(way, True)) == "hard"


@pytest.mark.parametrize("way", ["e-mail", "fax", "upload link", "data carrier"])
@pytest.mark.parametrize("digital", [True, False])
def test_any_other_way_is_not_allowed(way, digital):
    assert kind(filing.may_file_by(way, digital)) == "hard"


@pytest.mark.parametrize("way", ["mijn rechtspraak", "aansluitpunt"])
def test_the_digital_system_is_for_digital_parties(way):
    assert kind(filing.may_file_by(way, True)) == "yes"
    assert kind(filing.may_file_by(way, False)) == "hard"


def test_a_digital_party_mails_only_recordings_and_in_very_urgent_cases():
    assert kind(filing.may_file_by("veilig mailen", True)) == "hard"
    assert kind(filing.may_file_by("veilig mailen", True, very_urgent=True)) == "yes"
    assert kind(filing.may_file_by("veilig mailen", True, recording=True)) == "yes"
    assert kind(filing.may_file_by("mijn rechtspraak", True, recording=True)) == "hard"


def test_the_judge_may_open_another_way_in_very_urgent_cases():
    assert kind(filing.may_file_by("as the judge decided", False, very_urgent=True)) == "discretion"
    assert kind(filing.may_file_by("as the judge decided", True)) == "hard"


@pytest.mark.parametrize(
    ("way", "place"), [("veilig mailen", "PR 3.4"), ("mijn rechtspraak", "PR 3.10 fn 4"), ("post", "PR 3.2")]
)
def test_receipt_is_the_arrival(way, place):
    received = filing.received_at(way, NOON)
    assert received.value == NOON
    assert str(received.articles[0]) == place


def test_paper_sent_on_is_not_filed_twice():
    assert filing.filed_at(NOON, NOON + SECOND).value == NOON
    assert filing.filed_at(None, NOON).value == NOON
    assert kind(filing.filed_at(None, None)) == "hard"
    assert kind(filing.paper_statement(False)) == "warning"
    assert kind(filing.paper_statement(True)) == "yes"


def test_a_recording_and_its_announcement_belong_together():
    assert kind(filing.recording_complete(True, True)) == "yes"
    assert "Mijn Rechtspraak" in filing.recording_complete(True, False).text()
    assert "Veilig Mailen" in filing.recording_complete(False, True).text()


@pytest.mark.parametrize(
    ("verdict", "answer"),
    [("not PDF/A", "hard"), ("claims PDF/A", "warning"), ("structure checked", "yes"), ("validated", "yes")],
)
def test_a_claim_of_pdf_a_is_not_a_verdict(verdict, answer):
    assert kind(filing.digital_format(verdict)) == answer


def test_an_unknown_verdict_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="perhaps"):
        filing.digital_format("perhaps")


def test_a_digital_name_says_what_the_piece_is():
    assert kind(filing.digital_name("dagvaarding", "Dagvaarding Jansen.pdf")) == "yes"
    assert kind(filing.digital_name("dagvaarding", "scan0001.pdf")) == "warning"


@pytest.mark.parametrize(
    ("claimants", "defendants", "by", "against", "answer"),
    [
        (1, 1, (), (), "yes"),
        (2, 1, (), (), "warning"),
        (2, 1, ("a",), (), "yes"),
        (1, 2, (), (), "warning"),
        (2, 2, ("a",), ("x",), "yes"),
        (2, 2, ("a",), (), "warning"),
    ],
)
def test_with_more_parties_say_who_claims_from_whom(claimants, defendants, by, against, answer):
    assert kind(filing.claim_directed(claimants, defendants, by, against)) == answer


def test_shielding_is_asked_before_the_next_piece():
    assert kind(filing.shielding_asked(NOON - SECOND, NOON, True)) == "discretion"
    assert kind(filing.shielding_asked(NOON, NOON, True)) == "hard"
    assert kind(filing.shielding_asked(NOON - SECOND, NOON, False)) == "hard"


def test_what_was_added_before_the_decision_stays_visible():
    shield = [("b", NOON)]
    assert filing.visible_to("b", NOON - SECOND, NOON, shield).value
    assert not filing.visible_to("b", NOON, NOON, shield).value
    assert filing.visible_to("c", NOON, NOON, shield).value
    assert not filing.visible_to("c", NOON, None, ()).value


def test_one_copy_unless_the_registrar_decides_otherwise():
    assert filing.copies().value == 1
    assert filing.copies(3).value == 3


def test_the_others_receive_not_later_than_the_judge():
    assert kind(filing.copied_in_time(NOON, NOON)) == "yes"
    assert kind(filing.copied_in_time(NOON, NOON + SECOND)) == "warning"
    assert kind(filing.copied_in_time(NOON, None)) == "warning"


def test_the_message_shows_who_has_a_copy():
    assert kind(filing.copy_stated(["b", "c"], ["c", "b"])) == "yes"
    assert "b, c" in filing.copy_stated(["c", "b"], []).text()
    assert kind(filing.copy_stated(["b"], [], is_application=True)) == "yes"


def test_letters_carry_both_numbers_as_far_as_known():
    case, summary = CaseNumber("13", "123456"), SummaryNumber("KG ZA", "26", 123)
    both = "Betreft: c/13/123456, KG ZA 26-123"
    assert kind(filing.numbers_mentioned(both, case, summary)) == "yes"
    assert kind(filing.numbers_mentioned("C/13/123456", case, None)) == "yes"
    assert kind(filing.numbers_mentioned("", None, None)) == "yes"
    assert "KG ZA 26-123" in filing.numbers_mentioned("C/13/123456", case, summary).text()
    assert kind(filing.numbers_mentioned("zaak 12345678", CantonNumber("12345678"), None)) == "yes"
    assert kind(filing.numbers_mentioned("zaak 12345678", CantonNumber("1234567"), None)) == "warning"
    assert kind(filing.numbers_mentioned("KG ZA 26-1234", None, summary)) == "warning"


@pytest.mark.parametrize(
    ("pages", "given", "missing"),
    [
        (1, (), ""),
        (10, (), ""),
        (11, (), "summary, headings"),
        (11, ("summary",), "headings"),
        (11, ("headings",), "summary"),
        (11, ("summary", "headings"), ""),
        (26, (), "summary, headings"),
    ],
)
def test_long_pieces_open_with_a_summary_and_have_headings(pages, given, missing):
    decision = form.opening_fits(pages, summary="summary" in given, headings="headings" in given)
    assert kind(decision) == ("warning" if missing else "yes")
    assert str(decision.params.get("missing", "")) == missing
    assert "3.12" in str(decision.articles[0])


@pytest.mark.parametrize(
    ("pages", "reason", "answer"),
    [(25, False, "yes"), (26, False, "warning"), (26, True, "yes"), (200, False, "warning")],
)
def test_very_long_pieces_say_why_in_a_rule_of_its_own(pages, reason, answer):
    decision = form.length_explained(pages, reason=reason)
    assert kind(decision) == answer
    assert decision.rule != form.opening_fits(pages, summary=False, headings=False).rule


def test_before_the_third_version_there_was_no_rule_on_length():
    assert form.opening_fits(26, summary=False, headings=False, version=PR_2024)
    assert form.length_explained(26, reason=False, version=PR_2024)
    assert form.layout_fits(Layout(paper="Letter"), PR_2024)


@pytest.mark.parametrize(
    ("layout", "answer"),
    [
        (Layout(), "yes"),
        (Layout("A4", (25, 25, 25, 25), 11, 1.0), "yes"),
        (Layout("Letter"), "warning"),
        (Layout("A4", (25, 25, 25, 20)), "warning"),
        (Layout("A4", (24.5, 25.5, 25, 25)), "yes"),
        (Layout(font_points=10.5), "warning"),
        (Layout(line_spacing=0.9), "warning"),
        (Layout(line_spacing=1.5), "yes"),
    ],
)
def test_layout_is_flagged(layout, answer):
    assert kind(form.layout_fits(layout)) == answer


def test_a_replacement_says_so_and_keeps_the_first_date():
    original, now = date(2026, 11, 1), date(2026, 11, 23)
    assert kind(form.may_order_replacement(40)) == "discretion"
    assert kind(form.replacement_fits("VERVANGEND PROCESSTUK van …", now, original)) == "yes"
    assert kind(form.replacement_fits("vervangend stuk", now, original)) == "hard"
    assert "date of the original" in form.replacement_fits("VERVANGEND PROCESSTUK", now, None).text()
    assert form.replacement_filed_on(original).value == original


def test_short_names_are_different_and_kept():
    assert kind(form.short_names_distinct(["Pietersen", "De Vries"])) == "yes"
    assert kind(form.short_names_distinct(["Pietersen", "PIETERSEN"])) == "warning"
    assert kind(form.short_names_distinct(["Pietersen", ""])) == "warning"
    assert kind(form.short_name_kept("Pietersen", "pietersen")) == "yes"
    assert kind(form.short_name_kept("Pietersen", "Jansen")) == "warning"


@pytest.mark.parametrize(
    ("filed", "new", "answer"),
    [
        ((), (1, 2, 3), "yes"),
        ((1, 2), (3,), "yes"),
        ((1, 2), (4,), "hard"),
        ((1, 2), (2,), "hard"),
        ((1, 2), (4, 3), "hard"),
        ((), (), "yes"),
    ],
)
def test_productions_are_numbered_on(filed, new, answer):
    assert kind(form.numbering_continues(filed, new)) == answer


def test_the_next_production_follows_the_last():
    assert form.next_production([]).value == 1
    assert form.next_production([1, 2, 3]).value == 4


def test_productions_are_listed_and_named():
    assert kind(form.productions_listed([1, 2], [1, 2], [2, 1])) == "yes"
    assert form.productions_listed([1, 2, 3], [1, 2], [1, 3]).params["productions"] == "2, 3"
    assert kind(form.production_named("pietersenproductie1.pdf", "Pietersen", 1)) == "yes"
    assert kind(form.production_named("pietersenproductie1.pdf", "Pietersen", 2)) == "hard"
    assert "pietersenproductie1" in form.production_named("Productie 1.pdf", "Pietersen", 1).text()


@pytest.mark.parametrize(
    ("language", "answer"),
    [("nl", "yes"), ("en", "yes"), ("de", "yes"), ("fr", "yes"), ("es", "warning"), ("tr", "warning")],
)
def test_three_languages_need_no_translation_in_principle(language, answer):
    assert kind(form.translation_needed(language)) == answer
    assert kind(form.translation_needed(language, translated=True)) == "yes"


def test_the_judge_may_ask_a_translation_all_the_same():
    assert kind(form.translation_needed("en", judge_requires=True)) == "warning"


def test_the_overview_states_foreign_languages():
    assert kind(form.language_stated("nl", None, False)) == "yes"
    assert kind(form.language_stated("en", "en", True)) == "yes"
    assert kind(form.language_stated("en", "en", False)) == "hard"
    assert kind(form.language_stated("en", None, True)) == "hard"


def test_lateness_is_for_the_judge_and_never_deletes():
    summons_latest = NOON - timedelta(days=2)
    others = [form.lateness(at, last_moment=NOON, is_summons=False) for at in (NOON, NOON + SECOND)]
    assert [kind(decision) for decision in others] == ["yes", "discretion"]
    assert [decision.severity for decision in others] == ["discretion", "discretion"]
    assert "as soon as possible is for the judge" in others[0].text()
    moments = (summons_latest, summons_latest + SECOND, NOON + SECOND)
    summons = [
        form.lateness(at, last_moment=NOON, is_summons=True, summons_latest=summons_latest) for at in moments
    ]
    assert [kind(decision) for decision in summons] == ["yes", "discretion", "discretion"]


def test_a_summons_is_never_judged_without_its_term():
    with pytest.raises(ValueError, match=r"^the summons has a term of its own \(5\.3\)$"):
        form.lateness(NOON, last_moment=NOON, is_summons=True)
    in_time = form.lateness(NOON, last_moment=NOON, is_summons=True, summons_latest=NOON)
    assert (in_time.text(), in_time.severity) == ("in time", "computed")


@pytest.mark.parametrize("naive", ["received", "last_moment", "summons_latest"])
def test_lateness_needs_moments_with_their_offset(naive):
    moments = {"received": NOON, "last_moment": NOON, "summons_latest": NOON}
    moments[naive] = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match=r"^moments of law carry their offset$"):
        form.lateness(is_summons=True, **moments)
