"""`zegel age` as a person or a script uses it, beside the public `age` tool."""

import os
import stat
import subprocess
import sys

import pytest

from zegel.seal.identities import identity_recipient

AGE = "/usr/bin/age"
PLAIN = bytes(range(256)) * 1000


def zegel(*words, stdin=b"", passphrase=None):
    environment = {k: v for k, v in os.environ.items() if k != "ZEGEL_AGE_PASSPHRASE"}
    if passphrase is not None:
        environment["ZEGEL_AGE_PASSPHRASE"] = passphrase
    return subprocess.run(
        [sys.executable, "-m", "zegel.cli", "age", *map(str, words)],
        input=stdin,
        capture_output=True,
        env=environment,
        check=False,
        start_new_session=True,  # no terminal, so nothing waits for a passphrase to be typed
    )


def age(*words, stdin=b""):
    return subprocess.run([AGE, *map(str, words)], input=stdin, capture_output=True, check=True).stdout


@pytest.fixture(scope="module", params=["hybrid", "x25519"])
def key(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("key") / "key.txt"
    options = ["--x25519"] if request.param == "x25519" else []
    assert zegel("keygen", *options, "-o", path).returncode == 0
    return path


def recipient_of(path):
    return identity_recipient(path.read_text().split("\n")[1])


@pytest.fixture
def x25519(tmp_path):
    path = tmp_path / "x25519.txt"
    zegel("keygen", "--x25519", "-o", path)
    return path


def test_a_new_key_is_readable_by_its_owner_alone_and_its_public_half_is_shown(tmp_path):
    path = tmp_path / "key.txt"
    made = zegel("keygen", "-o", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert made.stderr.decode() == f"Public key: {recipient_of(path)}\n"
    assert path.read_text().startswith(f"# public key: {recipient_of(path)}\nAGE-SECRET-KEY-PQ-1")
    assert made.stdout == b""


def test_a_key_that_exists_is_never_replaced(tmp_path):
    path = tmp_path / "key.txt"
    path.write_text("precious")
    refused = zegel("keygen", "-o", path)
    assert refused.returncode == 1
    assert b"exists already" in refused.stderr
    assert path.read_text() == "precious"


@pytest.mark.parametrize("armor", [[], ["-a"]])
def test_what_is_sealed_in_a_pipe_opens_in_a_pipe(key, armor):
    sealed = zegel("encrypt", *armor, "-r", recipient_of(key), stdin=PLAIN)
    assert sealed.stdout.startswith(b"-----BEGIN AGE" if armor else b"age-encryption.org/v1\n")
    opened = zegel("decrypt", "-i", key, stdin=sealed.stdout)
    assert (opened.returncode, opened.stdout, opened.stderr) == (0, PLAIN, b"")


def test_files_go_in_and_out_by_name(key, tmp_path):
    (tmp_path / "plain").write_bytes(PLAIN)
    (tmp_path / "recipients").write_text(f"# the court\n\n{recipient_of(key)}\n")
    sealed = zegel("encrypt", "-R", tmp_path / "recipients", "-o", tmp_path / "sealed", tmp_path / "plain")
    assert sealed.returncode == 0
    opened = zegel("decrypt", "-i", key, "-o", tmp_path / "opened", tmp_path / "sealed")
    assert opened.returncode == 0
    assert (tmp_path / "opened").read_bytes() == PLAIN


def test_a_passphrase_seals_and_opens():
    sealed = zegel("encrypt", "-p", stdin=b"plain", passphrase="eenhoorn-12")
    assert zegel("decrypt", stdin=sealed.stdout, passphrase="eenhoorn-12").stdout == b"plain"
    wrong = zegel("decrypt", stdin=sealed.stdout, passphrase="eenhoorn-13")
    assert wrong.returncode == 1
    assert b"none of the identities" in wrong.stderr


@pytest.mark.parametrize("armor", [[], ["-a"]])
def test_the_public_tool_opens_what_zegel_sealed(x25519, armor):
    sealed = zegel("encrypt", *armor, "-r", recipient_of(x25519), stdin=PLAIN).stdout
    assert age("-d", "-i", x25519, stdin=sealed) == PLAIN


@pytest.mark.parametrize("armor", [[], ["-a"]])
def test_zegel_opens_what_the_public_tool_sealed(x25519, armor):
    sealed = age(*armor, "-r", recipient_of(x25519), stdin=PLAIN)
    assert zegel("decrypt", "-i", x25519, stdin=sealed).stdout == PLAIN


def damage(sealed, place):
    """Change one byte into a letter, so that base64 stays base64; `place` counts from the MAC line's end."""
    end = sealed.index(b"\n", sealed.index(b"\n--- ") + 1)
    where = end + place
    other = b"A" if sealed[where : where + 1] != b"A" else b"B"
    return sealed[:where] + other + sealed[where + 1 :]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda sealed: b"x" + sealed, b"not an age file"),
        (lambda sealed: damage(sealed, -20), b"MAC"),
        (lambda sealed: damage(sealed, 60), b"payload"),
        (lambda sealed: sealed[:-1], b"payload"),
        (lambda _: b"-----BEGIN AGE ENCRYPTED FILE-----\nYQ", b"armor"),
    ],
    ids=["not age", "header changed", "payload changed", "cut short", "armor cut"],
)
def test_a_damaged_file_fails_with_its_reason_and_leaves_nothing_behind(key, tmp_path, change, words):
    sealed = change(zegel("encrypt", "-r", recipient_of(key), stdin=PLAIN).stdout)
    refused = zegel("decrypt", "-i", key, "-o", tmp_path / "opened", stdin=sealed)
    assert refused.returncode == 1
    assert words in refused.stderr
    assert b"Traceback" not in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_the_file_that_was_there_before(key, tmp_path):
    (tmp_path / "opened").write_bytes(b"before")
    zegel("decrypt", "-i", key, "-o", tmp_path / "opened", stdin=b"nonsense")
    assert (tmp_path / "opened").read_bytes() == b"before"


def test_a_stranger_is_told_that_the_file_is_not_theirs(key, x25519):
    sealed = zegel("encrypt", "-r", recipient_of(key), stdin=b"secret")
    refused = zegel("decrypt", "-i", x25519, stdin=sealed.stdout)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert b"none of the identities opens this file" in refused.stderr


def test_a_wrong_key_file_is_named_without_showing_the_key(tmp_path):
    (tmp_path / "key").write_text("# mine\nAGE-SECRET-KEY-1WRONG\n")
    refused = zegel("decrypt", "-i", tmp_path / "key", stdin=b"")
    assert refused.returncode == 1
    assert b"key, line 2" in refused.stderr
    assert b"WRONG" not in refused.stderr


@pytest.mark.parametrize(
    "words",
    [[], ["unseal"], ["encrypt"], ["encrypt", "-p", "-r", "age1x"], ["decrypt", "a", "b"], ["decrypt"]],
    ids=" ".join,
)
def test_wrong_usage_is_refused_with_status_two(words):
    refused = zegel(*words)
    assert refused.returncode == 2
    assert b"Traceback" not in refused.stderr


def test_a_reader_that_stops_early_ends_it_without_a_traceback(key, tmp_path):
    (tmp_path / "sealed").write_bytes(zegel("encrypt", "-r", recipient_of(key), stdin=PLAIN * 40).stdout)
    command = f"{sys.executable} -m zegel.cli age decrypt -i {key} {tmp_path / 'sealed'} | head -c 5"
    cut = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert cut.stdout == PLAIN[:5]
    assert cut.stderr == b""
