"""The course of a *kort geding* as a machine: every state, every act, which act is lawful in which state and why.

The regulation names the acts; the states are derived from it (rules.md A.0.2). What the table does not list is
illegal. `step` refuses with the article and with the act that was probably meant; time, terms and forms are the
chapters' business.
"""

from dataclasses import dataclass
from typing import Any, Literal

from zegel.law.decisions import Decision
from zegel.law.sources import HR, RV, article
from zegel.law.texts import Phrase
from zegel.law.verdicts import Answer, Place, Row, answer, passed, refused

State = Literal[
    "draft", "applied", "day set", "opponent informed", "moved", "served", "voluntary appearance announced", "summons filed",
    "called", "default", "clearing announced", "adjourned", "judgment set", "default judgment set", "judgment given", "issued", "closed",
    "withdrawn", "costs pending", "struck out",
]  # fmt: skip
Act = Literal[
    "apply", "set day", "inform opponent", "serve", "announce voluntary appearance", "file summons", "call", "move",
    "grant default", "announce clearing", "adjourn", "continue", "appear to clear", "stay away again", "set judgment", "postpone judgment",
    "give judgment", "issue", "close", "withdraw", "ask costs decision", "give costs judgment", "strike out",
    "correct fee",
]  # fmt: skip

COSTS = article(HR, "ECLI:NL:HR:2016:1087")

BEFORE_CALL: tuple[State, ...] = (
    "applied", "day set", "opponent informed", "moved", "served", "voluntary appearance announced", "summons filed",
)  # fmt: skip
WITH_DAY: tuple[State, ...] = BEFORE_CALL[1:]
INFORMED: tuple[State, ...] = WITH_DAY[1:]
"""The opponent knows of the case; a move does not make it unknown."""
CALLED: tuple[State, ...] = (
    "called", "default", "clearing announced", "adjourned", "judgment set", "default judgment set",
)  # fmt: skip
ENDED: tuple[State, ...] = ("judgment given", "issued", "closed", "withdrawn", "struck out")


@dataclass(frozen=True, slots=True)
class Transition:
    """In any of these states the act leads to the next one (`None`: the state stays), by these places."""

    act: Act
    states: tuple[State, ...]
    to: State | None
    places: tuple[Place, ...]


TRANSITIONS = (
    Transition("apply", ("draft",), "applied", ("2.1",)),
    Transition("set day", ("applied",), "day set", ("4.1",)),
    Transition("inform opponent", ("day set",), "opponent informed", ("4.2", "4.3")),
    Transition("inform opponent", ("moved",), None, ("9.3",)),
    Transition("serve", ("day set", "opponent informed"), "served", ("5.2",)),
    Transition("serve", ("moved",), "served", ("5.2", "9.4")),
    Transition(
        "announce voluntary appearance",
        ("day set", "opponent informed", "moved"),
        "voluntary appearance announced",
        ("5.4",),
    ),
    Transition(
        "file summons", ("served", "voluntary appearance announced", "moved"), "summons filed", ("5.3", "5.4")
    ),
    Transition("move", ("day set",), None, ("9.1", "9.2")),
    Transition("move", INFORMED, "moved", ("9.1", "9.2")),
    Transition("call", WITH_DAY, "called", ("1.2",)),
    Transition("grant default", ("called",), "default", ("11.1",)),
    Transition("announce clearing", ("default", "default judgment set"), "clearing announced", ("11.3",)),
    Transition("appear to clear", ("clearing announced",), "called", ("11.4",)),
    Transition("stay away again", ("clearing announced",), "default", ("11.4",)),
    Transition("adjourn", ("called",), "adjourned", ("10.10",)),
    Transition("adjourn", ("default",), None, ("10.10",)),
    Transition("continue", ("adjourned",), "called", ("10.10",)),
    Transition("set judgment", ("called",), "judgment set", ("12.2",)),
    Transition("set judgment", ("default",), "default judgment set", ("12.2",)),
    Transition("postpone judgment", ("judgment set", "default judgment set"), None, ("12.5",)),
    Transition(
        "give judgment",
        ("called", "default", "judgment set", "default judgment set"),
        "judgment given",
        ("12.1",),
    ),
    Transition("issue", ("judgment given",), "issued", ("12.3",)),
    Transition("close", ("issued",), "closed", ("12.3",)),
    Transition("withdraw", BEFORE_CALL, "withdrawn", ("8.1",)),
    Transition("ask costs decision", ("withdrawn",), "costs pending", ("8.1", COSTS)),
    Transition("give costs judgment", ("costs pending",), "judgment given", ("8.1", COSTS)),
    Transition("strike out", CALLED, "struck out", ("13.1",)),
    Transition("correct fee", ENDED, None, ("7.4", "7.5", "7.6")),
)

