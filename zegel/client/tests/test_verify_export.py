"""An export holds as it was made; whatever was changed, dropped or added shows, and a hostile ZIP does no harm."""

import base64
import importlib.util
import io
import json
import os
import zipfile
from pathlib import Path

import httpx
import pytest

from tests.authority import running
from zegel.client.export_members import opened
from zegel.client.verify import main
from zegel.client.verify_export import check
from zegel.seal import stamp

FILE = Path(__file__).parents[3] / "vectors/evidence/export-v1.json"
VECTORS = json.loads(FILE.read_text())
TAMPERED = json.loads((FILE.parent / "tampered-v1.json").read_text())
CASES = {each_case["name"]: each_case for each_case in (*VECTORS["cases"], *TAMPERED["cases"])}
KEY = VECTORS["key"]
GOOD = base64.b64decode(CASES["as it was made"]["zip"])
BARE = base64.b64decode(CASES["without the documents"]["zip"])


@pytest.fixture
def said(tmp_path, capsys):
    """The lines and the status of `zegel verify` about a ZIP."""

    def verify(data, *words, key=KEY):
        path = tmp_path / "export.zip"
        path.write_bytes(data)
        status = main([str(path), *(("--key", key) if key else ()), *map(str, words)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, (out + err).splitlines()

    return verify


def fails(lines):
    return [line for line in lines if line.startswith("fails: ")]


@pytest.mark.parametrize("name", CASES)
def test_vector(name, said):
    case = CASES[name]
    status, lines = said(base64.b64decode(case["zip"]))
    assert (status, len(fails(lines))) == (1 if case["fails"] else 0, len(case["fails"])), lines
    assert all(line.endswith(".") for line in lines)


@pytest.mark.parametrize("name", CASES)
def test_vector_by_its_codes(name, tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(base64.b64decode(CASES[name]["zip"]))
    with opened(path) as export:
        report = check(export, [base64.b64decode(KEY)], None)
    assert sorted(line.code for line in report.lines if line.kind == "fails") == sorted(CASES[name]["fails"])


def test_it_says_what_holds_and_under_which_key(said):
    status, lines = said(GOOD)
    assert status == 0
    text = "\n".join(lines)
    assert "holds: SHA256SUMS: all 18 files are there and unchanged" in text
    assert "message 1: received on 2026-11-22 at 23:51:00 (Dutch time, +01:00), case C/13/756123" in text
    assert (
        "message 2: its envelope is the one of the receipt, opens with its key, and the signature in it holds"
        in text
    )
    assert "2 files here are exactly what the sender signed" in text
    assert lines[-1] == "valid: everything in this export of 2 messages holds; signed with the key you gave."


def test_without_a_key_nothing_is_proved(said):
    status, lines = said(GOOD, key=None)
    assert status == 2
    assert lines[-1].startswith("not proved: ")
    assert KEY in lines[-1]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_packed_otherwise_is_refused_in_a_sentence(method, said):
    status, lines = said(packed([("SHA256SUMS", b"x" * 1000)], method))
    assert status == 1
    assert "packed in a way that no export uses" in lines[-1]


def test_another_key_is_refused(said):
    status, lines = said(GOOD, key="A" * 43 + "=")
    assert status == 1
    assert any("another key" in fail for fail in fails(lines))


def test_a_folder_is_read_as_the_zip_is(tmp_path, capsys):
    zipfile.ZipFile(io.BytesIO(GOOD)).extractall(tmp_path / "out")
    (tmp_path / "out/.DS_Store").write_bytes(b"x")
    assert main([str(tmp_path / "out"), "--key", KEY]) == 0
    (tmp_path / "out/bewijs/link").symlink_to(FILE)
    assert main([str(tmp_path / "out"), "--key", KEY]) == 1
    assert "no plain file" in capsys.readouterr().err


def test_an_ordinary_document_is_found_by_what_it_is(said, tmp_path):
    mine = tmp_path / "whatever.pdf"
    mine.write_bytes(b"%PDF-1.7 productie")
    for export in (GOOD, BARE):
        status, lines = said(export, "--document", mine)
        assert status == 0
        assert any(
            "is file 2 of message 1 (Productie 1.pdf), exactly as it was received" in line for line in lines
        )
    mine.write_bytes(b"%PDF-1.7 productiE")
    status, lines = said(BARE, "--document", mine)
    assert status == 1
    assert "none of the files that are proved" in fails(lines)[0]


def test_a_stamp_that_is_asked_for_and_not_there(said, tmp_path):
    with running(tmp_path) as authority:
        status, lines = said(GOOD, "--tsa-ca", authority.ca)
    assert status == 1
    assert [fail.endswith("its receipt carries no time stamp.") for fail in fails(lines)] == [True, True]


def packed(members, method=zipfile.ZIP_STORED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize("name", ["../x", "/x", "a/../x", "a//x", "a\\x", "./x"])
def test_a_name_that_leads_elsewhere_is_refused(name, said):
    status, lines = said(packed([("SHA256SUMS", b""), (name, b"")]))
    assert status == 1
    assert "no name a file of an export has" in lines[-1]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(said):
    status, lines = said(packed([("SHA256SUMS", b""), ("SHA256SUMS", b"x")]))
    assert (status, "same name" in lines[-1]) == (1, True)
    status, lines = said(packed([("e\u0301", b""), ("\u00e9", b"x")]))
    assert (status, "same name" in lines[-1]) == (1, True)


def test_a_bomb_is_refused_before_it_goes_off(said):
    status, lines = said(packed([("SHA256SUMS", bytes(100 * 2**20))], zipfile.ZIP_DEFLATED))
    assert status == 1
    assert "unpacks to far more" in lines[-1]


def test_a_list_too_large_is_refused(said):
    data = os.urandom(2**20) * 65
    status, lines = said(packed([("SHA256SUMS", b""), ("list.json", data)]))
    assert status == 1
    assert "too large" in lines[-1]


@pytest.mark.parametrize("cut", [5, 100, 1000, len(GOOD) - 30])
def test_a_zip_cut_short_is_refused(cut, said):
    status, lines = said(GOOD[:cut])
    assert status == 1
    assert lines


def test_every_byte_changed_shows_or_changes_nothing(said):
    """In names, sizes and contents; of a ZIP's own fields some mean nothing (times, versions, comments)."""
    whole, clean = bytearray(GOOD), said(GOOD)[1]
    for at in range(0, len(whole), 97):
        whole[at] ^= 1
        status, lines = said(bytes(whole))
        assert status == 1 or lines == clean, at
        whole[at] ^= 1


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"null",
        b"[" * 9000,
        b'{"type": "zegel/export/v1"}',
        b'{"type": "zegel/export/v1", "messages": 1}',
    ],
)
def test_a_list_that_is_none_is_refused(told, said):
    status, lines = said(packed([("SHA256SUMS", b""), ("inhoud.json", told)]))
    assert status == 1
    assert "list" in lines[-1]


def test_names_in_it_do_not_steer_the_terminal(said):
    status, lines = said(packed([("SHA256SUMS", b""), ("a\x1b[2Jb.json", b'{"type": "zegel/export/v1"}')]))
    assert status == 1
    assert "\x1b" not in "".join(lines)


def test_what_cannot_be_compared_is_said(said, tmp_path, capsys):
    status, lines = said(GOOD, "--sealed", FILE)
    assert (status, "a receipt only" in lines[-1]) == (1, True)
    (tmp_path / "receipt.json").write_text("{}")
    assert main([str(tmp_path / "receipt.json"), "--document", str(FILE)]) == 1
    assert "with an export only" in capsys.readouterr().err


def test_stamps_in_an_export_are_checked(said, tmp_path):
    place = FILE.parent / "make_exports.py"
    spec = importlib.util.spec_from_file_location("make_exports", place)
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    messages = [make.Message(1)]
    made, name = make.members(messages), "bewijs/01 ontvangstbewijs.json"
    (tmp_path / "other").mkdir()
    with running(tmp_path) as authority, running(tmp_path / "other") as other:
        paper = json.loads(made[name])
        asked, _ = stamp.ask(paper["log"]["checkpoint"])
        answer = httpx.post(authority.url, content=asked, headers={"Content-Type": stamp.QUERY_TYPE}).content
        paper["stamp"] = base64.b64encode(answer).decode()
        whole = packed(make.finished(messages, made | {name: json.dumps(paper).encode()}).items())
        status, lines = said(whole, "--tsa-ca", authority.ca)
        assert (status, fails(lines)) == (0, [])
        assert any("the time-stamping authority saw its log on" in line for line in lines)
        status, lines = said(whole, "--tsa-ca", other.ca)
        assert (status, len(fails(lines))) == (1, 1)
        assert "the time stamp does not hold" in fails(lines)[0]
    status, lines = said(whole)
    assert status == 0
    assert any("which --tsa-ca checks" in line for line in lines)
