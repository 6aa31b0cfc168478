"""What import contracts cannot say of the houses: rows travel, tables do not."""

import ast
from pathlib import Path

HOUSES = (
    "identity",
    "authentication",
    "key_custody",
    "professions",
    "boxes",
    "casefile",
    "contacts",
    "evidence",
    "mail",
    "filing",
    "notify",
    "outages",
    "outbox",
    "proceedings",
    "vault",
)
ROOT = Path(__file__).resolve().parents[1] / "zegel"
ROWS = {
    node.name: house
    for house in HOUSES
    for path in [*(ROOT / house).glob("models.py"), *(ROOT / house).glob("models/*.py")]
    for node in ast.parse(path.read_text()).body
    if isinstance(node, ast.ClassDef)
}


def _asks(path: Path) -> set[str]:
    """Names whose `.objects` a module uses."""
    return {
        node.value.id
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name)
    }


def test_a_table_is_asked_by_its_own_house_only():
    modules = [
        path for path in ROOT.rglob("*.py") if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts)
    ]
    strangers = {
        (str(path.relative_to(ROOT)), name)
        for path in modules
        for name in _asks(path)
        if name in ROWS and path.relative_to(ROOT).parts[0] != ROWS[name]
    }
    assert not strangers


def test_the_check_sees_the_tables():
    assert {"User", "Container", "Message", "StoredObject", "OutboundMail", "Record"} <= set(ROWS)


def test_no_house_knows_http():
    """Only the doors do, and the step before them; import contracts cannot name a part of Django."""
    shut = ("django.http", "django.shortcuts", "django.views", "ninja")
    found = {
        (str(path.relative_to(ROOT)), name)
        for house in HOUSES
        for path in (ROOT / house).rglob("*.py")
        if "tests" not in path.relative_to(ROOT).parts
        for name in _imports(path)
        if name.startswith(shut)
    }
    assert not found


def _imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return named | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
