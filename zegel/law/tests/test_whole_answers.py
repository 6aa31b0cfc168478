"""Whole answers where a part of one would not notice a slip: refusals with what they propose, limits, a calendar and its decrees."""

from datetime import date

import pytest

from zegel.law import calendar, filenames, limits, numbers
from zegel.law.calendar import FIRST_YEAR, LAST_YEAR, Calendar, atw_calendar, easter_sunday, read_calendar
from zegel.law.errors import LawError
from zegel.law.filenames import AttachmentName, ProductionName
from zegel.law.interpretations import check_settings, read
from zegel.law.numbers import CantonNumber, CaseNumber, Reference, Refused, Subject, SummaryNumber

ON = date(2026, 11, 30)
NO_ECLI = "not an ECLI such as ECLI:NL:HR:2016:1087"
NO_CASE = "not a case number such as C/13/123456 or 12345678"
NO_SUMMARY = "not a summary proceedings number such as KG ZA 26-123"
ONLY_SUBJECT = 'the subject may only say "nieuwe zaak" or the case number'
LONG = "a" * 252 + ".pdf"


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("1 brief 261130.PDF", AttachmentName("brief", ON, 1)),
        ("brief.docx", Refused("brief.docx", "the file is not a PDF by its name", ())),
        ("brief", Refused("brief", "the file is not a PDF by its name", ("brief_261130.pdf",))),
        ("brief 261399.pdf", Refused("brief 261399.pdf", "the six digits are not a day (jjmmdd)", ("brief-261399_261130.pdf",))),
        ("brief.pdf", Refused("brief.pdf", "the name has no date (jjmmdd)", ("brief_261130.pdf",))),
        ("261130.pdf", Refused("261130.pdf", "the name has no description", ("stuk_261130.pdf",))),
        (LONG, Refused(LONG, "the name is longer than 255 characters", (f"{'a' * 80}_261130.pdf",))),
    ],
)  # fmt: skip
def test_an_attachment_is_named_or_refused_with_a_better_name(name, answer):
    assert filenames.parse_attachment_name(name, ON) == answer


def test_other_formats_keep_their_extension_where_the_court_permits_them():
    read_as = filenames.parse_attachment_name("brief 261130.DOCX", ON, extensions=frozenset({"pdf", "docx"}))
    assert read_as == AttachmentName("brief", ON, None, "docx")
    assert filenames.propose_attachment_name("brief.DOCX", ON, number=3) == AttachmentName(
        "brief", ON, 3, "docx"
    )
    assert filenames.propose_attachment_name("brief 1-11-2026.DOCX", ON, number=3) == AttachmentName(
        "brief", date(2026, 11, 1), 3, "docx"
    )
    assert filenames.propose_attachment_name("brief.docx2026x", ON).extension == "pdf"
    assert filenames.attachment_name("brief", ON, extension="mp4") == AttachmentName("brief", ON, None, "mp4")


def test_a_long_description_ends_with_a_word_and_one_without_letters_gets_one():
    longest = filenames.LONGEST_DESCRIPTION
    cut = filenames.attachment_name("a" * (longest - 1) + " b", ON)
    assert cut.description == "a" * (longest - 1)
    assert filenames.attachment_name("X brief X", ON).description == "x-brief-x"
    assert filenames.attachment_name("2026 2027", ON).description.startswith("stuk-")
    assert filenames.attachment_name("--", ON).description == "stuk"


def test_a_name_of_255_characters_is_still_read():
    assert isinstance(filenames.parse_attachment_name("261130-" + "a" * 244 + ".pdf", ON), AttachmentName)
    fits = "p" * 244 + "productie1"
    assert len(fits) == 254
    assert filenames.parse_production_name("p" + fits) == ProductionName("p" * 245, 1)
    too_long = "pp" + fits
    assert filenames.parse_production_name(too_long) == Refused(
        too_long[:255], "the name is longer than 255 characters"
    )


@pytest.mark.parametrize(
    ("day", "on", "meant"),
    [
        (date(2022, 11, 26), ON, date(2026, 11, 22)),
        (date(2026, 11, 26), ON, None),
        # 62 days is near, 63 is not.
        (date(2004, 3, 26), date(2026, 1, 1), date(2026, 3, 4)),
        (date(2005, 3, 26), date(2026, 1, 1), None),
        (date(2026, 3, 26), date(2026, 1, 23), None),
    ],
)
def test_six_digits_are_read_the_other_way_round_only_when_that_is_near(day, on, meant):
    assert filenames.other_reading(day, on) == meant


