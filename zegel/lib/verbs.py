"""What a function in a room of verbs says of itself when nobody acts by it, or when it is part of another verb.

Everything else there takes who acts (`actor: Principal`) and the moment (`at`); `tests/test_verbs.py` walks them all.
"""

from collections.abc import Callable

NOBODY = "zegel_nobody_acts"
STEP = "zegel_step"


def nobody_acts[**P, R](reason: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Nobody is known to act by this verb, and why: it comes before a login, or is the work of a job."""

    def marked(verb: Callable[P, R]) -> Callable[P, R]:
        setattr(verb, NOBODY, reason)
        return verb

    return marked


def step[**P, R](verb: Callable[P, R]) -> Callable[P, R]:
    """A step of verbs, also of other houses': it joins the transaction of the verb that calls it, which knows who acts and has
    decided that they may. No door calls it."""
    setattr(verb, STEP, True)
    return verb
