"""What may be entered on the sheet of a hearing, and what the law says of it before it is made."""

from dataclasses import replace
from datetime import datetime
from typing import get_args
from uuid import uuid4

import pytest

from zegel.law.case_states import CALLED, State
from zegel.lib.moments import AMSTERDAM
from zegel.proceedings.errors import (
    EntryRefused,
)
from zegel.proceedings.rules.acts import ROLES
from zegel.proceedings.rules.hearing.entries import (
    ARTICLES,
    HEARING_ACTS,
    RECORDS,
    VISIBLE,
    WHO_RECORDS,
    may_be_noted,
    may_record,
)
from zegel.proceedings.rules.hearing.facts import read
from zegel.proceedings.rules.hearing.fields import FIELDS
from zegel.proceedings.rules.hearing.shape import AtHearing, PartyAt
from zegel.proceedings.rules.hearing.weighing import usual_judgment, weigh

ZON = PartyAt(uuid4(), "Zon", "claimant", legal=True, lawyer=True, appeared=True)
KANAAL = PartyAt(uuid4(), "Kanaal", "defendant", legal=True, lawyer=False)
HEARD = datetime(2026, 12, 16, 10, 0, tzinfo=AMSTERDAM)
HEARING = AtHearing(
    matter="handel",
    court="amsterdam",
    location="Amsterdam",
    state="called",
    planned=HEARD,
    called=HEARD,
    began=HEARD,
    parties=(ZON, KANAAL),
    very_urgent=False,
    exhibits=True,
    moved_for_claimant=False,
)
IN_PERSON = {"party": str(KANAAL.key), "appeared": "yes", "how": "in person", "director": True}


def said(entry, given, hearing=HEARING, at=HEARD):
    """The rules that speak of an entry, with what they answer."""
    return {
        (decision.rule, decision.allowed): decision
        for decision in weigh(entry, read(entry, given, hearing), hearing, at)
    }


# Who may, and when: every cell


@pytest.mark.parametrize("kind", RECORDS)
@pytest.mark.parametrize("role", ROLES)
def test_the_table_answers_every_cell(role, kind):
    may = may_record(frozenset({role}), kind)
    assert may == (role if role in WHO_RECORDS[kind] else None)
    assert role in {"clerk", "registrar", "judge"} or may is None


def test_what_the_law_leaves_to_the_judge_is_noted_by_the_judge_alone():
    assert {kind for kind in RECORDS if WHO_RECORDS[kind] == {"judge"}} == {
        "guard", "longer", "doors", "admissibility",
    }  # fmt: skip


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_is_made_at_the_hearing_and_what_is_arranged_for_it_before(kind):
    early = kind in {"interpreter", "detained", "guard", "longer"}
    for state in get_args(State):
        expected = state in CALLED or (early and state in {"day set", "served", "summons filed", "moved"})
        if state not in {"opponent informed", "voluntary appearance announced"}:
            assert may_be_noted(kind, state) == expected, state


def test_every_entry_has_its_fields_its_rules_and_every_record_its_article_and_readers():
    assert set(FIELDS) == {*RECORDS, *HEARING_ACTS}
    assert set(ARTICLES) == set(VISIBLE) == set(RECORDS)


# What is filled in


@pytest.mark.parametrize(
    ("entry", "given", "field"),
    [
        ("appearance", {}, "party"),
        ("appearance", {"party": str(uuid4()), "appeared": "yes"}, "party"),
        ("appearance", {"party": str(KANAAL.key)}, "appeared"),
        ("appearance", {"party": str(KANAAL.key), "appeared": "perhaps"}, "appeared"),
        ("appearance", {"party": str(KANAAL.key), "appeared": ["yes"]}, "appeared"),
        ("appearance", IN_PERSON | {"extract": "2026-02-30"}, "extract"),
        ("appearance", IN_PERSON | {"extract": "0001-01-01"}, "extract"),
        ("appearance", IN_PERSON | {"name": "Jan"}, "name"),
        ("detained", {"party": str(ZON.key), "asked": "2026-12-16"}, "asked"),
        ("detained", {"party": str(ZON.key), "asked": "2027-03-28T02:30"}, "asked"),
        ("claim changed", {"party": str(ZON.key), "to": "-1"}, "to"),
        ("claim changed", {"party": str(ZON.key), "to": "NaN"}, "to"),
        ("claim changed", {"party": str(ZON.key), "to": "1,234"}, "to"),
        ("claim changed", {"party": str(ZON.key), "to": "1e300"}, "to"),
        ("grant default", {"party": str(ZON.key)}, "party"),
        ("counterclaim", {"party": "x", "claim": "counterclaim"}, "party"),
        ("set judgment", {}, "judgment"),
    ],
)
def test_what_is_missing_or_is_nothing_of_the_kind_is_refused_at_its_field(entry, given, field):
    with pytest.raises(EntryRefused) as refused:
        read(entry, given, HEARING)
    assert refused.value.field == field