def test_a_year_of_two_digits_lies_at_most_a_year_ahead_and_of_four_where_it_says():
    assert filenames.read_jjmmdd("271231", ON) == date(2027, 12, 31)
    assert filenames.read_jjmmdd("281231", ON) == date(1928, 12, 31)
    assert filenames.read_jjmmdd("991231", ON) == date(1999, 12, 31)
    assert filenames.read_jjmmdd("261131", ON) is None
    assert filenames.read_jjmmdd("011231", date(2121, 1, 1)) == date(2101, 12, 31)
    assert filenames.propose_attachment_name("brief 3-1-1999.pdf", ON).day == date(1999, 1, 3)


@pytest.mark.parametrize(
    ("short_name", "number", "answer"),
    [
        ("Zon B.V.", 9999, ProductionName("zonbv", 9999)),
        ("Zon", 10000, Refused("10000", "a production number counts from 1")),
        ("Zon", 0, Refused("0", "a production number counts from 1")),
        ("...", 1, Refused("...", "the short name has no letters or digits")),
    ],
)
def test_a_production_has_a_party_and_a_number(short_name, number, answer):
    assert filenames.production_name(short_name, number) == answer


@pytest.mark.parametrize(
    ("name", "short_name", "answer"),
    [
        ("zonproductie1.pdf", "Maan", Refused("zonproductie1.pdf", "the name does not begin with the party's short name", ("maanproductie1",))),
        ("Zon Productie 12", "", Refused("Zon Productie 12", "not a production's name such as pietersenproductie1", ("zonproductie12",))),
        ("Productie 12.pdf", "", Refused("Productie 12.pdf", "not a production's name such as pietersenproductie1", ("partijproductie12",))),
        ("brief", "", Refused("brief", "not a production's name such as pietersenproductie1", ())),
    ],
)  # fmt: skip
def test_a_production_of_another_name_is_refused_with_the_right_one(name, short_name, answer):
    assert filenames.parse_production_name(name, short_name) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("C/13/1234", Refused("C/13/1234", NO_CASE, ())),
        ("C/9/6288994", Refused("C/9/6288994", NO_CASE, ("C/09/628994", "C/09/628894"))),
        ("12345678", CantonNumber("12345678", None)),
        ("12345678 CV EXPL 26-12", CantonNumber("12345678", SummaryNumber("CV EXPL", "26", 12))),
    ],
)
def test_a_case_number_is_read_or_refused_with_what_it_may_have_been(text, answer):
    assert numbers.parse_case_number(text) == answer


def test_doubled_digits_at_the_start_are_the_likeliest_slip_too():
    assert numbers.parse_case_number("C/13/6678901").suggestions == ("C/13/678901",)
    assert numbers.parse_case_number("C/13/6789010").suggestions[0] == "C/13/789010"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("C/13/123456 / KG ZA 26-123", Reference(CaseNumber("13", "123456"), SummaryNumber("KG ZA", "26", 123))),
        ("C/13/123456", Reference(CaseNumber("13", "123456"), None)),
        ("12345678 VV EXPL 26-12", Reference(CantonNumber("12345678", SummaryNumber("VV EXPL", "26", 12)), SummaryNumber("VV EXPL", "26", 12))),
        ("12345678 / KG ZA 26-123", Refused("12345678 / KG ZA 26-123", "only a case number such as C/13/123456 goes with a KG ZA number", ("12345678",))),
        ("C/9/628899 / KG ZA 26-123", Refused("C/9/628899 / KG ZA 26-123", NO_CASE, ("C/09/628899",))),
        ("C/13/123456 / KG ZA 26", Refused("C/13/123456 / KG ZA 26", NO_SUMMARY, ())),
        ("C/13/123456 / KG ZA 26/1.", Refused("C/13/123456 / KG ZA 26/1.", NO_SUMMARY, ("C/13/123456 / KG ZA 26-1",))),
        ("KG ZA 26-123", Refused("KG ZA 26-123", NO_CASE, ())),
        ("X KG ZA 26-123", Refused("X KG ZA 26-123", NO_CASE, ())),
    ],
)  # fmt: skip
def test_both_numbers_are_read_together(text, answer):
    assert numbers.parse_reference(text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ECLI : NL : HR : 2016 : 1087", numbers.Ecli("NL", "HR", 2016, "1087")),
        ("ECLI: NL: HR: 2016: 1087", numbers.Ecli("NL", "HR", 2016, "1087")),
        ("ECLI :NL :HR :2016 :1087", numbers.Ecli("NL", "HR", 2016, "1087")),
        ("ECLI:NL:HR:2016:0", Refused("ECLI:NL:HR:2016:0", NO_ECLI, ())),
        ("ECLI:NL:HR:2016:01087", Refused("ECLI:NL:HR:2016:01087", NO_ECLI, ("ECLI:NL:HR:2016:1087",))),
        ("NL:HR:2016:1087", Refused("NL:HR:2016:1087", NO_ECLI, ("ECLI:NL:HR:2016:1087",))),
        ("zie ECLI:NL:HR:2016:1087.", Refused("zie ECLI:NL:HR:2016:1087.", NO_ECLI, ())),
        ("iets", Refused("iets", NO_ECLI, ())),
    ],
)
def test_an_ecli_is_read_with_spaces_about_its_colons(text, answer):
    assert numbers.parse_ecli(text) == answer


