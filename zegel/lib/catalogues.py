"""Translations: merging the fragments of each page family into one catalogue, and finding what has no Dutch."""

import ast
import re
from pathlib import Path

import polib

# What marks a text for translation, in templates, Python and refusals.
_TAG = re.compile(r"""\{%\s*(?:translate|trans)\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?([^%]*)%\}(.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
_CALL = re.compile(
    r"""(?<![\w.])(?:_|gettext|gettext_lazy|gettext_noop)\(\s*("(?:[^"\\]|\\.)*"(?:\s*"(?:[^"\\]|\\.)*")*)\s*,?\s*\)"""
)
_VARIABLE = re.compile(r"\{\{\s*(\w+)[^}]*\}\}")
_PLURAL = re.compile(r"\{%\s*plural\s*%\}")


def compile_all(root: Path) -> None:
    """Make a `django.mo` beside every `django.po`, with the entries of the `fragments` folder beside the languages."""
    for path in root.rglob("locale/nl/LC_MESSAGES/django.po"):
        _merged(path).save_as_mofile(str(path.with_suffix(".mo")))


def _merged(path: Path) -> polib.POFile:
    catalogue = polib.pofile(str(path))
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    for fragment in sorted((path.parents[2] / "fragments").glob("*.po")):
        for entry in polib.pofile(str(fragment)):
            if (entry.msgctxt, entry.msgid) not in known:
                catalogue.append(entry)
                known.add((entry.msgctxt, entry.msgid))
    return catalogue


def missing(root: Path) -> list[str]:
    """Every text in templates, Python and refusals that has no Dutch translation."""
    known = set()
    for path in root.rglob("locale/nl/LC_MESSAGES/django.po"):
        for entry in _merged(path):
            if entry.msgstr or any(entry.msgstr_plural.values()):
                known |= {entry.msgid, entry.msgid_plural}
    return sorted((texts(root) | law_texts(root)) - known)


def texts(root: Path) -> set[str]:
    """Every English text marked for translation, but for those of the law (`law_texts`)."""
    found: set[str] = set()
    for path in [*root.rglob("*.html"), *root.rglob("*.txt")]:
        found |= _in_template(path.read_text())
    for path in root.rglob("*.py"):
        if not {"tests", "migrations", "law"} & set(path.parts):
            found |= _in_python(path)
    return found - {""}


def _in_template(source: str) -> set[str]:
    found = {_unescape(a or b) for a, b in _TAG.findall(source)}
    for options, body in _BLOCK.findall(source):
        for text in _PLURAL.split(body):
            plain = _VARIABLE.sub(r"%(\1)s", text.replace("%", "%%") if "{{" in text else text)
            found.add(
                " ".join(line.strip() for line in plain.strip().splitlines())
                if "trimmed" in options
                else plain
            )
    return found


def _in_python(path: Path) -> set[str]:
    source = path.read_text()
    found = {"".join(_strings(text)) for text in _CALL.findall(source)}
    if path.name == "errors.py" or path.parent.name == "errors":
        message = re.compile(
            r"""^\s+message = \(?\s*((?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*)+)\)?""", re.MULTILINE
        )
        found |= {"".join(_strings(text)) for text in message.findall(source)}
    return found


def _strings(source: str) -> list[str]:
    quoted = re.findall(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'""", source)
    return [_unescape(a or b) for a, b in quoted]


def _unescape(text: str) -> str:
    return text.replace('\\"', '"').replace("\\'", "'").replace("\\\\", "\\")


# What holds words that nobody reads: errors of programmers, patterns, places in the regulation, rows of the register.
_NO_WORDS = {"ValueError", "TypeError", "OverflowError", "compile", "article", "Row", "files"}
_VERDICTS = {"passed", "refused", "warned", "for_judge", "left_to_judge", "answer"}
_SHOWN_TYPES = {"State", "Act"}


def law_texts(root: Path) -> set[str]:
    """Every English text of the law. Its rules only return words, so any string of more than one is held to be shown somewhere."""
    found: set[str] = set()
    for path in (root / "law").rglob("*.py"):
        if not {"tests", "command"} & set(path.parts):
            found |= _in_law(ast.parse(path.read_text()))
    return found


def _in_law(node: ast.AST) -> set[str]:
    """The texts below a node: names of states and acts, and strings with a space that begin like words."""
    match node:
        case ast.Constant(value=str(text)):
            worded = (
                re.match(r"[a-zA-Z0-9{(][^\\[]* ", text) and text.upper() != text and text == text.strip()
            )
            return {text} if worded else set()
        case ast.TypeAlias(name=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]) if (
            name in _SHOWN_TYPES
        ):
            parts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
            return {text for text in parts if isinstance(text, str)}
        case ast.Call(func=ast.Name(id=name), args=[_, *rest]) if name in _VERDICTS:
            words = rest[:2] if name == "answer" else rest[:1]  # After the reason come the places.
            return set().union(*map(_in_law, [*words, *node.keywords]))
        case ast.Call(func=ast.Name(id="Instrument"), args=[_, _title, version, *_]):
            return _in_law(version)
    below = [] if _wordless(node) else ast.iter_child_nodes(node)
    return set().union(*map(_in_law, below))


def _wordless(node: ast.AST) -> bool:
    """Whether nothing below a node is a text to translate: a docstring, a name that is Dutch already, what nobody reads."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name.endswith("_NL")
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _NO_WORDS
    return False
