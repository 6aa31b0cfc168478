"""Every verb of every house says who acts, and when."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest

from zegel.lib.principal import Principal
from zegel.lib.verbs import NOBODY, STEP
from zegel.mail.queries.messages import Reader

ROOT = Path(__file__).resolve().parents[1] / "zegel"
HOUSES = sorted({path.relative_to(ROOT).parts[0] for path in ROOT.glob("*/actions*")})
# Foundations write down what a verb above them does, by whoever it is told.
FOUNDATIONS = {"evidence", "notify", "outbox"}
# What has no moment: nothing of it is ever counted, kept or told.
TIMELESS = {
    "zegel.identity.actions.people.speak", "zegel.professions.actions.register_files.drop_file",
    "zegel.vault.actions.put_part", "zegel.vault.actions.discard_object",
}  # fmt: skip
PEOPLE = ("User", "Guest")
DOORS = ("portal", "api", "workers", "console", "inbound_mail", "web_session", "config")


def _modules(house: str) -> list[str]:
    found = [*(ROOT / house).glob("actions.py"), *(ROOT / house).glob("actions/*.py")]
    return [".".join(path.relative_to(ROOT.parent).with_suffix("").parts) for path in found]


def _functions(houses: Iterator[str] | list[str]) -> Iterator[tuple[str, FunctionType]]:
    for name in (name for house in houses for name in _modules(house)):
        module = importlib.import_module(name.removesuffix(".__init__"))
        for function in vars(module).values():
            own = inspect.isfunction(function) and function.__module__ == module.__name__
            if own and not function.__name__.startswith("_"):
                yield f"{module.__name__}.{function.__name__}", function


CONVERTED = dict(_functions([house for house in HOUSES if house not in FOUNDATIONS]))
VERBS = {name: verb for name, verb in CONVERTED.items() if not hasattr(verb, STEP)}
STEPS = {name for name, verb in CONVERTED.items() if hasattr(verb, STEP)}


def test_the_walk_sees_the_verbs():
    assert {"zegel.identity.actions.roles.set_roles", "zegel.key_custody.actions.passwords.reset"} <= set(
        VERBS
    )
    assert len(VERBS) > 80


@pytest.mark.parametrize("name", sorted(VERBS))
def test_a_verb_says_who_acts_and_when_and_takes_no_row_of_a_person(name):
    verb = VERBS[name]
    taken = inspect.signature(verb).parameters
    told = inspect.get_annotations(inspect.unwrap(verb), eval_str=True)
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in taken.values())
    if hasattr(verb, NOBODY):
        assert getattr(verb, NOBODY).strip()
        assert "actor" not in taken
    else:
        # A reader is who acts, and the part in a message through which they do.
        assert told.get("actor") is Principal or told.get("reader") is Reader
        # A long answer asks for the moment when it ends.
        assert {"at", "clock"} & set(taken) or name in TIMELESS
    rows = {parameter for parameter in taken if any(person in _names(told[parameter]) for person in PEOPLE)}
    assert not rows


def _names(annotation: object) -> set[str]:
    """The classes an annotation names, also inside a union or a collection."""
    inner = {name for part in getattr(annotation, "__args__", ()) for name in _names(part)}
    return inner | {getattr(annotation, "__name__", "")}


def test_no_door_takes_a_step_for_a_verb():
    """A step trusts that its caller has decided; a door decides nothing."""
    taken = {
        f"{node.module}.{alias.name}"
        for door in DOORS
        for path in (ROOT / door).rglob("*.py")
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert not {name for name in taken if name in STEPS}


def test_who_acts_is_written_as_text_in_one_place_only():
    """`user:…` and its like are put together by `lib.principal` alone."""
    allowed = {ROOT / "lib" / "principal.py"}
    houses = [house for house in HOUSES if house not in FOUNDATIONS]
    found = {
        str(path.relative_to(ROOT))
        for house in houses
        for path in (ROOT / house).rglob("*.py")
        if "tests" not in path.parts and path not in allowed
        if any(
            f'"{prefix}:' in path.read_text() for prefix in ("user", "guest", "service", "system", "visitor")
        )
    }
    assert not found
