"""A browser that translates a page leaves names, numbers, codes and file names as they are."""

import re
from pathlib import Path

import pytest

PORTAL = Path(__file__).parents[1]
# Classes that are worn by what is no word of a language.
NEVER = {"code", "code-list", "file__name", "landing__number", "inbox__party", "recipient__name"}
_TAG = re.compile(r"<[a-z0-9]+\s[^<>]*?class=\"([a-z0-9_ -]+)\"[^<>]*>")
# An element that holds nothing but variables, of which each is called after what is no word.
_ALONE = re.compile(r"<[a-z0-9]+((?:\s[^<>]*)?)>\s*((?:\{\{[^}]*\}\}[\s,·/]*)+)</")
_VARIABLE = re.compile(r"\{\{\s*([^}|\s]*)[^}]*\}\}")
_WORDLESS = re.compile(r"(?:^|[._])(?:number|name|email|address|fingerprint|code|phone|sha256|hash|iban)$")
# Names of pages and folders are words; so is what is wrong with a number.
_WORDS = {"page_name", "folder_name", "asked.errors.number"}
_SENTENCE = re.compile(r"{%\s*blocktrans.*?{%\s*endblocktrans[a-z]*\s*%}", re.DOTALL)


@pytest.mark.parametrize("path", sorted(PORTAL.rglob("*.html")), ids=lambda path: path.name)
def test_what_is_no_word_is_not_translated(path):
    source = _SENTENCE.sub("", path.read_text())
    open_to_it = [
        found[0]
        for found in _TAG.finditer(source)
        if set(found[1].split()) & NEVER and 'translate="no"' not in found[0]
    ]
    assert open_to_it == []


@pytest.mark.parametrize("path", sorted(PORTAL.rglob("*.html")), ids=lambda path: path.name)
def test_a_name_or_number_that_stands_alone_is_not_translated(path):
    open_to_it = [
        found[0]
        for found in _ALONE.finditer(_SENTENCE.sub("", path.read_text()))
        if 'translate="no"' not in found[1]
        and all(_WORDLESS.search(name) and name not in _WORDS for name in _VARIABLE.findall(found[2]))
    ]
    assert open_to_it == []


_WORDLESS_IN_SENTENCES = re.compile(
    r"name|email|address|fingerprint|code|phone|sha256|iban|sender|party|person|case|mailbox|by|organisation|court"
)
_WITH = re.compile(r"{%\s*blocktrans(?:late)?\b([^%]*)%}(.*?){%\s*endblocktrans", re.DOTALL)
_TITLE = re.compile(r"{%\s*block title\s*%}.*?{%\s*endblock", re.DOTALL)


@pytest.mark.parametrize("path", sorted(PORTAL.rglob("*.html")), ids=lambda path: path.name)
def test_a_name_inside_a_sentence_is_not_translated(path):
    # An attribute and a title take no element, so what stands in them a browser translates as one sentence.
    source = _TITLE.sub("", path.read_text())
    open_to_it = []
    for found in _WITH.finditer(source):
        before, settings, sentence = source[: found.start()], found[1], found[2]
        if before.rfind("<") > before.rfind(">") or "asvar" in settings:
            continue
        for name in filter(_WORDLESS_IN_SENTENCES.fullmatch, re.findall(r"\{\{\s*(\w+)", sentence)):
            kept = re.search(rf"\b{name}=\S+\|untranslated\b", settings)
            if not kept and not re.search(rf'translate="no"[^>]*>\s*\{{\{{\s*{name}\b', sentence):
                open_to_it.append(f"{name}: {sentence.strip()}")
    assert open_to_it == []
