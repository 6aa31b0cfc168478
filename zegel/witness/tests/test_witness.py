"""A witness cosigns only what grew from what it cosigned before, whatever it is asked and however it is killed."""

import base64
import sqlite3
import threading
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zegel.seal import keys, tlog_proof
from zegel.seal.checkpoint import ED25519, checkpoint_body, sign
from zegel.seal.cosignature import VerifierKey, cosign, cosigned_at, parse_key, with_lines, witness_key
from zegel.seal.errors import CheckpointError, ProofError
from zegel.seal.merkle import consistency_proof, inclusion_proof, leaf_hash, root
from zegel.seal.policy import check, parse
from zegel.witness.command import main
from zegel.witness.rules import Refused
from zegel.witness.service import Witness, answer, open_witness
from zegel.witness.store import Latest, Store

AT = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
ORIGIN = "zegel.example/keys"
LOG_SEED, OTHER_SEED = bytes(range(32)), bytes(range(1, 33))
LOG = VerifierKey(ORIGIN, ED25519, keys.signing_public(LOG_SEED))
ENTRIES = [f"entry {number}".encode() for number in range(40)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]


def note(size, *, leaves=LEAVES, seed=LOG_SEED, origin=ORIGIN):
    return sign(checkpoint_body(origin, size, root(leaves[:size])), origin, seed)


def request(old, size, *, leaves=LEAVES, **changes):
    steps = consistency_proof(old, leaves[:size]) if 0 < old <= size else []
    lines = [f"old {old}", *(base64.b64encode(step).decode() for step in steps), ""]
    return ("\n".join(lines) + "\n" + note(size, leaves=leaves, **changes)).encode()


@pytest.fixture
def witness(tmp_path):
    return Witness("w.example/w1", OTHER_SEED, parse(f"log {LOG}\nquorum none\n"), Store(tmp_path / "s"))


def test_a_log_that_grows_is_cosigned_with_the_moment(witness):
    for old, size in [(0, 3), (3, 3), (3, 17), (17, 40)]:
        line = witness.add_checkpoint(request(old, size), AT)
        whole = with_lines(note(size), line)
        assert cosigned_at(whole, witness_key("w.example/w1", OTHER_SEED)) == AT
        assert witness.store.latest(ORIGIN) == Latest(size, root(LEAVES[:size]), whole)


FORKED = [*LEAVES[:5], leaf_hash(b"another"), *LEAVES[6:]]


@pytest.mark.parametrize(
    ("body", "status", "size"),
    [
        (request(0, 20), 409, 10),
        (request(5, 20), 409, 10),
        (request(20, 10), 400, None),
        (request(10, 20, leaves=FORKED), 422, None),
        (request(10, 10, leaves=FORKED), 409, 10),
        (request(10, 20, seed=OTHER_SEED), 403, None),
        (request(10, 20, origin="elsewhere.example/log"), 404, None),
        (request(10, 20).replace(b"old 10", b"old 010"), 400, None),
        (request(10, 20).replace(b"old 10", b"old -1"), 400, None),
        (b"", 400, None),
        (b"\xff\xfe", 400, None),
        (b"old 10\n" + b"AAAA\n" * 64 + b"\n" + note(20).encode(), 400, None),
        (b"old 10\n!!!\n\n" + note(20).encode(), 400, None),
        (b"old 10\n\n" + note(20).encode(), 422, None),
    ],
)
def test_nothing_else_is_cosigned_and_nothing_moves(witness, body, status, size):
    witness.add_checkpoint(request(0, 10), AT)
    before = witness.store.latest(ORIGIN)
    with pytest.raises(Refused) as refused:
        witness.add_checkpoint(body, AT)
    assert (refused.value.status, refused.value.size) == (status, size)
    assert witness.store.latest(ORIGIN) == before


def test_a_first_request_proves_nothing(witness):
    body = b"old 0\n" + base64.b64encode(bytes(32)) + b"\n\n" + note(3).encode()
    with pytest.raises(Refused, match="empty"):
        witness.add_checkpoint(body, AT)


