"""File names: Annex VI 6.5 and art. 3.14, with real days only."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.law.filenames import (
    AttachmentName,
    ProductionName,
    attachment_name,
    other_reading,
    parse_attachment_name,
    parse_production_name,
    production_name,
    propose_attachment_name,
    read_jjmmdd,
    short_name_key,
)
from zegel.law.limits import LARGEST_BYTES, WARN_ABOVE_BYTES, digital_size, veilig_mailen_size
from zegel.law.numbers import Refused

ON = date(2026, 11, 23)
days = st.dates(date(1930, 1, 1), ON + timedelta(days=365))


@given(st.text(), days, st.none() | st.integers(1, 999))
def test_a_made_name_reads_back(description, day, number):
    made = attachment_name(description, day, number=number)
    assert parse_attachment_name(str(made), ON) == made


@given(st.text() | st.text("0123456789_-. abpdf", max_size=30))
def test_any_name_is_read_or_refused_and_the_proposal_is_good(name):
    answer = parse_attachment_name(name, ON)
    if isinstance(answer, Refused):
        assert all(parse_attachment_name(proposal, ON) for proposal in answer.suggestions)
    else:
        assert parse_attachment_name(str(answer), ON) == answer


@given(st.text() | st.text("abproductie123. _-", max_size=30), st.text(max_size=10))
def test_any_production_name_is_read_or_refused(name, short_name):
    answer = parse_production_name(name, short_name)
    if isinstance(answer, Refused):
        assert all(parse_production_name(proposal) for proposal in answer.suggestions)


@given(st.from_regex(r"[a-z0-9]{1,20}", fullmatch=True), st.integers(1, 9999))
def test_a_made_production_name_reads_back(key, number):
    made = production_name(key, number)
    assert made == ProductionName(key, number)
    assert parse_production_name(str(made), key) == made
    assert parse_production_name(made.file) == made


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("dagvaarding_261122.pdf", AttachmentName("dagvaarding", date(2026, 11, 22))),
        ("01_dagvaarding_261122.pdf", AttachmentName("dagvaarding", date(2026, 11, 22), 1)),
        ("3. Brief aan rechtbank 261122.PDF", AttachmentName("brief-aan-rechtbank", date(2026, 11, 22), 3)),
        ("261122 conclusie.pdf", AttachmentName("conclusie", date(2026, 11, 22))),
        ("koopakte_980512.pdf", AttachmentName("koopakte", date(1998, 5, 12))),
        ("schrikkel_230229.pdf", Refused),
        ("schrikkel_240229.pdf", AttachmentName("schrikkel", date(2024, 2, 29))),
        ("schrikkel_250229.pdf", Refused),
        ("dagvaarding_261131.pdf", Refused),
        ("dagvaarding.pdf", Refused),
        ("261122.pdf", Refused),
        ("01_261122.pdf", Refused),
        ("dagvaarding_261122.docx", Refused),
        ("dagvaarding_261122", Refused),
        ("dagvaarding_2611221.pdf", Refused),
    ],
)
def test_a_name_needs_a_description_and_a_real_day(name, read):
    answer = parse_attachment_name(name, ON)
    assert isinstance(answer, Refused) if read is Refused else answer == read


@pytest.mark.parametrize(
    ("name", "proposal"),
    [
        ("Dagvaarding Jansen.pdf", "dagvaarding-jansen_261123.pdf"),
        ("brief 2026-11-02.pdf", "brief_261102.pdf"),
        ("brief 2-11-2026.pdf", "brief_261102.pdf"),
        ("Brief d.d. 22 november 2026.pdf", "brief-d-d_261122.pdf"),
        ("20261122 akte.pdf", "akte_261122.pdf"),
        ("akte 22112026.pdf", "akte_261122.pdf"),
        ("akte_301126.pdf", "akte_261130.pdf"),
        ("akte_990230.pdf", "akte-990230_261123.pdf"),
        ("akte_251101.pdf", "akte_251101.pdf"),
        ("4 - één stuk.pdf", "04_een-stuk_261123.pdf"),
        ("", "stuk_261123.pdf"),
    ],
)
def test_a_better_name_is_proposed(name, proposal):
    assert str(propose_attachment_name(name, ON)) == proposal


def test_a_name_too_long_for_a_file_system_is_refused_at_once():
    long = "a" * 252 + "_261122.pdf"
    assert parse_attachment_name(long, ON).suggestions == (f"{'a' * 80}_261122.pdf",)
    assert not parse_production_name("prod" + " " * 100_000 + "1")


def test_a_file_that_is_no_pdf_is_not_renamed_into_one():
    assert parse_attachment_name("geluid_261122.mp3", ON).suggestions == ()
    assert parse_attachment_name("geluid_261122.mp3", ON, extensions=frozenset({"mp3"}))


def test_a_day_written_the_other_way_round_is_noticed():
    name = parse_attachment_name("brief_221126.pdf", ON)
    assert name.day == date(2022, 11, 26)
    assert other_reading(name.day, ON) == date(2026, 11, 22)
    assert other_reading(date(2026, 11, 22), ON) is None
    assert other_reading(date(2019, 5, 26), ON) is None


def test_the_century_follows_the_day_of_filing():
    assert read_jjmmdd("271231", ON) == date(2027, 12, 31)
    assert read_jjmmdd("280101", ON) == date(1928, 1, 1)


def test_the_example_of_the_regulation():
    assert str(production_name("Pietersen", 1)) == "pietersenproductie1"
    assert short_name_key("Müller & Zn. B.V.") == "mullerznbv"
    assert not production_name("...", 1)
    assert not production_name("Pietersen", 0)


@pytest.mark.parametrize(
    ("name", "party", "suggestion"),
    [
        ("Productie 1.pdf", "Pietersen", ("pietersenproductie1",)),
        ("prod. 03 Pietersen.pdf", "", ("pietersenproductie3",)),
        ("Pietersenproductie1.pdf", "Pietersen", ("pietersenproductie1",)),
        ("pietersenproductie01", "Pietersen", ("pietersenproductie1",)),
        ("jansenproductie2.pdf", "Pietersen", ("pietersenproductie2",)),
        ("foto.pdf", "Pietersen", ()),
    ],
)
def test_another_name_for_a_production_is_refused(name, party, suggestion):
    answer = parse_production_name(name, party)
    assert isinstance(answer, Refused)
    assert answer.suggestions == suggestion


@pytest.mark.parametrize("check", [veilig_mailen_size, digital_size])
@pytest.mark.parametrize(
    ("size", "allowed", "severity"),
    [
        (0, True, "computed"),
        (WARN_ABOVE_BYTES, True, "computed"),
        (WARN_ABOVE_BYTES + 1, True, "warning"),
        (LARGEST_BYTES, True, "warning"),
        (LARGEST_BYTES + 1, False, "hard"),
    ],
)
def test_twenty_five_megabytes_at_both_readings(check, size, allowed, severity):
    decision = check(size)
    assert (decision.allowed, decision.severity) == (allowed, severity)
    assert decision.text()
