"""Whatever file `zegel verify` is given, by whatever hand: an answer in words and one of three exit codes, never a traceback."""

import base64
import contextlib
import io
import json
import zipfile
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zegel.client.verify import main
from zegel.seal import proof

VECTORS = Path(__file__).parents[3] / "vectors/evidence"
RECEIPTS = json.loads((VECTORS / "receipt-v3.json").read_text())
EXPORTS = json.loads((VECTORS / "export-v1.json").read_text())
GOOD = [json.loads(each_case["receipt"]) for each_case in RECEIPTS["cases"] if not each_case["fails"]]
EXPORT = base64.b64decode(EXPORTS["cases"][0]["zip"])

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def status(path, *words):
    """The exit code; whatever is raised fails the test."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main([str(path), *words])
    assert code in {0, 1, 2}
    assert said.getvalue().endswith(".\n")
    said.getvalue().encode()
    return code


@pytest.fixture
def file(tmp_path):
    """A place to write what is checked."""
    return tmp_path / "file"


def places(value, path=()):
    """Where something stands in a JSON value."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in inner:
        yield from places(item, (*path, name))


def put(value, path, other):
    """The value with another at a place."""
    if not path:
        return other
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(copy[path[0]], path[1:], other)
    return copy


@quick
@given(data=st.binary(max_size=400) | st.text().map(str.encode))
def test_any_bytes(data, file):
    file.write_bytes(data)
    assert status(file, "--key", RECEIPTS["key"]) == 1
    assert status(file) in {1, 2}


@quick
@given(data=st.data())
def test_a_receipt_with_anything_anywhere(data, file):
    good = data.draw(st.sampled_from(GOOD))
    path = data.draw(st.sampled_from([*places(good)]))
    told = put(good, path, data.draw(json_values))
    file.write_text(json.dumps(told))
    # What an authority's stamp is worth, a key of the log does not say; all else is held against it.
    if json.dumps(told, sort_keys=True) != json.dumps(good, sort_keys=True) and path != ("stamp",):
        assert status(file, "--key", RECEIPTS["key"]) == 1
    assert status(file) in {1, 2}


@quick
@given(data=st.data())
def test_a_proof_with_anything_anywhere(data, file):
    source = GOOD[0]
    good = proof_of(source)
    path = data.draw(st.sampled_from([*places(good)]))
    file.write_text(json.dumps(put(good, path, data.draw(json_values))))
    assert status(file, "--key", RECEIPTS["key"]) in {0, 1}
    assert status(file) in {1, 2}


def proof_of(source):
    """A proof of the one record a receipt is of."""
    log = {name: source["log"][name] for name in ("origin", "key", "succession", "checkpoint")}
    record = {"record": source["record"], "index": source["log"]["index"], "proof": source["log"]["proof"]}
    return {"type": proof.TYPE, "records": [record], "log": log, "stamp": None}


@quick
@given(data=st.data())
def test_an_export_with_anything_in_a_member(data, file):
    with zipfile.ZipFile(io.BytesIO(EXPORT)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(members)))
    told = members[name]
    if name.endswith(".json"):
        value = json.loads(told)
        path = data.draw(st.sampled_from([*places(value)]))
        told = json.dumps(put(value, path, data.draw(json_values))).encode()
    else:
        told = data.draw(st.binary(max_size=200))
    members[data.draw(st.sampled_from([name, name, "x.json", "bewijs/03 x.age"]))] = told
    method = data.draw(
        st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    )
    with zipfile.ZipFile(file, "w", method) as archive:
        for each_name, content in members.items():
            archive.writestr(each_name, content)
    status(file, "--key", EXPORTS["key"])
    assert status(file) in {1, 2}


@quick
@given(at=st.integers(0, len(EXPORT) - 1), sign=st.integers(1, 255))
def test_a_zip_with_a_byte_changed(at, sign, file):
    data = bytearray(EXPORT)
    data[at] ^= sign
    file.write_bytes(data)
    status(file, "--key", EXPORTS["key"])


@quick
@given(data=st.data())
def test_a_pdf_with_bytes_changed(data, file, pdf):
    told = bytearray(pdf)
    for _ in range(data.draw(st.integers(1, 6))):
        told[data.draw(st.integers(5, len(told) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(told)
    status(file, "--key", RECEIPTS["key"])


@pytest.fixture(scope="module")
def pdf():
    """A receipt on paper."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.attachments["receipt.json"] = json.dumps(GOOD[0]).encode()
    made.save(out)
    return out.getvalue()


def test_a_pdf_that_unpacks_to_very_much_is_refused(file):
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments["receipt.json"] = bytes(200 << 20)
    made.save(file, compress_streams=True)
    assert status(file, "--key", RECEIPTS["key"]) == 1


@quick
@given(keys=st.binary(max_size=100), policy=st.text(max_size=200), pem=st.binary(max_size=100))
def test_any_keys_policy_and_certificate(keys, policy, pem, file, tmp_path):
    file.write_text(json.dumps(GOOD[0]))
    (tmp_path / "keys").write_bytes(keys)
    (tmp_path / "policy").write_text(policy)
    (tmp_path / "pem").write_bytes(pem)
    assert status(file, "--key-file", str(tmp_path / "keys")) == 1
    status(file, "--policy", str(tmp_path / "policy"))
    status(file, "--key", RECEIPTS["key"], "--tsa-ca", str(tmp_path / "pem"))


@pytest.mark.parametrize("word", ["é", "\ud800", "=", "A" * 43 + "é"])
@pytest.mark.parametrize("place", [2, 3])
def test_a_succession_that_is_no_text_of_ours(word, place, file):
    lines = ["zegel/log-key/v1", "court.example", GOOD[0]["log"]["key"], "A" * 43 + "=", "", "x"]
    lines[place] = word
    told = GOOD[0] | {"log": GOOD[0]["log"] | {"succession": ["\n".join(lines)]}}
    file.write_text(json.dumps(told))
    assert status(file, "--key", RECEIPTS["key"]) == 1
    assert status(file) in {1, 2}
