"""Numbers: every spelling a court prints is read, near misses get suggestions, garbage gets a refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.law import numbers
from zegel.law.numbers import (
    AppealNumber,
    BarNumber,
    CantonNumber,
    CaseNumber,
    Ecli,
    KbvgNumber,
    Reference,
    Refused,
    Subject,
    SummaryNumber,
)

PARSERS = (
    numbers.parse_case_number,
    numbers.parse_summary_number,
    numbers.parse_reference,
    numbers.parse_ecli,
    numbers.parse_bar_number,
    numbers.parse_kbvg_number,
    numbers.subject_line,
)

two = st.from_regex(r"[0-9]{2}", fullmatch=True)
six = st.from_regex(r"[0-9]{6}", fullmatch=True)
civil = st.builds(CaseNumber, two, six)
summary = st.builds(SummaryNumber, st.just("KG ZA"), two, st.integers(1, 9999))
roll = st.builds(
    SummaryNumber,
    st.from_regex(r"[A-Z]{2} EXPL", fullmatch=True),
    two,
    st.integers(1, 99999),
)
canton = st.builds(CantonNumber, st.from_regex(r"[1-9][0-9]{6,7}", fullmatch=True), st.none() | roll)
appeal = st.builds(AppealNumber, six, st.just("") | two)
ecli = st.builds(
    Ecli,
    st.just("NL"),
    st.from_regex(r"[A-Z][A-Z0-9]{0,6}", fullmatch=True),
    st.integers(1900, 2099),
    st.from_regex(r"[1-9][0-9]{0,6}|[A-Z]{2}[0-9]{4}", fullmatch=True),
)


@given(civil | canton | appeal)
def test_a_written_case_number_reads_back(number):
    assert numbers.parse_case_number(str(number)) == number


@given(summary | roll)
def test_a_written_summary_number_reads_back(number):
    assert numbers.parse_summary_number(str(number)) == number


@given(st.builds(Reference, civil, st.none() | summary))
def test_a_written_reference_reads_back(reference):
    assert numbers.parse_reference(str(reference)) == reference


@given(ecli)
def test_a_written_ecli_reads_back(number):
    assert numbers.parse_ecli(str(number)) == number


@given(st.from_regex(r"[0-9]{4,6}", fullmatch=True))
def test_a_written_bar_number_reads_back(digits):
    assert numbers.parse_bar_number(str(BarNumber(digits))) == BarNumber(digits)


@pytest.mark.parametrize("parse", PARSERS)
@given(text=st.text() | st.text("CKGZAEXPLICANDVE/\\-: 0123456789", max_size=40))
def test_garbage_gets_a_value_or_a_refusal_and_suggestions_are_valid(parse, text):
    answer = parse(text)
    if isinstance(answer, Refused):
        assert not answer
        assert answer.reason
        assert all(parse(suggestion) for suggestion in answer.suggestions)
    else:
        assert parse(str(getattr(answer, "text", answer)))


@given(st.text(), civil | appeal)
def test_a_case_number_is_found_inside_any_text(text, number):
    assert number in numbers.find_case_numbers(f"{text} {number} betreft")


@pytest.mark.parametrize(
    "text",
    [
        "C/13/123456",
        "c/13/123456",
        " C/13/123456 ",
        "C-13-123456",
        "C13/123456",
        "C 13 123456",
        "C/13/ 123456",
        "C–13–123456",
    ],
)
def test_the_spellings_courts_use_are_one_number(text):
    assert str(numbers.parse_case_number(text)) == "C/13/123456"


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("C/09/6288994", ("C/09/628994", "C/09/628894")),  # printed in RBDHA:2022:5844
        ("C/9/655288", ("C/09/655288",)),
        ("13/123456", ("C/13/123456",)),
        ("C/13/12345O", ("C/13/123450",)),
        ("zaaknummer: C/13/123456", ("C/13/123456",)),
        ("C/13/123456 en C/13/123457", ("C/13/123456", "C/13/123457")),
        ("C/13/12345", ()),
        ("", ()),
        ("Jansen", ()),
    ],
)
def test_a_near_miss_is_suggested_and_never_guessed(text, suggestions):
    answer = numbers.parse_case_number(text)
    assert isinstance(answer, Refused)
    assert answer.suggestions == suggestions


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("KG ZA 26-123", "KG ZA 26-123"),
        ("KG Za 21/923", "KG ZA 21-923"),
        ("kgza 24-0520", "KG ZA 24-520"),
        ("VV EXPL 22-337", "VV EXPL 22-337"),
        ("KK EXPL 26-12", "KK EXPL 26-12"),
    ],
)
def test_summary_numbers_of_both_judges(text, canonical):
    assert str(numbers.parse_summary_number(text)) == canonical


def test_a_summary_number_with_a_full_year_is_suggested():
    assert numbers.parse_summary_number("KG ZA 2026-123").suggestions == ("KG ZA 26-123",)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("C/10/704252 / KG ZA 25-784", "C/10/704252 / KG ZA 25-784"),
        ("C-09-618625-KG ZA 21-923", "C/09/618625 / KG ZA 21-923"),
        ("C/16/582574 KG ZA 24-520", "C/16/582574 / KG ZA 24-520"),
        ("C/16/582574", "C/16/582574"),
        ("C/18/177936/KG ZA 17/180", "C/18/177936 / KG ZA 17-180"),  # printed in GHARL:2018:3375
        ("200.315.556/01", "200.315.556/01"),
        ("200.353.525", "200.353.525"),
        ("10058628 VV EXPL 22-337", "10058628 \\ VV EXPL 22-337"),
        ("7820843 VV EXPL 19-269", "7820843 \\ VV EXPL 19-269"),
        ("12345678 \\ KK EXPL 26-12", "12345678 \\ KK EXPL 26-12"),
    ],
)
def test_references_as_judgments_print_them(text, canonical):
    assert str(numbers.parse_reference(text)) == canonical


def test_a_summary_number_alone_is_no_reference():
    assert not numbers.parse_reference("KG ZA 26-123")
    assert numbers.parse_reference("C/13/123456 KG ZA 2026-123").suggestions == (
        "C/13/123456 / KG ZA 26-123",
    )


def test_a_cantonal_number_has_no_kg_za_number():
    answer = numbers.parse_reference("12345678 / KG ZA 26-12")
    assert not answer
    assert answer.suggestions == ("12345678",)


@pytest.mark.parametrize(
    "text",
    [
        "ECLI:NL:HR:2016:1087",
        "ecli:nl:rbrot:2025:11478",
        "ECLI:NL:HR:2010:BO0197",
        "ECLI:CE:ECHR:2010:0101JUD001234505",
    ],
)
def test_an_ecli_has_five_parts(text):
    assert str(numbers.parse_ecli(text)) == text.upper()


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("ECLI:NL:HR:2016:01087", ("ECLI:NL:HR:2016:1087",)),
        ("NL:HR:2016:1087", ("ECLI:NL:HR:2016:1087",)),
        ("zie ECLI:NL:HR:2016:1087", ("ECLI:NL:HR:2016:1087",)),
        ("zie ECLI:NL:HR:2016:0AB", ()),
        ("zie ECLI:CE:ECHR:2010:0101JUD001234505", ("ECLI:CE:ECHR:2010:0101JUD001234505",)),
        ("ECLI:NL:HR:2016", ()),
        ("ECLI:NL:TOOLONGNAME:2016:1", ()),
    ],
)
def test_a_defective_ecli_is_refused(text, suggestions):
    assert numbers.parse_ecli(text).suggestions == suggestions


@pytest.mark.parametrize("text", ["A12345", "a12345", "A 12345", "A-12345"])
def test_a_bar_number_begins_with_the_letter_a(text):
    assert numbers.parse_bar_number(text) == BarNumber("12345")


def test_a_bar_number_without_its_letter_is_suggested_not_taken():
    assert numbers.parse_bar_number("12345").suggestions == ("A12345",)
    assert numbers.parse_bar_number("B12345").suggestions == ()
    assert not numbers.parse_bar_number("A123")
    assert not numbers.parse_bar_number("A1234567")


def test_a_number_of_the_bailiffs_register_is_only_tidied():
    assert numbers.parse_kbvg_number(" 12 345 ") == KbvgNumber("12345")
    assert not numbers.parse_kbvg_number("")
    assert not numbers.parse_kbvg_number("jansen")


@pytest.mark.parametrize(
    ("text", "canonical", "exact"),
    [
        ("nieuwe zaak", "nieuwe zaak", True),
        ("Nieuwe zaak ", "nieuwe zaak", False),
        ("C/13/123456", "C/13/123456", True),
        ("c/13/123456", "C/13/123456", False),
        ("12345678 \\ KK EXPL 26-12", "12345678 \\ KK EXPL 26-12", True),
    ],
)
def test_a_subject_says_new_case_or_the_case_number(text, canonical, exact):
    subject = numbers.subject_line(text)
    assert isinstance(subject, Subject)
    assert (subject.text, subject.exact, subject.new) == (canonical, exact, canonical == "nieuwe zaak")


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("Jansen / Pietersen C/13/123456", ("C/13/123456",)),
        ("C/13/123456 / KG ZA 26-123", ("C/13/123456",)),
        ("nieuwe zaak: Jansen", ("nieuwe zaak",)),
        ("nieuw zaak", ("nieuwe zaak",)),
        ("nieuwe zaak C/13/123456", ("nieuwe zaak", "C/13/123456")),
        ("Dagvaarding", ("nieuwe zaak",)),
        ("", ("nieuwe zaak",)),
        ("KG ZA 26-123", ("nieuwe zaak",)),
    ],
)
def test_a_subject_with_anything_else_is_refused_with_a_suggestion(text, suggestions):
    subject = numbers.subject_line(text)
    assert isinstance(subject, Refused)
    assert subject.suggestions == suggestions


def test_two_cases_in_one_text_are_both_found():
    text = "Betreft c/13/123456 en 12345678 \\ KK EXPL 26-12 (en nogmaals C/13/123456), tel. 06-12345678"
    assert [str(number) for number in numbers.find_case_numbers(text)] == [
        "C/13/123456",
        "12345678 \\ KK EXPL 26-12",
    ]
