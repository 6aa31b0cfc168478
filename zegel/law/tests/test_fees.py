"""Court fees: who owes what from when; no amount looks surer than it is."""

import tomllib
from datetime import date
from decimal import Decimal
from importlib import resources

import pytest

from zegel.law import fees
from zegel.law.decisions import Decision
from zegel.law.fees import UNCONFIRMED, Fee, fee, owes, tariff_of, tariffs

IN_2024, IN_2026 = date(2024, 6, 3), date(2026, 11, 23)
CENT = Decimal("0.01")


def euros(matter, claim, person, day=IN_2024):
    return fee(matter, claim if claim is None else Decimal(claim), person, day).amount.euros


@pytest.mark.parametrize(
    ("matter", "claim", "legal", "natural"),
    [
        ("kanton", None, 130, 87),
        ("kanton", "0", 130, 87),
        ("kanton", "500", 130, 87),
        ("kanton", "500.01", 328, 218),
        ("kanton", "1500", 328, 218),
        ("kanton", "1500.01", 372, 248),
        ("kanton", "2500", 372, 248),
        ("kanton", "2500.01", 496, 248),
        ("kanton", "5000", 496, 248),
        ("kanton", "5000.01", 524, 248),
        ("kanton", "12500", 524, 248),
        ("kanton", "12500.01", 1409, 706),
        ("handel", None, 688, 320),
        ("handel", "100000", 2889, 1325),
        ("handel", "100000.01", 6617, 2626),
        ("handel", "1000000", 6617, 2626),
        ("handel", "1000000.01", 9825, 2626),
        ("familie", None, 688, 320),
    ],
)
def test_the_tariff_of_2024_at_every_bracket(matter, claim, legal, natural):
    assert euros(matter, claim, "legal") == legal
    assert euros(matter, claim, "natural") == natural
    assert euros(matter, claim, "indigent") == 87


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_a_tariff_is_what_its_file_says(year):
    tariff = tariff_of(date(year, 6, 3))
    file = resources.files("zegel.law") / "data" / "fees" / f"{year}.toml"
    data = tomllib.loads(file.read_text("utf-8"))
    assert (tariff.instrument, list(tariff.sources), tariff.note) == (
        data["instrument"],
        data["sources"],
        data["note"],
    )
    assert tariff.indigent == fees.Amount(**data["indigent"])
    for line, written in zip(tariff.brackets, data["bracket"], strict=True):
        assert line.judge == written["judge"]
        assert line.up_to == (Decimal(written["up_to"]) if "up_to" in written else None)
        assert line.undetermined is written.get("undetermined", False)
        assert line.legal == fees.Amount(**written["legal"])
        assert line.natural == fees.Amount(**written["natural"])


def test_a_fee_says_of_which_year_and_tariff_it_is():
    owed = fee("kanton", Decimal(600), "legal", IN_2024)
    assert (owed.year, owed.person, owed.sources) == (2024, "legal", tariff_of(IN_2024).sources)
    assert [str(where) for where in owed.articles] == ["Wgbz 10", "Wgbz 3(6)", "Wgbz annex"]
    assert owed.bracket.up_to == 1500


def test_nobody_pays_by_the_line_above_a_million_where_a_natural_person_is_a_party():
    large = Decimal("1000000.01")
    alone = fee("handel", large, "legal", IN_2024)
    beside = fee("handel", large, "legal", IN_2024, natural_party=True)
    assert (alone.amount.euros, beside.amount.euros) == (9825, 6617)
    assert fee("kanton", large, "legal", IN_2024, natural_party=True).amount.euros == 1409


def test_no_amount_that_was_not_read_officially_is_shown_as_a_fact():
    for tariff in tariffs():
        amounts = [tariff.indigent, *(a for line in tariff.brackets for a in (line.legal, line.natural))]
        assert all(amount.verified == (amount.evidence == "official") for amount in amounts)
        assert tariff.sources
    assert fee("handel", None, "natural", IN_2026).text() == f"€ 341 ({UNCONFIRMED})"


def test_a_verified_amount_is_shown_plainly():
    owed = fee("handel", None, "natural", IN_2026)
    official = Fee(fees.Amount(341, "official"), 2026, "natural", owed.bracket, owed.sources, owed.articles)
    assert official.text() == "€ 341"


def test_tariffs_rise_with_claim_and_year():
    for tariff in tariffs():
        for judge in ("kantonrechter", "voorzieningenrechter"):
            lines = [line for line in tariff.brackets if line.judge == judge]
            assert [line.legal.euros for line in lines] == sorted(line.legal.euros for line in lines)
            assert lines[-1].up_to is None
    assert [tariff.indigent.euros for tariff in tariffs()] == [87, 90, 93]


def test_the_year_is_that_of_the_first_hearing():
    assert tariff_of(date(2025, 12, 31)).year == 2025
    assert tariff_of(date(2026, 1, 1)).year == 2026
    unknown = fee("handel", None, "legal", date(2031, 1, 1))
    assert isinstance(unknown, Decision)
    assert "2031" in unknown.text()


@pytest.mark.parametrize("matter", ["familie", "handel", "kanton"])
def test_who_owes_from_when(matter):
    assert not owes(matter, "claimant").value
    assert owes(matter, "claimant", called=True).value
    assert not owes(matter, "defendant", called=True).value
    assert owes(matter, "defendant", called=True, appeared=True).value == (matter != "kanton")
    assert not owes(matter, "counterclaimant", called=True, appeared=True).value
    assert owes(matter, "intervening").value
    assert owes(matter, "joining defendant").value == (matter != "kanton")


