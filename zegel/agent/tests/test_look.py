"""What the agent says of a file, with a real qpdf and a real clamd, and of a key that is not one."""

import io
import tempfile

import pikepdf
import pytest

from zegel.agent.check import look_into
from zegel.agent.clamd import Clamd, ScannerAwayError
from zegel.agent.key import KeyFileError, make_key, read_key
from zegel.client.demo_court.papers import paper
from zegel.console.scanner import EICAR, LocalClamd, clamd_program

GOOD = paper("Stuk", ["Inhoud."] * 40)


def changed(change=lambda document: None, **how):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(GOOD)) as document:
        change(document)
        document.save(made, **how)
    return made.getvalue()


def action(**facts):
    def change(document):
        document.Root.OpenAction = pikepdf.Dictionary(**facts)

    return change


def attach(document):
    document.attachments["a.txt"] = b"a"


def look(content, *, declared=True):
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        return look_into(file, declared=declared)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (GOOD, []),
        (changed(encryption=pikepdf.Encryption(user="", owner="x")), []),
        (changed(encryption=pikepdf.Encryption(user="x", owner="x")), ["password"]),
        (GOOD[: len(GOOD) // 3], ["damaged"]),
        (b"", ["damaged"]),
        (b"geen pdf", ["damaged"]),
        (GOOD[: GOOD.rindex(b"startxref")], ["repaired"]),
        (changed(action(S=pikepdf.Name.JavaScript, JS="app.alert(1)")), ["script"]),
        (changed(action(S=pikepdf.Name.Launch, F="cmd.exe")), ["launch"]),
        (changed(attach), ["embedded"]),
    ],
)
def test_a_pdf_is_what_is_found_in_it(content, found):
    assert look(content)[0] == found


def test_a_file_that_says_it_is_no_pdf_is_believed_unless_it_is_one():
    assert look(b"PK\x03\x04", declared=False) == (["other"], None)
    assert look(GOOD, declared=False)[1] == 2


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