@pytest.mark.parametrize(
    ("read_by", "text", "answer"),
    [
        (
            numbers.parse_bar_number,
            "12.345",
            Refused("12.345", "not a bar number such as A12345", ("A12345",)),
        ),
        (numbers.parse_bar_number, "advocaat", Refused("advocaat", "not a bar number such as A12345", ())),
        (numbers.parse_kbvg_number, "X", Refused("X", "not a number of the bailiffs' register")),
        (numbers.parse_summary_number, "26/123", Refused("26/123", NO_SUMMARY, ("KG ZA 26-123",))),
    ],
)
def test_a_number_that_is_none_is_refused_as_it_was_typed(read_by, text, answer):
    assert read_by(text) == answer


def test_what_is_longer_than_any_number_is_not_read():
    longest = numbers.LONGEST
    padded = "C/13/123456".ljust(longest)
    assert numbers.parse_case_number(padded) == CaseNumber("13", "123456")
    assert numbers.parse_case_number(padded + " ") == Refused(padded, NO_CASE, ())
    tail = "12345678".rjust(longest)
    assert numbers.parse_case_number(tail) == CantonNumber("12345678", None)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("nieuwe zaak", Subject("nieuwe zaak", None, True)),
        ("Nieuwe zaak", Subject("nieuwe zaak", None, False)),
        (
            "nieuwe zaak C/13/123456",
            Refused("nieuwe zaak C/13/123456", ONLY_SUBJECT, ("nieuwe zaak", "C/13/123456")),
        ),
        (
            "nieuw zaak C/13/123456",
            Refused("nieuw zaak C/13/123456", ONLY_SUBJECT, ("nieuwe zaak", "C/13/123456")),
        ),
        ("oude zaak C/13/123456", Refused("oude zaak C/13/123456", ONLY_SUBJECT, ("C/13/123456",))),
        ("dagvaarding", Refused("dagvaarding", ONLY_SUBJECT, ("nieuwe zaak",))),
    ],
)
def test_a_subject_is_one_of_two_things(text, answer):
    assert numbers.subject_line(text) == answer


@pytest.mark.parametrize("check", [limits.digital_size, limits.veilig_mailen_size])
@pytest.mark.parametrize(
    ("size", "used", "severity", "limit"),
    [
        (25_000_000, "binary", "computed", 26_214_400),
        (25_000_001, "binary", "warning", 26_214_400),
        (26_214_401, "binary", "hard", 26_214_400),
        (25_000_000, "decimal", "computed", 25_000_000),
        (25_000_001, "decimal", "hard", 25_000_000),
    ],
)
def test_a_size_is_answered_with_its_limit_and_its_reading(check, size, used, severity, limit):
    found = check(size, {"I-7": used})
    assert found.severity == severity
    assert found.params == {"size": size, "limit": limit, "megabytes": 25, "warn_above": 25_000_000}
    (reading,) = found.readings
    assert (reading.code, reading.setting, len(reading.others)) == ("I-7", used, 1)


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ({"I-99": "x"}, "There is no interpretation I-99."),
        ({"I-5": "x"}, "Interpretation I-5 knows calendar-days, extended, working-days, not x."),
    ],
)
def test_a_setting_that_does_not_exist_is_named(chosen, text):
    with pytest.raises(LawError) as refused:
        check_settings(chosen)
    assert (refused.value.code, str(refused.value)) == ("unknown-setting", text)


