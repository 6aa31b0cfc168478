"""A witness follows the log by what the server publishes, and `zegel verify` says what it found."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests import authority
from tests.personas import AT, store_file, submission
from tests.things import happen
from zegel.client.verify import main
from zegel.config.environment import UnusableSetting, read
from zegel.evidence.actions import extend_log, stamp_newest
from zegel.evidence.keys import log_seed
from zegel.evidence.models import Opening
from zegel.evidence.queries import newest_checkpoint, origin, public_log_key
from zegel.mail.actions.submit import submit
from zegel.mail.queries.messages import reader_of
from zegel.mail.queries.receipts import receipt_of
from zegel.seal.checkpoint import checkpoint_body, sign
from zegel.seal.tiles import path_of, place_in


@pytest.fixture
def witness(client, monkeypatch):
    """The command reads from this server; gives the paths it asked for."""
    asked = []

    class Answer:
        def __init__(self, answer):
            self.status_code, self.content = answer.status_code, answer.content

    def get(address, **_):
        path = address.removeprefix("http://127.0.0.1:8000")
        asked.append(path)
        return Answer(client.get(path))

    monkeypatch.setattr("zegel.client.verify_source.httpx.get", get)
    return asked


def grow(count):
    happen(count, at=AT)
    extend_log(at=AT)
    return newest_checkpoint().note


@pytest.fixture
def two(db, tmp_path):
    """An earlier and a later checkpoint, as somebody kept them."""
    for name, count in (("old", 300), ("new", 700)):
        (tmp_path / name).write_text(grow(count))
    return [str(tmp_path / "old"), str(tmp_path / "new")]


def test_a_later_state_contains_an_earlier_one(two, witness, capsys):
    assert main(["--consistency", *two, "--key", public_log_key()]) == 0
    assert capsys.readouterr().out == (
        "consistent: the log 127.0.0.1:8000 of 1000 records contains all 300 records of the older checkpoint, unchanged and in the same order.\n"
    )
    assert 0 < len(witness) <= 6
    grow(3)
    assert main(["--consistency", *two, "--key", public_log_key()]) == 0


def test_two_states_of_a_forked_log_do_not_agree(two, witness, capsys):
    fork = sign(checkpoint_body(origin(), 300, bytes(32)), origin(), log_seed())
    Path(two[0]).write_text(fork)
    assert main(["--consistency", *two, "--key", public_log_key()]) == 1
    said = capsys.readouterr().err
    assert said.startswith("zegel verify: the two do not agree: the log was forked or rewritten: ")
    assert said.count("\n") == 1


def test_the_wrong_way_around_and_without_tiles(two, witness, tmp_path, capsys):
    assert main(["--consistency", *reversed(two), "--key", public_log_key()]) == 1
    assert main(["--consistency", *two, "--key", public_log_key(), "--tiles", str(tmp_path)]) == 1
    assert main(["--consistency", *two]) == 2
    capsys.readouterr()


def test_the_whole_published_log_holds_without_its_records(two, witness, capsys):
    assert main(["--log", "http://127.0.0.1:8000", "--key", public_log_key(), "--kept", *two]) == 0
    assert "every tile (records are not published) and 3 checkpoints" in capsys.readouterr().out


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/004", "tile/0/000.p/0", "tile/0/000.p/257", "tile/0/0", "tile/8/000", "tile/0/x000/000", "tile/entries/000",
        "tile/2/000.p/1", "tile/0/../000", "tile/0/999999", "tile/-1/000",
    ],
)  # fmt: skip
def test_there_are_no_other_tiles(two, client, path):
    assert client.get(f"/{path}").status_code == 404
    assert client.get("/tile/0/000").status_code == 200
    assert client.get("/tile/0/003.p/232")["Cache-Control"].startswith("public")
    assert client.post("/tile/0/000").status_code == 405


@pytest.mark.parametrize("index", [0, 999, 1000, 1234067, 2**40])
def test_a_path_is_read_as_it_was_written(index):
    assert place_in(path_of((3, index), 256)) == ((3, index), 256)
    assert place_in(path_of((3, index), 7)) == ((3, index), 7)


@pytest.fixture(scope="module")
def tsa(tmp_path_factory):
    with authority.running(tmp_path_factory.mktemp("tsa")) as found:
        yield found


def test_a_receipt_says_on_whose_behalf_and_what_an_authority_saw(
    clerk, lawyer, tsa, settings, tmp_path, capsys
):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, tsa=tsa.url, tsa_ca=str(tsa.ca))
    letter = submission(
        lawyer, boxes=[clerk], objects=(store_file(lawyer.user.pk, b"age-encryption.org/v1\nx"),)
    )
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    extend_log(at=AT)
    stamp_newest(at=AT)
    made = receipt_of(reader_of(lawyer.principal, letter.message, at=AT))
    assert made["facts"]["parties"] == {
        "sender": "mr. A. de Vries",
        "onBehalfOf": "mr. A. de Vries",
        "organisation": "Kantoor van mr. A. de Vries",
        "recipients": ["Team kort geding, Kantoor van Team kort geding"],
    }
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(made))
    words = [str(path), "--key", public_log_key()]
    assert main([*words, "--tsa-ca", str(tsa.ca)]) == 0
    said = capsys.readouterr().out
    assert "from mr. A. de Vries on behalf of Kantoor van mr. A. de Vries" in said
    assert "the time-stamping authority saw that log on " in said
    assert main(words) == 0
    assert "which --tsa-ca checks" in capsys.readouterr().out
    with authority.running(tmp_path) as other:
        assert main([*words, "--tsa-ca", str(other.ca)]) == 1
    assert "the receipt holds, but not its time stamp" in capsys.readouterr().err


def test_names_can_be_forgotten_and_the_receipt_holds(clerk, lawyer, tmp_path, capsys):
    letter = submission(lawyer, boxes=[clerk])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    extend_log(at=AT)
    Opening.objects.all().delete()
    made = receipt_of(reader_of(lawyer.principal, letter.message, at=AT))
    assert made["facts"]["parties"] is None
    (tmp_path / "r").write_text(json.dumps(made))
    assert main([str(tmp_path / "r"), "--key", public_log_key()]) == 0
    assert "de Vries" not in capsys.readouterr().out + json.dumps(made)


@pytest.mark.parametrize(
    ("name", "is_usable"), [("mail.court.example", True), ("a b", False), ("a+b", False), ("é", False)]
)
def test_a_log_keeps_its_name_when_the_site_moves(tmp_path, name, is_usable):
    """A signed note names its key; a space or a plus sign would end that name."""
    moved = {"ZEGEL_DATA": str(tmp_path), "ZEGEL_ORIGIN": "https://elsewhere.example", "ZEGEL_LOG": name}
    if is_usable:
        assert read(moved).log == name
        assert read({**moved, "ZEGEL_LOG": ""}).log == "elsewhere.example"
    else:
        with pytest.raises(UnusableSetting, match="ZEGEL_LOG"):
            read(moved)
