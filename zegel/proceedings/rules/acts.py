"""Who may do which act: one table, role × act; `law.case_states` says in which state. What the table lacks nobody may do."""

import json
from collections.abc import Mapping
from typing import Any, Final, Literal, get_args

from zegel.law.case_states import TRANSITIONS, Act, State, acts_in, step
from zegel.law.decisions import Decision
from zegel.law.rules.chapter_08 import may_continue_after_withdrawal
from zegel.law.rules.closing_chapters import may_continue_after_striking_out

Role = Literal["claimant", "defendant", "bailiff", "clerk", "planner", "registrar", "judge"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
ACTS: Final[tuple[Act, ...]] = tuple(dict.fromkeys(transition.act for transition in TRANSITIONS))
BEGINS: Final[tuple[Act, ...]] = ("call", "continue", "appear to clear", "stay away again")
"""The acts by which a hearing begins, or goes on on a later day; an index of acts is of these."""

_COURT: Final[frozenset[Role]] = frozenset({"clerk", "registrar", "judge"})
_DECIDES: Final[frozenset[Role]] = frozenset({"judge"})
_NOTES: Final[frozenset[Role]] = frozenset({"registrar", "judge"})

WHO_MAY: Final[Mapping[Act, frozenset[Role]]] = {
    "apply": frozenset({"clerk", "registrar"}),
    "set day": frozenset({"planner", "judge"}),
    "inform opponent": frozenset({"claimant", "clerk"}),
    "serve": frozenset({"bailiff", "claimant", "clerk"}),
    "announce voluntary appearance": frozenset({"defendant", "clerk"}),
    "file summons": frozenset({"claimant", "bailiff", "clerk"}),
    "move": _DECIDES,
    "call": _NOTES,
    "grant default": _DECIDES,
    "announce clearing": frozenset({"defendant", "clerk"}),
    "appear to clear": _NOTES,
    "stay away again": _NOTES,
    "adjourn": _DECIDES,
    "continue": _NOTES,
    "set judgment": _DECIDES,
    "postpone judgment": _DECIDES,
    "give judgment": _DECIDES,
    "issue": frozenset({"clerk", "registrar"}),
    "close": frozenset({"clerk", "registrar"}),
    "withdraw": frozenset({"claimant", "clerk"}),
    "ask costs decision": frozenset({"defendant", "clerk"}),
    "give costs judgment": _DECIDES,
    "strike out": _DECIDES,
    "correct fee": _COURT,
}
"""A clerk enters what a party did on paper or by telephone; a decision is the judge's alone."""

House = Literal["judgment", "letter", "fees", "hearing"]
NOT_BY_NAME: Final[Mapping[Act, tuple[House, str]]] = {
    "set day": ("letter", "4.2"),
    "move": ("letter", "9.3"),
    "adjourn": ("letter", "10.10"),
    "withdraw": ("letter", "8.1"),
    "strike out": ("letter", "13.1"),
    "ask costs decision": ("letter", "8.1"),
    "give judgment": ("judgment", "12.1"),
    "give costs judgment": ("judgment", "8.1"),
    "postpone judgment": ("judgment", "12.5"),
    "issue": ("judgment", "12.3"),
    "correct fee": ("fees", "7.4"),
    "call": ("hearing", "1.2"),
    "grant default": ("hearing", "11.1"),
    "announce clearing": ("hearing", "11.3"),
    "appear to clear": ("hearing", "11.4"),
    "stay away again": ("hearing", "11.4"),
    "continue": ("hearing", "10.10"),
    "set judgment": ("hearing", "12.2"),
}
"""Acts of which a name and a moment say too little: they come with a document or with facts the law weighs, by the verb of their house."""


def may_act(roles: frozenset[Role], act: Act) -> Role | None:
    """The role in which somebody who has `roles` does an act, the strongest of the court's; None where they may not."""
    fitting = [role for role in ROLES if role in roles & WHO_MAY[act]]
    return fitting[-1] if fitting else None


def acts_for(roles: frozenset[Role], state: State) -> tuple[Act, ...]:
    """What somebody may do now, in the order of the course of a case."""
    return tuple(act for act in acts_in(state) if may_act(roles, act))


def acts_now(roles: frozenset[Role], state: str) -> list[str]:
    """As `acts_for`, of a state as it is kept; `apply` is done by registering."""
    known = next((found for found in get_args(State) if found == state), None)
    return [act for act in acts_for(roles, known) if act != "apply"] if known else []


def act_named(name: str) -> Act | None:
    """The act of a name, if there is one."""
    return next((act for act in ACTS if act == name), None)


def goes_on(state: State, act: Act) -> Decision:
    """Whether an act goes on in a case that may have ended: of one that was withdrawn only what is about the costs (8.3), of one that was
    struck out only what was owed (13.2; 7.4-7.6)."""
    if state in {"withdrawn", "costs pending"}:
        return may_continue_after_withdrawal(act)
    if state == "struck out" and act not in acts_in(state):
        return may_continue_after_striking_out()
    return step(state, act)


def lawful(state: State, act: Act) -> Decision:
    """Whether an act is lawful in a state, by the law alone; what has ended says so by the article that ended it."""
    ended = goes_on(state, act)
    return step(state, act) if ended else ended


def as_kept(facts: Mapping[str, Any]) -> Any:
    """Facts as they come back from where they are kept (RFC 8259 knows one kind of list)."""
    return json.loads(json.dumps(dict(facts)))
