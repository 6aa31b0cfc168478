"""One function reads the clock, and who calls it is a door: below them a moment is an argument, also of a query.

That no other clock of Python's is read, `bin/lint` says (`banned-api` in pyproject.toml).
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.clock import DATABASE_CLOCK

ROOT = Path(__file__).resolve().parents[1] / "zegel"
# Who lives by the server's clock: doors, once a request, what the operator starts, and programs that are no server.
# An identifier sorts by birth and decides nothing.
MAY_READ = (
    "api", "portal", "inbound_mail", "workers", "console", "web_session", "client", "agent", "cli.py", "lib/ids.py",
    "witness/service.py",
)  # fmt: skip


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in ROOT.rglob("*.py"):
        name = path.relative_to(ROOT)
        if "tests" not in name.parts:
            yield str(name), ast.parse(path.read_text())


def _texts(tree: ast.Module) -> Iterator[str]:
    """String constants that are no docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def _reads_clock(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "zegel.lib.moments"
        and any(alias.name == "now" for alias in node.names)
        for node in ast.walk(tree)
    )


def _row_born_by_itself(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add", "db_default"}
        for node in ast.walk(tree)
    )


def test_only_doors_read_the_clock():
    readers = {name for name, tree in _modules() if _reads_clock(tree)}
    assert any(name.startswith("api/") for name in readers)
    assert not {name for name in readers if not name.startswith(MAY_READ)}


def test_no_statement_asks_the_database_what_time_it_is():
    asks = {(name, text) for name, tree in _modules() for text in _texts(tree) if DATABASE_CLOCK.search(text)}
    assert not asks
    assert not {name for name, tree in _modules() if _row_born_by_itself(tree)}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT NOW()",
        "SELECT statement_timestamp ( )",
        "SELECT 1 WHERE CURRENT_DATE > DATE '2026-01-01'",
        "SELECT timestamp 'today'",
    ],
)
@pytest.mark.django_db
def test_a_statement_that_does_is_refused_in_every_test(statement):
    with (
        pytest.raises(AssertionError, match="asks the database what time it is"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
