"""Real engines on small PDFs: the agent says of each what the composer says in the browser (vectors/files/pdf.json)."""

import json
from pathlib import Path

import pytest

from zegel.agent.pdf import look
from zegel.agent.verdict import verdict_of

PLACE = Path(__file__).parents[3] / "vectors" / "files"
CASES = json.loads((PLACE / "pdf.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_a_pdf_is_what_a_reader_without_a_password_meets(case, capsys):
    look((PLACE / "pdf" / case["file"]).read_bytes())
    assert verdict_of(capsys.readouterr().out.encode()) == (case["findings"], case["pages"])


def line(**facts):
    return json.dumps(facts).encode() + b"\n"


QPDF = {"engine": "qpdf", "word": "opens", "pages": 2, "unreadable": 0, "whole": True}
PDFIUM = {"engine": "pdfium", "word": "opens", "pages": 2, "unreadable": 0, "inside": []}
NOTHING = {"inside": []}


@pytest.mark.parametrize(
    ("said", "findings"),
    [
        ([QPDF, NOTHING, PDFIUM], []),
        ([QPDF, NOTHING, PDFIUM | {"word": "password"}], ["password"]),
        ([QPDF | {"word": "password"}, PDFIUM], ["unsure"]),
        ([{"engine": "qpdf", "word": "damaged"}, PDFIUM], ["repaired", "unsure"]),
        ([QPDF, NOTHING, {"engine": "pdfium", "word": "damaged"}], ["repaired"]),
        ([{"engine": "qpdf", "word": "damaged"}, {"engine": "pdfium", "word": "damaged"}], ["damaged"]),
        ([QPDF, NOTHING, PDFIUM | {"pages": 1}], ["repaired"]),
        ([QPDF | {"unreadable": 1}, NOTHING, PDFIUM], ["repaired"]),
        ([QPDF, {"inside": ["xfa-form"]}, PDFIUM | {"inside": ["placeholder"]}], ["xfa"]),
        ([QPDF, {"inside": ["script"]}], ["script", "unsure"]),
        ([QPDF], ["unsure"]),
        ([PDFIUM], ["unsure"]),
        ([], ["unsure"]),
    ],
)
def test_of_two_engines_the_worse_word_counts_and_silence_is_no_good_word(said, findings):
    assert verdict_of(b"".join(line(**fields) for fields in said))[0] == findings


def test_a_line_that_was_cut_off_is_not_heard():
    assert verdict_of(line(**QPDF) + b'{"inside": ["scr')[0] == ["unsure"]