def test_after_withdrawal_nobody_owes_until_costs_are_asked():
    assert not fees.owes_after_withdrawal("handel", "claimant", False).value
    assert fees.owes_after_withdrawal("handel", "claimant", True).value
    assert fees.owes_after_withdrawal("familie", "defendant", True).value
    assert fees.owes_after_withdrawal("kanton", "claimant", True).value
    assert not fees.owes_after_withdrawal("kanton", "defendant", True).value


MILLION_AND = Decimal("1000000.01")


@pytest.mark.parametrize(
    ("person", "natural_party", "owed"),
    [("legal", False, 9825), ("legal", True, 6617), ("natural", True, 2626), ("natural", False, 2626)],
)
def test_above_a_million_nobody_pays_the_highest_fee_in_a_case_with_a_natural_person(
    person, natural_party, owed
):
    found = fee("handel", MILLION_AND, person, IN_2024, natural_party=natural_party)
    assert found.amount.euros == owed
    assert "Wgbz 3(6)" in map(str, found.articles)


def test_the_line_below_is_for_claims_above_a_million_only():
    assert fee("handel", Decimal(1_000_000), "legal", IN_2024, natural_party=True).amount.euros == 6617
    assert fee("handel", Decimal(100_001), "legal", IN_2024, natural_party=True).amount.euros == 6617
    assert fee("kanton", MILLION_AND, "natural", IN_2024).amount.euros == 706
    assert fee("kanton", MILLION_AND, "legal", IN_2024, natural_party=True).amount.euros == 1409


def test_a_claim_is_not_negative():
    assert fee("kanton", Decimal(0), "legal", IN_2024)
    with pytest.raises(ValueError, match=r"^a claim is not negative$"):
        fee("kanton", -CENT, "legal", IN_2024)


def test_whose_fee_a_larger_claim_raises_can_be_read_in_two_ways():
    usual = fees.raised_for("handel", defendant_appeared=True)
    assert usual.value == ("claimant",)
    assert usual.readings[0].others[0].value == ("claimant", "defendant")
    parties = {"I-10": "parties"}
    assert fees.raised_for("handel", True, parties).value == ("claimant", "defendant")
    assert fees.raised_for("handel", False, parties).value == ("claimant",)
    assert fees.raised_for("kanton", True, parties).value == ("claimant",)


def test_one_fee_together():
    assert fees.may_share(True, True)
    assert not fees.may_share(True, False)
    assert not fees.may_share(False, True)
    assert fees.shared_person(["natural", "legal"]).value == "legal"
    assert fees.shared_person(["natural", "indigent"]).value == "natural"
    assert fees.shared_person(["indigent", "legal"]).value == "legal"
    assert fees.shared_person(["indigent", "indigent"]).value == "indigent"


def test_aid_is_shown_at_latest_at_the_hearing():
    on_the_day = fees.aid_shown("toevoegingsaanvraag", IN_2026, IN_2026)
    late = fees.aid_shown("toevoeging", date(2026, 11, 24), IN_2026)
    assert fees.levied_as("natural", on_the_day).value == "indigent"
    assert fees.levied_as("natural", late).value == "natural"
    assert fees.levied_as("indigent", late).value == "natural"
    assert not fees.aid_shown(None, None, IN_2026)


@pytest.mark.parametrize(
    ("levied_on", "granted", "refused", "raised"),
    [
        ("toevoegingsaanvraag", True, False, False),
        ("toevoegingsaanvraag", False, False, True),
        ("toevoegingsaanvraag", True, True, True),
        ("toevoeging", False, False, False),
        ("toevoeging", True, True, True),
    ],
)
def test_a_low_fee_is_raised(levied_on, granted, refused, raised):
    answer = fees.raised_to_full(levied_on, granted_in_time=granted, refused_or_withdrawn=refused)
    assert answer.value is raised


def test_a_full_fee_is_lowered_only_when_excusable():
    assert fees.may_lower(True, True)
    assert fees.may_lower(True, None).severity == "discretion"
    assert fees.may_lower(True, False).severity == "hard"
    assert fees.may_lower(False, True).severity == "hard"


def raised(claim, day=IN_2024, person="natural", **facts):
    owed = fee("kanton", Decimal(500), person, IN_2024)
    usual = {"counterclaim": False, "aid": False}
    return fees.raised_for_claim(owed, "kanton", Decimal(claim), day, **(usual | facts))


def test_a_larger_claim_raises_the_fee_by_bracket():
    assert raised(500).value == 0
    assert raised(500 + CENT).value == 218 - 87
    assert raised(501, person="legal").value == 328 - 130
    assert raised(501, person="indigent").value == 0
    assert raised(100).value == 0
    assert UNCONFIRMED in raised(501).text()


def test_the_tariff_on_the_day_of_the_increase_counts():
    assert raised(501, day=IN_2026).value == 233 - 87
    assert raised(400, day=IN_2026).value == 0
    assert isinstance(raised(501, day=date(2031, 1, 1)), Decision)


def test_no_increase_for_a_counterclaim_or_with_proof_of_aid():
    assert raised(20000, counterclaim=True).value == 0
    assert raised(20000, aid=True).value == 0


def test_an_unpaid_fee_is_collected_and_stops_nothing():
    assert fees.collected_by(paid=False).value == "dwangbevel"
    assert fees.collected_by(paid=True).value == "nothing"
