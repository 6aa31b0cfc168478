"""An export of a case holds as it was made; acts and pieces that were changed, dropped or added show, code for code as in the browser."""

import base64
import io
import json
import zipfile
from pathlib import Path

import pytest

from zegel.client.export_members import opened
from zegel.client.verify import main
from zegel.client.verify_case import check_case
from zegel.law.case_states import course

VECTORS = json.loads((Path(__file__).parents[3] / "vectors/evidence/case-v1.json").read_text())
CASES = {case["name"]: case for case in VECTORS["cases"]}
KEY = VECTORS["key"]


@pytest.fixture
def zipped(tmp_path):
    """A ZIP of the export with these members changed, or gone where they are None."""

    def write(changed):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, data in (VECTORS["members"] | changed).items():
                if data is not None:
                    archive.writestr(name, base64.b64decode(data))
        path = tmp_path / "case.zip"
        path.write_bytes(target.getvalue())
        return path

    return write


@pytest.mark.parametrize("name", CASES)
def test_vector(name, zipped):
    with opened(zipped(CASES[name]["changed"])) as export:
        _listed, report = check_case(export, [base64.b64decode(KEY)])
    found = [line for line in report.lines if line.kind == "fails"]
    assert sorted(line.code for line in found) == sorted(CASES[name]["fails"]), found


def test_the_command_tells_what_holds_and_what_does_not(zipped, capsys):
    assert main([str(zipped({})), "--key", KEY]) == 0
    assert "everything in this export of case C/13/756123 holds" in capsys.readouterr().out
    changed = CASES["an act gone from the middle"]["changed"]
    assert main([str(zipped(changed)), "--key", KEY]) == 1
    assert "act 4 is not here" in capsys.readouterr().out


def test_the_vectors_have_the_course_as_the_law_has_it():
    """Where this fails, make the vectors anew: the browser's checker is held against them."""
    assert VECTORS["course"] == course()
