"""A name in any script stands on a paper; the paper is PDF/A wherever there are letters for it."""

import pypdfium2
import pytest

from zegel.portal.shared.typesetting import typeset


@pytest.fixture
def paper(tmp_path):
    template = tmp_path / "paper.typ"
    template.write_text("#set page(width: 300pt, height: 80pt)\n#sys.inputs.name")
    return lambda name: typeset(template, {"name": name})


def text(pdf):
    return pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded().strip()


@pytest.mark.parametrize(
    "name",
    ["mr. A. de Vries", "محمد العربي", "王小明", "김민준", "ሰላም", "გიორგი", "Հայկ", "שלום", "Олександр"],
)
def test_a_name_does_not_vanish_and_the_paper_lasts(paper, name):
    made = paper(name)
    assert set(text(made)) == set(name)
    assert b"pdfaid:part" in made


def test_a_letter_that_no_font_has_does_not_cost_the_paper(paper):
    made = paper("Groet \U0001f9ff Jansen")
    assert "Jansen" in text(made)
    assert b"pdfaid:part" not in made