def test_facts_are_kept_as_plain_json_with_the_offset_of_the_day():
    given = {"party": str(ZON.key), "stated": ["full names"], "asked": "2026-07-01T09:00"}
    assert read("detained", given, HEARING).kept() == {
        "stated": ["full names"],
        "asked": "2026-07-01T09:00:00+02:00",
    }
    amounts = read("claim changed", {"party": str(ZON.key), "from": "€ 25.000,50", "to": "100000"}, HEARING)
    assert amounts.kept() == {"from": "25000.50", "to": "100000"}


# What the law says


def test_a_claimant_of_a_commercial_case_does_not_appear_without_a_lawyer():
    refused = said("appearance", {"party": str(ZON.key), "appeared": "yes", "how": "in person"})
    assert refused["10.2-f", False].blocks


@pytest.mark.parametrize(
    ("extract", "fits"), [("2026-11-16", True), ("2026-11-15", False), (None, False), ("2026-12-15", True)]
)
def test_the_extract_of_a_company_in_person_is_at_most_a_month_old(extract, fits):
    given = IN_PERSON | ({"extract": extract} if extract else {})
    assert ("10.3", fits) in said("appearance", given)


def test_a_company_with_a_lawyer_or_outside_handel_shows_no_extract():
    with_lawyer = said("appearance", {"party": str(KANAAL.key), "appeared": "yes", "how": "with lawyer"})
    kanton = said("appearance", IN_PERSON, replace(HEARING, matter="kanton"))
    assert not {("10.3", True), ("10.3", False)} & (with_lawyer.keys() | kanton.keys())


@pytest.mark.parametrize(
    ("profession", "shown", "fits"), [("", False, False), ("", True, True), ("deurwaarder", False, True)]
)
def test_who_acts_for_a_party_in_kanton_shows_a_power_of_attorney_but_for_some(profession, shown, fits):
    given = {
        "party": str(KANAAL.key), "appeared": "yes", "how": "authorised representative", "profession": profession, "shown": shown,
    }  # fmt: skip
    assert ("10.2-k", fits) in said("appearance", given, replace(HEARING, matter="kanton"))


def test_a_party_without_lawyer_hands_over_no_counterclaim_in_handel_but_does_in_kanton():
    given = {"party": str(KANAAL.key), "claim": "counterclaim"}
    assert said("counterclaim", given)["6.1", False].blocks
    assert ("6.1", True) in said("counterclaim", given, replace(HEARING, matter="kanton"))


def test_a_counterclaim_is_lodged_by_handing_it_over_and_must_have_been_told_a_working_day_before():
    given = {"party": str(KANAAL.key), "claim": "counterclaim", "sent": "2026-12-15T10:00", "judge": True}
    told = said("counterclaim", given | {"told": [str(ZON.key)]})
    assert {("6.2", True), ("6.3", True), ("6-fee", True)} <= told.keys()
    assert ("6.2", False) not in told
    late = said("counterclaim", given | {"sent": "2026-12-15T10:01"})
    assert not late["6.2", False].blocks


def test_an_absent_defendant_hands_over_nothing():
    absent = replace(HEARING, parties=(ZON, replace(KANAAL, lawyer=True, appeared=False)))
    given = {"party": str(KANAAL.key), "claim": "counterclaim"}
    assert said("counterclaim", given, absent)["11.2", False].blocks
    assert said("speaking notes", {"party": str(KANAAL.key)}, absent)["11.2", False].blocks


