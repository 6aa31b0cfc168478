"""Which functions the doors of the product reach: a call graph by resolved imports, not by names that look alike.

A reference counts as a call, wherever it stands: a table of functions calls what it holds for who reads the table. A name is
resolved through the imports of its file, re-exports of packages included; what a function binds itself hides what its file
imports. A method counts when its class is reached and a reached function uses an attribute of that name.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

BODY = "<module>"
"""What a file does when it is imported."""


@dataclass
class Module:
    """One file: where its imported names lead, and what it defines."""

    name: str
    package: str
    imports: dict[str, str] = field(default_factory=dict)
    defined: dict[str, list[ast.AST]] = field(default_factory=dict)


@dataclass
class Node:
    """Something that refers to others: the names it resolves to, the attributes it uses, the words in it."""

    calls: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


class CallGraph:
    """All functions, classes and tables of a package, and what each refers to."""

    def __init__(self, root: Path, package: str, leave_out: Iterable[str] = ()) -> None:
        """Read every file of the package but tests and migrations; `leave_out` are nodes that claim and do not call."""
        self.modules = {module.name: module for module in _read(root, package)}
        self.nodes: dict[str, Node] = {}
        self.methods: dict[str, dict[str, str]] = {}
        self.left_out = set(leave_out)
        self.tables: set[str] = set()
        for module in self.modules.values():
            for name, parts in module.defined.items():
                self._add(module, name, parts)

    def reached_from(self, roots: Iterable[str]) -> set[str]:
        """Give every node that is reached when all of these packages and files are doors."""
        seen: set[str] = set()
        used: set[str] = set()
        todo = [name for name in self.nodes if any(name.startswith(f"{root}.") for root in roots)]
        while todo:
            while todo:
                name = todo.pop()
                if name in seen or name in self.left_out or name not in self.nodes:
                    continue
                seen.add(name)
                node = self.nodes[name]
                used |= node.attributes
                todo += [*node.calls, self._body_of(name)]
            todo = [
                method
                for owner, methods in self.methods.items()
                if owner in seen
                for short, method in methods.items()
                if method not in seen and (short in used or short.startswith("__"))
            ]
        return seen

    def says(self, name: str, word: str, reached: set[str]) -> bool:
        """Say whether something has a word in it, or a table of its own file does that is reached as well."""
        home = self._body_of(name)
        tables = (table for table in self.tables & reached if self._body_of(table) == home)
        return any(word in self.nodes[place].words for place in (name, *tables))

    def _body_of(self, name: str) -> str:
        while name and name not in self.modules:
            name = name.rpartition(".")[0]
        return f"{name}.{BODY}"

    def _add(self, module: Module, name: str, parts: list[ast.AST]) -> None:
        full = f"{module.name}.{name}"
        node = self.nodes.setdefault(full, Node())
        if name != BODY and all(isinstance(part, ast.Assign | ast.AnnAssign) for part in parts):
            self.tables.add(full)
        for part in parts:
            if isinstance(part, ast.ClassDef):
                self._add_class(module, full, part, node)
            else:
                self._refer(module, part, node)

    def _add_class(self, module: Module, full: str, part: ast.ClassDef, node: Node) -> None:
        methods = self.methods.setdefault(full, {})
        for inner in part.body:
            if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
                methods[inner.name] = f"{full}.{inner.name}"
                self._refer(module, inner, self.nodes.setdefault(methods[inner.name], Node()))
            else:
                self._refer(module, inner, node)
        for other in (*part.bases, *part.keywords, *part.decorator_list):
            self._refer(module, other, node)

    def _refer(self, module: Module, part: ast.AST, node: Node) -> None:
        hidden = _bound_in(part)
        for inner in ast.walk(part):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                node.words.add(inner.value)
            if isinstance(inner, ast.Attribute):
                node.attributes.add(inner.attr)
            chain = _chain(inner)
            if chain and chain[0] not in hidden:
                node.calls |= set(self._resolve(module, chain))

    def _resolve(self, module: Module, chain: list[str]) -> Iterator[str]:
        """Follow a chain such as `chapter_08.may_withdraw` from a file to the nodes it passes."""
        first, *rest = chain
        at = module.imports.get(first) or (f"{module.name}.{first}" if first in module.defined else "")
        at = self._home(at)
        yield at
        for step in rest:
            at = self._home(f"{at}.{step}")
            yield at

    def _home(self, target: str) -> str:
        """Follow re-exports until something is defined where it is said to be."""
        for _turn in range(10):
            owner, _, name = target.rpartition(".")
            module = self.modules.get(owner)
            if module is None or name in module.defined or name not in module.imports:
                return target
            target = module.imports[name]
        return target


def _read(root: Path, package: str) -> Iterator[Module]:
    for file in sorted((root / package).rglob("*.py")):
        path = file.relative_to(root)
        if {"tests", "migrations"} & set(path.parts):
            continue
        parts = list(path.with_suffix("").parts)
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        module = Module(name, name if is_package else name.rpartition(".")[0])
        _scan(module, ast.parse(file.read_text("utf-8")))
        yield module


def _scan(module: Module, tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                module.imports[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            source = _absolute(module, node)
            for alias in node.names:
                module.imports[alias.asname or alias.name] = f"{source}.{alias.name}"
    for statement in tree.body:
        for name in _names_of(statement):
            module.defined.setdefault(name, []).append(statement)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    base = module.package.split(".")
    base = base[: len(base) - node.level + 1]
    return ".".join([*base, node.module] if node.module else base)


def _names_of(statement: ast.stmt) -> list[str]:
    """Name what a statement of a file defines; anything else is what the file does when imported."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return []
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        if names:
            return names
    if isinstance(statement, ast.TypeAlias):
        return [statement.name.id]
    return [BODY]


def _bound_in(part: ast.AST) -> set[str]:
    """Give the names a function binds itself: parameters, and what it assigns."""
    if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return set()
    inner = list(ast.walk(part))
    stored = {node.id for node in inner if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return stored | {node.arg for node in inner if isinstance(node, ast.arg)}


def _chain(node: ast.AST) -> list[str]:
    """Give `["a", "b", "c"]` for `a.b.c`, and nothing for what does not begin with a name."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return [node.id, *reversed(names)]
    return []