def test_many_at_once_get_one_line_of_growth(witness):
    witness.add_checkpoint(request(0, 1), AT)
    answers = []

    def ask(size):
        answers.append(
            (size, answer(witness, "POST", "/add-checkpoint", query="", body=request(1, size), at=AT).status)
        )

    threads = [threading.Thread(target=ask, args=(size,)) for size in range(2, 22)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = [size for size, status in answers if status == 200]
    assert len(said) == 1
    assert {status for _size, status in answers} == {200, 409}
    assert witness.store.latest(ORIGIN).size == said[0]


def test_what_was_not_persisted_is_not_answered(witness, monkeypatch):
    witness.add_checkpoint(request(0, 5), AT)

    def broken(*_args):
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr("zegel.witness.store.Replacing.put", broken)
    with pytest.raises(sqlite3.OperationalError):
        witness.add_checkpoint(request(5, 9), AT)
    assert witness.store.latest(ORIGIN).size == 5


def test_the_pages_of_a_witness(witness):
    line = witness.add_checkpoint(request(0, 8), AT)
    assert answer(witness, "GET", "/latest", query=f"origin={ORIGIN}", body=b"", at=AT).body.endswith(line)
    assert answer(witness, "GET", "/latest", query="origin=other", body=b"", at=AT).status == 404
    assert (
        parse_key(answer(witness, "GET", "/", query="", body=b"", at=AT).body.strip()).name == "w.example/w1"
    )
    assert answer(witness, "GET", "/add-checkpoint", query="", body=b"", at=AT).status == 405
    assert answer(witness, "DELETE", "/", query="", body=b"", at=AT).status == 405
    conflict = answer(witness, "POST", "/add-checkpoint", query="", body=request(0, 9), at=AT)
    assert (conflict.status, conflict.kind, conflict.body) == (409, "text/x.tlog.size", "8\n")
    assert answer(witness, "POST", "/add-checkpoint", query="", body=b"x" * 200_000, at=AT).status == 413


def test_a_witness_is_made_once_and_its_key_is_its_own(tmp_path, capsys):
    folder = tmp_path / "w"
    assert main(["init", str(folder), "--name", "bar.example/w1", "--log", str(LOG)]) == 0
    name, key = capsys.readouterr().out.split()[1:]
    made = open_witness(folder)
    assert str(witness_key(made.name, made.seed)) == key
    assert name == "bar.example/w1"
    assert (folder / "seed").stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        main(["init", str(folder), "--name", "bar.example/w1", "--log", str(LOG)])
    assert main(["init", str(tmp_path / "x"), "--name", "n", "--log", "no key"]) == 2


WITNESSES = {name: bytes([number]) * 32 for number, name in enumerate(["court", "bar", "bailiffs"], 1)}
KEYS = "".join(f"witness {name} {witness_key(name, seed)}\n" for name, seed in WITNESSES.items())
POLICY = parse(f"# two of three\n\nlog {LOG}\n{KEYS}\tgroup three 2 court bar bailiffs\nquorum three\n")


@given(st.sets(st.sampled_from(sorted(WITNESSES))))
@settings(max_examples=20)
def test_a_checkpoint_is_believed_by_a_quorum(names):
    whole = note(9)
    for name in sorted(names):
        whole = with_lines(whole, cosign(note(9), name, WITNESSES[name], AT))
    if len(names) >= 2:
        found = check(POLICY, whole)
        assert found.checkpoint.size == 9
        assert found.moments == dict.fromkeys(names, AT)
    else:
        with pytest.raises(CheckpointError, match="too few"):
            check(POLICY, whole)


def test_a_false_cosignature_is_no_missing_one():
    other = cosign(note(8), "court", WITNESSES["court"], AT)
    with pytest.raises(CheckpointError, match="does not hold"):
        check(POLICY, with_lines(note(9), other))


@pytest.mark.parametrize("index", [0, 7, 39])
def test_a_proof_is_checked_with_a_policy_alone(index):
    whole = note(40)
    for name, seed in WITNESSES.items():
        whole = with_lines(whole, cosign(note(40), name, seed, AT))
    text = tlog_proof.write(index, inclusion_proof(index, LEAVES), whole)
    assert tlog_proof.verify(text, ENTRIES[index], POLICY).checkpoint.size == 40
    assert str(tlog_proof.parse(text)) == text
    with pytest.raises(ProofError):
        tlog_proof.verify(text, b"another entry", POLICY)
    with pytest.raises(CheckpointError):
        tlog_proof.verify(text.replace("\n40\n", "\n41\n"), ENTRIES[index], POLICY)


@pytest.mark.parametrize(
    "text",
    [
        "", "quorum none\nquorum none\n", "quorum court\n", f"log {LOG}\nlog {LOG}\nquorum none\n",
        f"{KEYS}group g 4 court bar bailiffs\nquorum g\n", f"{KEYS}group g 0 court\nquorum g\n",
        f"{KEYS}group g any court court\nquorum g\n", f"{KEYS}group none any court\nquorum none\n",
        f"{KEYS}group g any court\ngroup h any court\nquorum h\n", f"{KEYS}group g any later\nquorum g\n",
        f"witness x {LOG}\nquorum none\n", "log nonsense\nquorum none\n", f"log {LOG} a b\nquorum none\n",
        "quorum none\r\n", "hello\nquorum none\n",
    ],
)  # fmt: skip
def test_a_policy_that_says_two_things_or_nothing_is_refused(text):
    with pytest.raises(CheckpointError):
        parse(text)


@pytest.mark.parametrize(
    "text", ["", "name", "name+00000000+AQ==", f"{LOG}x", str(LOG).replace(ORIGIN, "other")]
)
def test_a_key_that_is_not_itself_is_refused(text):
    with pytest.raises(CheckpointError):
        parse_key(text)
    assert parse_key(str(LOG)) == LOG


@given(st.text(max_size=200))
def test_no_text_breaks_a_reader(text):
    for reader, refusal in [
        (parse, CheckpointError),
        (parse_key, CheckpointError),
        (tlog_proof.parse, ProofError),
    ]:
        try:
            reader(text)
        except refusal:
            continue
