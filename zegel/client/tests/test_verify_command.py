"""`zegel verify` says in one sentence whether a receipt holds, and never shows a traceback."""

import base64
import hashlib
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
import rfc8785

from zegel.client.verify import main
from zegel.seal import checkpoint, keys, merkle, receipt
from zegel.seal.cosignature import VerifierKey, cosign, witness_key

ROOT = Path(__file__).parents[3]
VECTORS = json.loads((ROOT / "vectors/evidence/receipt-v1.json").read_text())
CASES = {case["name"]: case for case in VECTORS["cases"]}
KEY = VECTORS["key"]


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "receipt.json"
    path.write_text(CASES["in a log of 300"]["receipt"])
    return path


def told(capsys):
    out, err = capsys.readouterr()
    text = out + err
    assert text.count("\n") == 1
    assert text.endswith(".\n")
    assert "Traceback" not in text
    return text


def test_a_receipt_that_holds_under_the_key_given(good, capsys):
    assert main([str(good), "--key", KEY]) == 0
    said = told(capsys)
    assert said.startswith("valid: message 7d1f4a52-9c3b-4e8a-8f21-000000000101 (C/13/756123, files: 2)")
    assert "2026-11-22 at 23:51:00 (Dutch time, +01:00)" in said
    assert "record 257 of the log court.example" in said


def test_the_key_can_stand_in_a_file(good, tmp_path, capsys):
    (tmp_path / "key").write_text(f"{KEY}\n")
    assert main([str(good), "--key-file", str(tmp_path / "key")]) == 0
    assert told(capsys).startswith("valid: ")


def test_without_a_key_nothing_is_proved(good, capsys):
    assert main([str(good)]) == 2
    said = told(capsys)
    assert said.startswith("not proved: ")
    assert "only by the key it names itself" in said
    assert KEY in said


def a_checkpoint(seed=bytes(32), origin="log.example"):
    return checkpoint.sign(checkpoint.checkpoint_body(origin, 1, bytes(32)), origin, seed)


def b64(data):
    return base64.b64encode(data).decode()


def test_a_checkpoint_is_worth_what_its_key_is(tmp_path, capsys):
    (tmp_path / "checkpoint").write_text(a_checkpoint())
    where, key = str(tmp_path / "checkpoint"), b64(keys.signing_public(bytes(32)))
    assert main([where, "--key", key]) == 0
    assert told(capsys).startswith("valid: the log log.example of 1 records")
    assert main([where]) == 2
    assert told(capsys).startswith("not proved: a checkpoint names no key of its own")
    assert main([where, "--key", "A" * 43 + "="]) == 1
    assert "not signed by the key expected" in told(capsys)


def test_two_checkpoints_and_a_log_without_a_key_prove_nothing(tmp_path, capsys):
    (tmp_path / "checkpoint").write_text(a_checkpoint())
    where = str(tmp_path / "checkpoint")
    assert main(["--consistency", where, where, "--tiles", str(tmp_path)]) == 2
    assert told(capsys).startswith("not proved: ")
    assert main(["--log", str(tmp_path)]) == 2
    assert told(capsys).startswith("not proved: ")


def test_a_policy_gives_keys_and_asks_for_witnesses(tmp_path, capsys):
    log = VerifierKey("log.example", b"\x01", keys.signing_public(bytes(32)))
    note, where, policy = a_checkpoint(), tmp_path / "checkpoint", tmp_path / "policy"
    where.write_text(note)
    policy.write_text(f"log {log}\nquorum none\n")
    assert main([str(where), "--policy", str(policy)]) == 0
    assert told(capsys).startswith("valid: ")
    seed = b"w" * 32
    policy.write_text(f"log {log}\nwitness w {witness_key('w.example', seed)}\nquorum w\n")
    assert main([str(where), "--policy", str(policy)]) == 2
    assert "too few witnesses" in told(capsys)
    where.write_text(note + cosign(note, "w.example", seed, at=datetime(2026, 11, 30, tzinfo=UTC)))
    assert main([str(where), "--policy", str(policy)]) == 0
    assert told(capsys).startswith("valid: ")
    policy.write_text("quorum none\n")
    assert main([str(where), "--policy", str(policy)]) == 2
    assert told(capsys).startswith("not proved: ")
    policy.write_text("log é+é+é\nquorum none\n")
    assert main([str(where), "--policy", str(policy)]) == 1
    told(capsys)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case["fails"]])
