"""The course of a case: every lawful step leads somewhere, every other one is refused with an article."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.law.case_states import (
    BEFORE_CALL,
    CALLED,
    ENDED,
    TRANSITIONS,
    Act,
    State,
    acts_in,
    next_state,
    pending,
    step,
)
from zegel.law.rules.chapter_08 import may_continue_after_withdrawal

STATES = get_args(State)
ACTS = get_args(Act)


def run(*acts):
    """Take the acts one after the other, each lawful."""
    state = "draft"
    for act in acts:
        assert step(state, act), (state, act)
        state = next_state(state, act)
    return state


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", STATES)
def test_every_state_and_act_has_an_answer_with_an_article(state, act):
    decision = step(state, act)
    assert decision.text()
    assert decision.articles
    assert bool(decision) == (next_state(state, act) in STATES) == (act in acts_in(state))


def test_no_act_leads_from_one_state_to_two():
    pairs = [(state, t.act) for t in TRANSITIONS for state in t.states]
    assert len(pairs) == len(set(pairs))
    assert {t.act for t in TRANSITIONS} == set(ACTS)


def test_every_state_can_be_reached():
    reached, todo = {"draft"}, ["draft"]
    while todo:
        state = todo.pop()
        new = {next_state(state, act) for act in acts_in(state)} - reached
        reached |= new
        todo.extend(new)
    assert reached == set(STATES)


def test_the_usual_course():
    acts = (
        "apply",
        "set day",
        "inform opponent",
        "serve",
        "file summons",
        "call",
        "set judgment",
        "give judgment",
    )
    assert run(*acts, "issue", "close") == "closed"


def test_voluntary_appearance_and_an_oral_judgment():
    acts = ("apply", "set day", "announce voluntary appearance", "file summons", "call", "give judgment")
    assert run(*acts) == "judgment given"


def test_moving_starts_again_from_the_new_day():
    served = ("apply", "set day", "inform opponent", "serve", "move")
    assert run(*served) == "moved"
    assert run(*served, "inform opponent", "serve", "file summons", "call") == "called"
    assert run(*served, "file summons") == "summons filed"
    assert run(*served, "announce voluntary appearance") == "voluntary appearance announced"
    assert run("apply", "set day", "move") == "day set"


@pytest.mark.parametrize("state", BEFORE_CALL)
def test_a_case_stays_pending_when_its_hearing_is_moved(state):
    if not step(state, "move"):
        return
    assert pending(next_state(state, "move")).value == pending(state).value


def test_default_cleared_only_by_appearing():
    default = ("apply", "set day", "serve", "call", "grant default")
    assert run(*default, "set judgment", "announce clearing", "appear to clear") == "called"
    assert run(*default, "announce clearing", "stay away again", "give judgment") == "judgment given"


def test_default_cannot_be_cleared_where_there_was_none():
    assert not step(run("apply", "set day", "serve", "call", "set judgment"), "announce clearing")


def test_a_withdrawn_case_may_still_get_a_decision_on_costs():
    assert run("apply", "withdraw", "ask costs decision", "give costs judgment") == "judgment given"


@pytest.mark.parametrize("state", CALLED)
def test_after_the_call_no_withdrawal_and_no_move(state):
    assert "doorhaling" in step(state, "withdraw").text()
    assert "aanhouding" in step(state, "move").text()
    assert not step(state, "call")
    assert step(state, "strike out")


@pytest.mark.parametrize("state", BEFORE_CALL)
def test_before_the_call_no_striking_out_and_no_adjourning(state):
    assert "withdraw" in step(state, "strike out").text()
    assert "verplaatsing" in step(state, "adjourn").text()
    assert step(state, "withdraw")


@given(st.sampled_from(["withdrawn", "struck out"]), st.sampled_from(ACTS))
def test_after_the_end_only_costs_and_fees(state, act):
    if act in {"correct fee", "ask costs decision"}:
        return
    assert not step(state, act)


@pytest.mark.parametrize("act", ACTS)
def test_the_chapter_on_withdrawal_and_the_course_agree(act):
    lawful = act in acts_in("withdrawn") or act in acts_in("costs pending")
    assert bool(may_continue_after_withdrawal(act)) == lawful


def test_a_refusal_after_the_end_names_its_article():
    assert [str(a) for a in step("withdrawn", "serve").articles] == ["PR 8.3"]
    assert [str(a) for a in step("struck out", "serve").articles] == ["PR 13.2"]
    assert [str(a) for a in step("closed", "serve").articles] == ["PR 1.12"]


def test_pending_from_the_notice_or_the_writ_until_the_end():
    assert not pending("day set").value
    assert pending("opponent informed").value
    assert pending("served").value
    assert pending("costs pending").value
    assert not any(pending(state).value for state in ENDED)
