"""What the agent says of a file, with a real qpdf and a real clamd, and of a key that is not one."""

import io
import tempfile

import pytest

from zegel.agent import check
from zegel.agent.check import look_into
from zegel.agent.clamd import Clamd, ScannerAwayError
from zegel.agent.key import KeyFileError, make_key, read_key
from zegel.client.demo_court.papers import paper
from zegel.console.scanner import EICAR, LocalClamd, clamd_program

GOOD = paper("Stuk", ["Inhoud."] * 40)


def look(content, *, name="stuk.pdf", declared="application/pdf"):
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return look_into(file, name=name, declared=declared)


@pytest.mark.parametrize(
    "declared", ["application/pdf", "application/octet-stream", "application/x-download", ""]
)
def test_a_pdf_is_looked_into_whatever_its_device_called_it(declared):
    for name in ("stuk.pdf", "stuk", "stuk.PDF"):
        assert look(GOOD, name=name, declared=declared) == ([], 2)


def test_a_file_is_told_by_its_content_and_a_name_that_promises_another_kind_is_said():
    assert look(b"PK\x03\x04", name="stuk.docx") == (["other"], None)
    assert look(b"PK\x03\x04", name="stuk.pdf") == (["misnamed", "other"], None)
    assert look(GOOD, name="stuk.docx") == (["misnamed"], 2)
    assert look(b"geen pdf", name="stuk.pdf")[0] == ["damaged"]


def test_a_file_that_costs_too_much_is_no_damaged_file(monkeypatch):
    monkeypatch.setattr(check, "PDF_PATIENCE", 0.0)
    assert look(GOOD) == (["unsure"], None)


@pytest.fixture(scope="module")
def scanner():
    program = clamd_program()
    assert program, "clamd is missing; bin/test installs it"
    found = LocalClamd(program)
    found.start()
    yield found
    found.stop()


def test_clamd_finds_the_test_virus_and_nothing_in_a_good_file(scanner):
    clamd = Clamd(scanner.address)
    assert clamd.version().startswith("ClamAV")
    assert clamd.scan(io.BytesIO(GOOD)) == ""
    assert "Eicar" in clamd.scan(io.BytesIO(GOOD + bytes.fromhex(EICAR)))


def test_a_scanner_that_is_away_or_refuses_gives_no_verdict(scanner):
    with pytest.raises(ScannerAwayError):
        Clamd("unix:/nowhere/clamd.sock").scan(io.BytesIO(GOOD))
    with pytest.raises(ScannerAwayError):
        Clamd(scanner.address).scan(io.BytesIO(bytes(101 * 2**20)))


def test_a_key_is_for_the_agent_alone(tmp_path):
    path = tmp_path / "agent.key"
    account = make_key(path, origin="http://x.example", email="agent@court.example", name="Agent")
    key = read_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert key.password not in str(account)
    with pytest.raises(KeyFileError):
        make_key(path, origin="http://x.example", email="agent@court.example", name="Agent")
    path.chmod(0o644)
    with pytest.raises(KeyFileError):
        read_key(path)
