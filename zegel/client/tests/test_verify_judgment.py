"""`zegel verify` says of a judgment who signed it by the log, and whether a document is the one that was signed."""

import base64
import json
from pathlib import Path

import pytest

from zegel.client.verify import main

VECTORS = json.loads((Path(__file__).parents[3] / "vectors/evidence/judgment-v1.json").read_text())
KEY = VECTORS["logKey"]


def kept(tmp_path, text, name="judgment.json"):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


@pytest.fixture
def pdf(tmp_path):
    return kept(tmp_path, base64.b64decode(VECTORS["pdf"]), "vonnis.pdf")


def test_a_judgment_holds_with_its_document_under_the_key_given(tmp_path, pdf, capsys):
    assert main([kept(tmp_path, VECTORS["confirmed"]), "--document", pdf, "--key", KEY]) == 0
    said = capsys.readouterr().out
    assert said.startswith("valid: the judgment of 2026-11-30 in case C/13/756123")
    assert "signed by mr. R. Öztürk-’t Hart" in said
    assert "the document given is the one that was signed" in said
    assert "record 0 of the log court.example" in said


def test_another_document_is_not_the_one_that_was_signed(tmp_path, capsys):
    other = kept(tmp_path, b"%PDF-1.7 another judgment\n", "other.pdf")
    assert main([kept(tmp_path, VECTORS["confirmed"]), "--document", other, "--key", KEY]) == 1
    assert "is not the document that was signed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "options"),
    [(VECTORS["signed"][0]["file"], ["--key", KEY]), (VECTORS["confirmed"], [])],
    ids=["no proof came along", "no key was given"],
)
def test_without_the_log_nothing_is_proved(tmp_path, text, options, capsys):
    assert main([kept(tmp_path, text), *options]) == 2
    assert capsys.readouterr().out.startswith("not proved: ")


@pytest.mark.parametrize("vector", [*VECTORS["wrong"], *VECTORS["unconfirmed"]], ids=lambda v: v["name"])
def test_what_is_wrong_is_told_and_never_an_accident(tmp_path, vector, capsys):
    assert main([kept(tmp_path, vector["file"]), "--key", KEY]) == 1
    assert "Traceback" not in capsys.readouterr().err
