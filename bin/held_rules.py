"""What the last mutation run found of each function of the law: read by `bin/law-trace`, written by `bin/mutants`."""

import ast
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COUNTS = ROOT / "docs" / "law" / "mutants.toml"
HEAD = """# Made by bin/mutants; do not edit. Of each function of the law: how many little changes of it were tried, how many no test
# noticed, and a fingerprint of the function at that time. A function whose fingerprint is another one has to be run again.

"""


@dataclass(frozen=True)
class Held:
    """The counts of one function, and the fingerprint it had."""

    mutants: int
    survived: int
    fingerprint: str


@cache
def held() -> Mapping[str, Held]:
    """Give the counts by function, named below zegel.law."""
    if not COUNTS.exists():
        return {}
    return {name: Held(*row) for name, row in tomllib.loads(COUNTS.read_text("utf-8")).items()}


def write(rows: Mapping[str, Held]) -> None:
    """Write the counts, in order."""
    lines = [
        f'"{name}" = [{row.mutants}, {row.survived}, "{row.fingerprint}"]'
        for name, row in sorted(rows.items())
    ]
    COUNTS.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


def fingerprint(name: str) -> str:
    """Give a fingerprint of what a function does: of its code without words, comments and layout of the file."""
    module, parts = _file_of(name)
    node: ast.AST = ast.parse(module.read_text("utf-8"))
    for part in parts:
        node = next(n for n in node.body if getattr(n, "name", "") == part)
    if ast.get_docstring(node) is not None:
        node.body = node.body[1:]
    return hashlib.sha256(ast.dump(node).encode()).hexdigest()[:12]


def _file_of(name: str) -> tuple[Path, list[str]]:
    """Find the file of a function named below zegel.law, and the names inside it: a class and a method, or a function."""
    parts = name.split(".")
    for at in range(len(parts) - 1, 0, -1):
        file = ROOT / "zegel" / "law" / Path(*parts[:at]).with_suffix(".py")
        if file.exists():
            return file, parts[at:]
    raise LookupError(name)
