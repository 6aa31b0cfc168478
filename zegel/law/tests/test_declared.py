"""What is declared of the files of a filing: which rules bear on it, and which of them stop it."""

import pytest

from zegel.law.rules.declared import DeclaredFile, declared_decisions


def judged(*files, digital=True, **known):
    return declared_decisions(files, digital=digital, **known)


def against(*files, **known):
    found = [decision for decision in judged(*files, **known) if not decision]
    return {(decision.rule, decision.blocks, decision.articles[0].number) for decision in found}


def test_of_what_is_not_said_nothing_is_judged_against_the_filer():
    assert against(DeclaredFile(), DeclaredFile(exhibit=7)) == set()


@pytest.mark.parametrize(
    ("file", "found"),
    [
        (DeclaredFile(pdfa="not PDF/A"), {("3.5-c", True, "3.5")}),
        (DeclaredFile(pdfa="claims PDF/A"), {("3.5-c", False, "3.5")}),
        (DeclaredFile(pdfa="validated"), set()),
        (DeclaredFile(pages=10), set()),
        (DeclaredFile(pages=11), {("3.12-b", False, "3.12")}),
        (DeclaredFile(pages=11, summary=True), {("3.12-b", False, "3.12")}),
        (DeclaredFile(pages=25, summary=True, headings=True), set()),
        (DeclaredFile(pages=26, summary=True, headings=True), {("3.12-e", False, "3.12")}),
        (DeclaredFile(pages=26, summary=True, headings=True, length_explained=True), set()),
        (DeclaredFile(pages=400, exhibit=1), set()),
        (DeclaredFile(language="tr"), {("3.15-b", True, "3.15"), ("3.15-a", False, "3.15")}),
        (DeclaredFile(language="tr", translated=False), {("3.15-a", False, "3.15")}),
        (DeclaredFile(language="tr", translated=True), set()),
        (DeclaredFile(language="de", translated=False), set()),
        (DeclaredFile(language="de"), {("3.15-b", True, "3.15")}),
    ],
)
def test_each_rule_has_its_article_and_says_whether_it_stops(file, found):
    assert against(file) == found


def test_only_a_digital_filing_must_be_pdf_a():
    assert against(DeclaredFile(pdfa="not PDF/A"), digital=False) == set()


@pytest.mark.parametrize(
    ("numbers", "stops"), [((4, 5), False), ((5, 6), True), ((3, 4), True), ((5, 4), True), ((4, 4), True)]
)
def test_exhibits_number_on_from_what_the_party_has_at_the_court(numbers, stops):
    files = [DeclaredFile(), *(DeclaredFile(exhibit=number) for number in numbers)]
    assert bool(against(*files, filed=[1, 2, 3])) is stops
    # Whose exhibits are not known is not told that they are wrong.
    assert against(*files, filed=None) == set()


def test_the_short_name_is_that_of_the_party():
    assert against(DeclaredFile(), short_name=("'t Hart", "Hart")) == {("3.13", False, "3.13")}
    assert against(DeclaredFile(), short_name=("'t Hart", "’t hart")) == set()