def test_a_larger_claim_shows_what_it_does_to_the_fee_and_holds_not_against_who_stayed_away():
    given = {"party": str(ZON.key), "written": True, "before": True, "from": "100000", "to": "100000,01"}
    found = said("claim changed", given)
    assert "€ 7062" in found["7.7", True].text()
    assert ("7.7 (who)", True) in found
    assert ("10.1-b", True) in found
    absent = replace(HEARING, parties=(ZON, replace(KANAAL, appeared=False)))
    assert said("claim changed", given, absent)["10.1-b", False].blocks
    assert ("10.1-b", True) in said("claim changed", given | {"served": True}, absent)
    assert not {rule for rule, _ in said("claim changed", given | {"to": "99000"}) if rule.startswith("7.7")}


def test_the_formalities_of_a_default_are_all_shown_and_one_that_fails_is_named():
    absent = replace(HEARING, parties=(ZON, replace(KANAAL, appeared=False)))
    items = ["fee", "lower fee", "default", "truth", "productions"]
    given = {"party": str(KANAAL.key), "in time": True, "term": True, "items": items}
    assert {("5.2-b", True), ("5.1", True), ("9.4", True)} <= said("grant default", given, absent).keys()
    assert not said("grant default", given, absent)["11.1", False].blocks
    for wrong in ({"term": False}, {"items": items[1:]}):
        assert said("grant default", given | wrong, absent)["11.1", False].blocks
    moved = replace(absent, moved_for_claimant=True)
    assert said("grant default", given, moved)["11.1", False].blocks
    assert not said("grant default", given | {"exploit": True}, moved)["11.1", False].blocks
    # Who wrote to come at the new day and time needs no new writ (9.4, last sentence).
    assert not said("grant default", given | {"willing": True}, moved)["11.1", False].blocks


def test_no_default_against_who_appeared():
    there = replace(HEARING, parties=(ZON, replace(KANAAL, appeared=True)))
    refused = said("grant default", {"party": str(KANAAL.key)}, there)["11.1", False]
    assert (refused.blocks, refused.override) == (True, "nobody")


def test_a_family_case_is_closed_in_principle_and_a_commercial_one_open():
    shut = {"doors": "closed", "heard": True}
    assert said("doors", shut)["10.8-a", False].severity == "discretion"
    assert said("doors", {"doors": "closed"})["10.8-a", False].blocks
    family = replace(HEARING, matter="familie")
    assert set(said("doors", shut, family)) == {("10.8-b", True)}
    assert said("doors", {"doors": "open"}, family)["10.8-b", False].severity == "discretion"


@pytest.mark.parametrize(
    ("moment", "aloud", "blocks"),
    [("2026-12-30T10:00", True, False), ("2026-12-25T10:00", True, False), ("2026-12-30T10:00", False, True)],
)
def test_the_day_of_judgment_is_told_at_the_hearing_and_is_a_working_day(moment, aloud, blocks):
    (decision,) = said("set judgment", {"judgment": moment, "aloud": aloud}).values()
    assert decision.blocks == blocks
    assert decision.allowed == (aloud and "12-25" not in moment)


def test_the_judgment_is_proposed_in_two_weeks_at_the_hour_of_the_court():
    here = usual_judgment(HEARING, HEARD)
    assert (here.moment, here.fixed) == (datetime(2026, 12, 30, 10, tzinfo=AMSTERDAM), False)
    there = replace(HEARING, court="gelderland", location="Arnhem")
    assert (usual_judgment(there, HEARD).moment.hour, usual_judgment(there, HEARD).fixed) == (14, True)


def test_an_oral_judgment_needs_everybody_there_or_a_case_that_cannot_wait():
    both = replace(HEARING, parties=(ZON, replace(KANAAL, appeared=True)))
    assert ("12.2-b", True) in said("give judgment", {}, both)
    assert said("give judgment", {})["12.2-b", False].blocks
    assert ("12.2-b", True) in said("give judgment", {}, replace(HEARING, very_urgent=True))
