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
    "key_log",
    "evidence",
    "mail",
    "fees",
    "filing",
    "judgments",
    "notify",
    "outages",
    "outbox",
    "planning",
    "proceedings",
    "vault",
)
ROOT = Path(__file__).resolve().parents[1] / "zegel"
ROWS = {
    (house, node.name)
    for house in HOUSES
    for path in [*(ROOT / house).glob("models.py"), *(ROOT / house).glob("models/*.py")]
    for node in ast.parse(path.read_text()).body
    if isinstance(node, ast.ClassDef)
}


def _asks(path: Path) -> set[tuple[str, str]]:
    """Tables whose `.objects` a module uses, with the house that has each: two houses may call one alike."""
    tree, own = ast.parse(path.read_text()), path.relative_to(ROOT).parts[0]
    came = {
        alias.asname or alias.name: node.module.split(".")[1]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("zegel.")
        for alias in node.names
    }
    names = {
        node.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects" and isinstance(node.value, ast.Name)
    }
    found = set()
    for name in names:
        house = came.get(name, own)
        # Where it was imported from, or whoever has it when that house only passes it on.
        having = {(house, name)} & ROWS or {row for row in ROWS if row[1] == name}
        found |= having
    return found


def test_a_table_is_asked_by_its_own_house_only():
    modules = [
        path for path in ROOT.rglob("*.py") if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts)
    ]
    strangers = {
        (str(path.relative_to(ROOT)), house, name)
        for path in modules
        for house, name in _asks(path)
        if path.relative_to(ROOT).parts[0] != house
    }
    assert not strangers


def test_the_check_sees_the_tables():
    names = {name for _house, name in ROWS}
    assert {"User", "Container", "Message", "StoredObject", "OutboundMail", "Record"} <= names


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