def test_every_other_reading_says_what_it_is():
    _value, reading = read("I-5", {}, len)
    assert [other.text for other in reading.others] == [
        "two calendar days, extended when the last one is free",
        "two working days",
    ]


EASTERS = {
    1583: (4, 10), 1598: (3, 22), 1666: (4, 25), 1761: (3, 22), 1818: (3, 22), 1886: (4, 25), 1900: (4, 15), 1943: (4, 25),
    1954: (4, 18), 1981: (4, 19), 2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2038: (4, 25), 2049: (4, 18), 2076: (4, 19),
    2100: (3, 28), 2200: (4, 6), 2285: (3, 22), 2299: (4, 16), 2400: (4, 16), 2499: (3, 29), 2600: (3, 23),
}  # fmt: skip


@pytest.mark.parametrize(("year", "day"), EASTERS.items())
def test_easter_falls_where_the_gregorian_tables_have_it(year, day):
    assert easter_sunday(year) == date(year, *day)


def test_the_calendar_ends_with_its_last_year():
    known = atw_calendar()
    assert known.days_in(LAST_YEAR)
    assert known.days_in(FIRST_YEAR)
    for year in (FIRST_YEAR - 1, LAST_YEAR + 1):
        with pytest.raises(LawError, match=str(year)):
            known.days_in(year)


def test_the_first_ordinary_day_of_the_next_year_follows_the_last_of_this_one():
    last = atw_calendar().ordinary_before(date(2027, 1, 1))
    assert atw_calendar().ordinary_after(last) == date(2027, 1, 4)
    assert atw_calendar().ordinary_between(last, date(2027, 1, 4)) == 2
    assert atw_calendar().ordinary_between(date(2025, 12, 31), date(2027, 1, 4)) == (
        1 + atw_calendar().ordinary_between(date(2026, 1, 1), date(2026, 12, 31)) + 1
    )


def decree(folder, name, days, *, verified=True, title="Besluit é"):
    (folder / name).write_text(
        f'title = "{title}"\npublished = "Stcrt. 1"\nurl = "https://example.org"\nverified = {str(verified).lower()}\n'
        f"complete = true\ncovers_from = 2026-01-01\ncovers_until = 2026-12-31\ndays = [{', '.join(days)}]\n",
        "utf-8",
    )


def calendar_in(folder) -> Calendar:
    (folder / "holidays.toml").write_text("day = []\n# é\n", "utf-8")
    return read_calendar(folder)


@pytest.mark.parametrize(("verified", "how"), [(True, "primary"), (False, "secondary")])
def test_a_decree_is_read_with_its_source(tmp_path, verified, how):
    decree(tmp_path, "decree-2026.toml", ["2026-01-01", "2026-12-31"], verified=verified)
    first, last = calendar_in(tmp_path).days_in(2026)
    assert (first.day, last.day) == (date(2026, 1, 1), date(2026, 12, 31))
    source = first.decree
    assert (source.short, source.title, source.version, source.url) == (
        "KB",
        "Besluit é",
        "Stcrt. 1",
        "https://example.org",
    )
    assert (source.read, first.verified) == (how, verified)


@pytest.mark.parametrize("day", ["2025-12-31", "2027-01-01"])
def test_a_day_outside_its_decree_is_refused(tmp_path, day):
    decree(tmp_path, "decree-2026.toml", [day])
    with pytest.raises(ValueError, match=f"{day} lies outside"):
        calendar_in(tmp_path)


def test_of_two_decrees_about_a_day_the_last_file_counts(tmp_path):
    for name, title in (("decree-b.toml", "second"), ("decree-a.toml", "first")):
        decree(tmp_path, name, ["2026-05-15"], title=title)
    (found,) = calendar_in(tmp_path).days_in(2026)
    assert found.decree.title == "second"
    assert found.name_en == calendar.EQUATED_EN
