"""A case is found by a name in each spelling that people and programs give it."""

import pytest

from zegel.casefile.rules.search import sought
from zegel.lib.search import search_text

NAMES = ["Sin\u00e9ad O\u2019Connor", "mr. A. de Vries", "P. Jansen-de Wit"]


@pytest.mark.parametrize(
    "typed",
    [
        "O'Connor", "o\u02bcconnor", "O\u00b4Connor", "O`Connor", "OConnor", "O\u200bConnor", "Con\u00adnor", "Vries, A. de",
        "Vries,A. de", '"Vries, A. de"', "Jansen\u2013de Wit", "Jansen\u2011de",
    ],
)  # fmt: skip
def test_a_name_is_found_in_each_spelling(typed):
    kept = search_text(NAMES, ["C/13/756123"])
    assert sought(typed).words
    assert all(word in kept for word in sought(typed).words)


def test_another_name_is_not_found():
    kept = search_text(NAMES, ["C/13/756123"])
    assert not all(word in kept for word in sought("O'Connel").words)
