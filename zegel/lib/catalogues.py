"""Translations: merging the fragments of each page family into one catalogue, and finding what has no Dutch."""

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
    return sorted(texts(root) - known)


def texts(root: Path) -> set[str]:
    """Every English text marked for translation, but for those of the law: a page shows them or not, and tests its own."""
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
