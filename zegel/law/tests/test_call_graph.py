"""Who calls what, read from the files: by where a name leads, not by what it looks like."""

import importlib.machinery
import importlib.util
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).resolve().parents[3]

RULES = """
    def may_file(): return helper()
    def may_leave(): return 1
    def helper(): return 2
    def in_table(): return 3
    TABLE = {"a": in_table}
    class Clock:
        def now(self): return ticks()
        def never(self): return may_leave()
    def ticks(): return 4
"""


@pytest.fixture(scope="module")
def call_graph():
    spec = importlib.util.spec_from_file_location("call_graph", ROOT / "bin" / "call_graph.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def reached(call_graph, tmp_path):
    """Give what a door reaches, written as its text; the rules lie in `shop.rules`."""

    def ask(door, leave_out=(), **others):
        files = {"__init__": "", "rules": RULES, "other": "def may_file(): return 0", "door": door, **others}
        for name, text in files.items():
            file = tmp_path / "shop" / f"{name.replace('__in__', '/')}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(dedent(text), "utf-8")
        return call_graph.CallGraph(tmp_path, "shop", leave_out).reached_from(["shop.door"])

    return ask


def test_a_call_through_an_import_is_found_and_what_that_calls_too(reached):
    found = reached("from shop.rules import may_file\ndef get(): return may_file()")
    assert {"shop.rules.may_file", "shop.rules.helper"} <= found
    assert not {"shop.rules.may_leave", "shop.rules.in_table"} & found


def test_another_function_of_the_same_name_is_not_a_call(reached):
    assert "shop.rules.may_file" not in reached(
        "from shop.other import may_file\ndef get(): return may_file()"
    )


def test_what_is_only_imported_is_not_called(reached):
    assert "shop.rules.may_file" not in reached("from shop.rules import may_file\ndef get(): return 0")


def test_a_name_that_a_function_binds_itself_hides_the_import(reached):
    door = "from shop.rules import may_file\ndef get(may_file): return may_file()"
    assert "shop.rules.may_file" not in reached(door)


def test_words_and_comments_call_nothing(reached):
    door = "from shop.rules import may_file\ndef get():\n    'may_file()'\n    return 'shop.rules.may_file' # may_file()"
    assert "shop.rules.may_file" not in reached(door)


@pytest.mark.parametrize(
    "door",
    [
        "import shop.rules\ndef get(): return shop.rules.may_file()",
        "from shop import rules\ndef get(): return rules.may_file()",
        "from shop import rules as law\ndef get(): return law.may_file()",
        "from shop.rules import may_file as ask\ndef get(): return ask()",
        "from .rules import may_file\ndef get(): return may_file()",
        "from . import rules\ndef get(): return rules.may_file()",
        "from shop.rules import may_file\nCHECKS = (may_file,)\ndef get(): return CHECKS[0]()",
        "from shop.between import may_file\ndef get(): return may_file()",
    ],
)
def test_every_way_to_import_is_followed(reached, door):
    assert "shop.rules.may_file" in reached(door, between="from shop.rules import may_file")


def test_a_table_calls_what_it_holds_for_who_reads_it(reached):
    assert "shop.rules.in_table" in reached("from shop.rules import TABLE\ndef get(): return TABLE['a']()")


def test_a_table_that_only_claims_calls_nothing(reached):
    door = "from shop.rules import TABLE\ndef get(): return TABLE['a']()"
    assert "shop.rules.in_table" not in reached(door, leave_out=["shop.rules.TABLE"])


def test_a_method_counts_where_its_class_and_its_name_are_used(reached):
    found = reached("from shop.rules import Clock\ndef get(): return Clock().now()")
    assert "shop.rules.ticks" in found
    assert "shop.rules.may_leave" not in found


def test_a_call_in_a_test_is_not_a_call_of_the_product(reached):
    test = "from shop.rules import may_file\ndef test(): may_file()"
    assert "shop.rules.may_file" not in reached("", door__in__tests__in__test_a=test)