def test_what_does_not_hold_is_refused(name, tmp_path, capsys):
    path = tmp_path / "receipt.json"
    path.write_text(CASES[name]["receipt"])
    assert main([str(path), "--key", KEY]) == 1
    told(capsys)


def test_another_key_is_refused(good, capsys):
    assert main([str(good), "--key", "A" * 43 + "="]) == 1
    assert "another key" in told(capsys)


@pytest.mark.parametrize("key", ["", "x", "é", "A" * 44, "AAAA"])
def test_a_key_that_is_none_is_refused(good, key, capsys):
    assert main([str(good), "--key", key]) == 1
    assert "not base64 of 32 bytes" in told(capsys)


@pytest.mark.parametrize("data", [b"", b"\xff\x00", b"[" * 100_000, b'{"type": "zegel/receipt/v1"'])
def test_garbage_is_refused_in_a_sentence(data, tmp_path, capsys):
    path = tmp_path / "receipt.json"
    path.write_bytes(data)
    assert main([str(path)]) == 1
    told(capsys)


def on_paper(tmp_path, name, data):
    """A PDF of one page with something attached."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments[name] = data
    path = tmp_path / "receipt.pdf"
    pdf.save(path)
    return path


def test_a_receipt_on_paper_is_checked_by_the_json_inside(good, tmp_path, capsys):
    paper = on_paper(tmp_path, "receipt.json", good.read_bytes())
    assert main([str(paper), "--key", KEY]) == 0
    assert told(capsys).startswith("valid: message 7d1f4a52-9c3b-4e8a-8f21-000000000101")


def test_a_changed_receipt_on_paper_is_refused(good, tmp_path, capsys):
    paper = on_paper(tmp_path, "receipt.json", good.read_bytes().replace(b"C/13/756123", b"C/13/756124"))
    assert main([str(paper), "--key", KEY]) == 1
    assert told(capsys).startswith("zegel verify: ")


def test_a_pdf_without_a_receipt_is_refused_in_a_sentence(tmp_path, capsys):
    assert main([str(on_paper(tmp_path, "notes.txt", b"{}")), "--key", KEY]) == 1
    assert "no receipt is attached" in told(capsys)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    assert main([str(tmp_path / "broken.pdf"), "--key", KEY]) == 1
    assert "cannot be read" in told(capsys)


def test_a_file_that_is_not_there(tmp_path, capsys):
    assert main([str(tmp_path / "nothing")]) == 1
    told(capsys)
    assert main([str(tmp_path)]) == 1
    told(capsys)


def test_sealed_files_are_compared(good, tmp_path, capsys):
    """The vector's files have no bytes that fit their sizes, so a receipt is made of two that do."""
    contents = [b"age-encryption.org/v1\n one", b"age-encryption.org/v1\n two"]
    record = json.loads(json.loads(good.read_text())["record"])
    record["facts"]["files"] = [
        {"object": "x", "size": len(each_content), "sha256": hashlib.sha256(each_content).hexdigest()}
        for each_content in contents
    ]
    body, seed = rfc8785.dumps(record), bytes(32)
    note = checkpoint.sign(
        checkpoint.checkpoint_body("c.example", 1, merkle.leaf_hash(body)), "c.example", seed
    )
    made = receipt.write(
        receipt.Proven(body, 0, []), origin="c.example", key=keys.signing_public(seed), note=note
    )
    good.write_text(json.dumps(made))
    paths = [tmp_path / "1.age", tmp_path / "2.age"]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    key = ("--key", b64(keys.signing_public(seed)))
    assert main([str(good), *key, "--sealed", str(paths[1]), str(paths[0])]) == 0
    assert "the sealed files given are its number 2, 1" in told(capsys)
    paths[0].write_bytes(contents[0] + b" ")
    assert main([str(good), *key, "--sealed", *map(str, paths)]) == 1
    assert "none of the files it names" in told(capsys)


def test_wrong_usage_is_another_status(capsys):
    assert main([]) == 2
    assert main(["x", "--log", "y"]) == main(["--consistency", "x"]) == 2


def test_it_runs_without_the_server(good):
    """By hand, with no Django and no settings."""
    script = (
        "import sys; sys.argv = ['zegel', 'verify', *sys.argv[1:]]\n"
        "from zegel.cli import main\ncode = main()\n"
        "sys.exit(3 if 'django' in sys.modules else code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, good, "--key", KEY],
        cwd=ROOT,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("valid: ")
