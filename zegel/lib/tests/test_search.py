import json
import re
from pathlib import Path

import pytest

from zegel.lib.search import folded, patterns

FOLDING = Path(__file__).parents[3] / "vectors" / "typed" / "folding-v1.json"


def finds(typed, name):
    return all(re.search(word, name, re.IGNORECASE) for word in patterns(typed))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("O'Connor", "Sinéad O’Connor"),
        ("O’Connor", "Sinéad O'Connor"),
        ("oʼconnor", "Sinéad O‘Connor"),
        ("Vries, A. de", "mr. A. de Vries"),
        ("Vries,A. de", "mr. A. de Vries"),
        ('"Jansen, P."', "P. Jansen"),
        ("Jansen–de Wit", "P. Jansen-de Wit"),
        ("Jansen-de", "P. Jansen‑de Wit"),
        ("a.vries@kade.example", "a.vries@kade.example"),
        ("O\u00b4Connor", "Sin\u00e9ad O\u2019Connor"),
        ("O\u200b'Con\u00adnor", "Sin\u00e9ad O\u2019Connor"),
        ("50% [x] (y) $", "50% x y $"),
    ],
)
def test_a_name_is_found_in_each_spelling(typed, name):
    assert finds(typed, name)


def test_another_name_is_not_found():
    assert not finds("O'Connor", "OConnor")
    assert not finds("a.vries", "aXvries")


def test_there_are_not_more_words_than_a_search_can_bear():
    assert len(patterns("a " * 50)) == 5
    assert patterns(" , ; ") == []


def test_text_is_folded_as_the_vectors_say():
    """The browser is held to the same (web/typed/folding.test.ts): a word of a letter is found as a name is."""
    for vector in json.loads(FOLDING.read_text()):
        assert folded(vector["text"]) == vector["folded"]
