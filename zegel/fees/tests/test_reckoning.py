"""What the law makes of a list of facts: each article of chapter 7 and 8.1, on plain values."""

from datetime import date
from uuid import UUID

import pytest

from zegel.fees.rules.checks import Stated, misfit
from zegel.fees.rules.facts import Fact, Payer
from zegel.fees.rules.reckoning import reckon

FIRM, TENANT, OTHER = (UUID(int=number) for number in (1, 2, 3))
CLAIMANT = Payer(FIRM, "claimant", "legal")
DEFENDANT = Payer(TENANT, "defendant", "natural")
HEARD = date(2026, 3, 2)
DUE = date(2026, 3, 30)


def facts(*given):
    """Numbered facts from (kind, day, party, values)."""
    return [
        Fact(number, kind, day, party, values or {})
        for number, (kind, day, party, values) in enumerate(given, 1)
    ]


CALLED = (
    ("claim", HEARD, None, {"cents": None}),
    ("called", HEARD, None, None),
    ("appeared", HEARD, TENANT, None),
)


def totals(*given, matter="handel", payers=(CLAIMANT, DEFENDANT)):
    found = reckon(matter, payers, facts(*given))
    return {payer.key: found.total(payer.key) // 100 for payer in payers}


def test_nobody_owes_before_the_case_is_called():
    found = reckon("handel", [CLAIMANT, DEFENDANT], facts(CALLED[0]))
    assert found.items == ()
    assert {said.rule for said in found.nothing.values()} == {"7.1-a", "7.1-b"}


def test_the_claimant_owes_from_the_call_and_the_defendant_from_appearing():
    assert totals(*CALLED[:2]) == {FIRM: 735, TENANT: 0}
    assert totals(*CALLED) == {FIRM: 735, TENANT: 341}
    found = reckon("handel", [CLAIMANT, DEFENDANT], facts(*CALLED))
    assert {item.term.last for item in found.items} == {DUE}
    assert not any(item.certain for item in found.items)


def test_who_appears_later_pays_later():
    late = ("appeared", date(2026, 4, 7), TENANT, None)
    items = {
        item.party: item for item in reckon("handel", [CLAIMANT, DEFENDANT], facts(*CALLED[:2], late)).items
    }
    # Four weeks after 7 April is Liberation Day, a day of rest: 6 May.
    assert (items[FIRM].term.last, items[TENANT].term.last) == (DUE, date(2026, 5, 6))


def test_in_kanton_a_defendant_owes_nothing():
    assert totals(*CALLED, matter="kanton") == {FIRM: 139, TENANT: 0}


def test_without_the_claim_the_amount_waits_and_the_term_runs():
    (waits,) = reckon("handel", [CLAIMANT], facts(CALLED[1])).waiting
    assert (waits.code, waits.term.last) == ("claim", DUE)


def test_a_year_without_tariff_waits_with_the_reason():
    day = date(2031, 3, 3)
    (waits,) = reckon("handel", [CLAIMANT], facts(CALLED[0], ("called", day, None, None))).waiting
    assert (waits.code, waits.why.rule) == ("tariff", "7.1-d")


@pytest.mark.parametrize(
    ("document", "day", "expected"),
    [
        ("toevoegingsaanvraag", HEARD, 93),
        ("inkomensverklaring", date(2026, 2, 1), 93),
        ("toevoeging", date(2026, 3, 3), 341),
    ],
)
def test_proof_of_aid_counts_when_filed_at_latest_at_the_hearing(document, day, expected):
    assert totals(*CALLED, ("aid shown", day, TENANT, {"document": document}))[TENANT] == expected


AID = ("aid shown", HEARD, TENANT, {"document": "toevoegingsaanvraag"})
ENDED = ("ended", date(2026, 3, 16), None, None)


def test_refused_aid_makes_the_fee_full_with_a_term_of_its_own():
    found = reckon(
        "handel", [CLAIMANT, DEFENDANT], facts(*CALLED, AID, ("aid refused", date(2026, 5, 1), TENANT, None))
    )
    raised = found.items[-1]
    assert (raised.cents, raised.key, raised.term.last) == (248_00, "5", date(2026, 5, 29))
    assert "PR 7.5" in {str(article) for article in raised.why.articles}


def test_a_grant_that_stays_out_makes_the_fee_full_and_one_that_comes_does_not():
    missed = ("aid missed", date(2026, 4, 13), TENANT, None)
    assert totals(*CALLED, AID, ENDED, missed)[TENANT] == 341
    assert totals(*CALLED, AID, ENDED, ("aid granted", date(2026, 4, 1), TENANT, None))[TENANT] == 93


def test_an_income_statement_needs_no_grant():
    shown = ("aid shown", HEARD, TENANT, {"document": "inkomensverklaring"})
    assert totals(*CALLED, shown, ENDED, ("aid missed", date(2026, 4, 13), TENANT, None))[TENANT] == 93


@pytest.mark.parametrize(
    ("day", "excusable", "expected"),
    [(date(2026, 4, 13), True, 93), (date(2026, 4, 13), False, 341), (date(2026, 4, 14), True, 341)],
)
def test_late_aid_lowers_within_four_weeks_when_that_was_excusable(day, excusable, expected):
    late = ("aid late", day, TENANT, {"document": "toevoeging", "excusable": excusable})
    assert totals(*CALLED, ENDED, late)[TENANT] == expected


INCREASE = ("claim increased", date(2026, 3, 10), None, {"cents": 50_000_00})


def test_a_larger_claim_raises_the_claimants_fee_alone():
    assert totals(*CALLED, INCREASE) == {FIRM: 3083, TENANT: 341}


def test_no_increase_for_a_counterclaim_nor_when_aid_is_shown_nor_when_disregarded():
    for changed in ({"counterclaim": True}, {"aid": [str(FIRM)]}):
        increase = (*INCREASE[:3], INCREASE[3] | changed)
        assert totals(*CALLED, increase)[FIRM] == 735
    assert totals(*CALLED, INCREASE, ("increase disregarded", HEARD, None, {"increase": 4}))[FIRM] == 735


def test_a_withdrawn_case_costs_nothing_until_the_defendant_asks_for_the_costs():
    asked = ("costs asked", date(2026, 3, 9), None, None)
    assert totals(CALLED[0]) == {FIRM: 0, TENANT: 0}
    assert totals(CALLED[0], asked) == {FIRM: 735, TENANT: 341}
    assert totals(CALLED[0], asked, matter="kanton") == {FIRM: 139, TENANT: 0}
    found = reckon("handel", [CLAIMANT, DEFENDANT], facts(CALLED[0], asked))
    assert {item.why.rule for item in found.items} == {"8.1-c"}


def test_parties_together_pay_one_fee_by_the_highest_tariff():
    second = Payer(OTHER, "defendant", "legal")
    both = ("shared", HEARD, None, {"parties": [str(TENANT), str(OTHER)]})
    came = ("appeared", HEARD, OTHER, None)
    payers = (CLAIMANT, DEFENDANT, second)
    assert totals(*CALLED, came, payers=payers) == {FIRM: 735, TENANT: 341, OTHER: 735}
    assert totals(*CALLED, came, both, payers=payers) == {FIRM: 735, TENANT: 735, OTHER: 0}
    # Aid of one of them lowers nothing while the other has none.
    assert totals(*CALLED, came, both, AID, payers=payers)[TENANT] == 735


def test_who_joins_pays_as_in_a_new_case_and_not_on_the_defendants_side_in_kanton():
    joiner = Payer(OTHER, "joined", "natural")
    joined = ("joined", HEARD, OTHER, {"side": "defendant"})
    payers = (CLAIMANT, DEFENDANT, joiner)
    assert totals(*CALLED, payers=payers)[OTHER] == 0
    assert totals(*CALLED, joined, payers=payers)[OTHER] == 341
    assert totals(*CALLED, joined, payers=payers, matter="kanton")[OTHER] == 0


def test_a_confirmed_amount_is_certain_and_counts():
    line = "2026 voorzieningenrechter undetermined natural"
    found = reckon(
        "handel",
        [DEFENDANT],
        facts(
            *CALLED,
            ("tariff confirmed", HEARD, TENANT, {"line": line, "cents": 345_00, "source": "Stcrt"}),
        ),
    )
    (item,) = found.items
    assert (item.line, item.cents, item.certain) == (line, 345_00, True)


def test_a_fact_that_cannot_be_is_named_by_its_field():
    known, payers, today = facts(*CALLED), [CLAIMANT, DEFENDANT], date(2026, 3, 20)
    for kind, day, party, values, field in [
        ("claim", HEARD, None, {"cents": -1}, "cents"),
        ("claim", HEARD, None, {"cents": True}, "cents"),
        ("claim", date(2026, 3, 21), None, {"cents": 1}, "day"),
        ("appeared", HEARD, CLAIMANT, {}, "party"),
        ("appeared", date(2026, 3, 1), DEFENDANT, {}, "day"),
        ("appeared", HEARD, None, {}, "party"),
        ("joined", HEARD, DEFENDANT, {"side": "own"}, "party"),
        ("aid shown", HEARD, DEFENDANT, {"document": "letter"}, "document"),
        ("aid refused", HEARD, DEFENDANT, {}, "party"),
        ("claim increased", HEARD, None, {"cents": 0}, "cents"),
        ("increase disregarded", HEARD, None, {"increase": 9}, "increase"),
        ("shared", HEARD, None, {"parties": [str(FIRM)]}, "parties"),
        ("tariff confirmed", HEARD, DEFENDANT, {"line": "x", "cents": 0}, "cents"),
        ("tariff confirmed", HEARD, DEFENDANT, {"line": "x", "cents": 1, "source": " "}, "source"),
        ("tariff confirmed", HEARD, DEFENDANT, {"line": "x", "cents": 1}, "source"),
        ("called", HEARD, CLAIMANT, {}, "party"),
    ]:
        assert misfit(Stated(kind, day, party, values), payers, known, today) == field, kind