WHY_NOT: tuple[tuple[Act, tuple[State, ...], str, tuple[Place, ...]], ...] = (
    ("withdraw", CALLED, "the case has been called: ask for doorhaling", ("8.1", "13.1")),
    ("strike out", ("draft", *BEFORE_CALL), "the case has not been called: withdraw it", ("13.1", "8.1")),
    ("move", CALLED, "the case has been called: this is an aanhouding", ("1.2", "10.10")),
    (
        "adjourn",
        ("draft", *BEFORE_CALL),
        "the case has not been called: this is a verplaatsing",
        ("1.2", "9.1"),
    ),
    ("call", CALLED, "the case was called before; that moment is fixed", ("1.2",)),
    ("announce clearing", ENDED, "default can be cleared until the final judgment", ("11.3",)),
)


def next_state(state: State, act: Act) -> State | None:
    """Give the state an act leads to; nothing where the act is not lawful."""
    found = _find(state, act)
    return (found.to or state) if found else None


def step(state: State, act: Act) -> Decision:
    """Say whether an act is lawful in a state; a refusal names the article and the act that fits instead."""
    found = _find(state, act)
    if found is not None:
        return passed("A.0.2", "lawful", *found.places)
    reason, places = _why_not(state, act)
    return refused("A.0.2", reason, *places, override="nobody", state=Phrase(state), act=Phrase(act))


def acts_in(state: State) -> tuple[Act, ...]:
    """List the lawful acts in a state, in the order of the course of a case."""
    return tuple(transition.act for transition in TRANSITIONS if state in transition.states)


def leads_to(before: str, after: str) -> bool:
    """Whether some act leads from one state to another."""
    return any(before in transition.states and transition.to == after for transition in TRANSITIONS)


def course() -> list[dict[str, Any]]:
    """Give the whole table as plain values, for who checks a course elsewhere: act, states, where it leads (None: it stays), and the
    places as a lawyer cites them. The first that fits counts."""
    return [
        {
            "act": transition.act,
            "states": list(transition.states),
            "to": transition.to,
            "places": [str(place) for place in passed("A.0.2", "lawful", *transition.places).articles],
        }
        for transition in TRANSITIONS
    ]


def pending(state: State) -> Answer[bool]:
    """Say whether the case is *aanhangig*: from the notice of the date or the writ (125(1) Rv), until it ends."""
    is_pending = state not in {"draft", "applied", "day set", *ENDED}
    return answer(
        "A.0.2", is_pending, "from the notice of the date, or the writ", article(RV, "125(1)"), COSTS
    )


def _find(state: State, act: Act) -> Transition | None:
    return next((t for t in TRANSITIONS if t.act == act and state in t.states), None)


def _why_not(state: State, act: Act) -> tuple[str, tuple[Place, ...]]:
    for wrong, states, reason, places in WHY_NOT:
        if act == wrong and state in states:
            return reason, places
    if state == "withdrawn":
        return "a withdrawn case cannot be continued", ("8.3",)
    if state == "struck out":
        return "a case struck out has ended", ("13.2",)
    return "{act} is not possible while the case is: {state}", ("1.12",)


ROWS = (
    Row("A.0.2 (course)", "13.2", "enforced", step, "case"),
    Row("A.0.2 (pending)", "8.1", "computed", pending, "case"),
)
