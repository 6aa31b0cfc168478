"""The page of a court's own automation: it tells whose keys these are and whether it is awake, to administrators of a court."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.personas import AT, browser, principal_of, store_file, submission
from zegel.agent.command import main
from zegel.authentication.actions.sessions import Visitor, start_session
from zegel.authentication.models import LoginSession
from zegel.boxes.actions import add_checker
from zegel.identity.actions.roles import appoint
from zegel.identity.models import User
from zegel.key_custody.actions.agents import add_agent
from zegel.lib.moments import now
from zegel.lib.principal import system
from zegel.mail.actions.submit import submit
from zegel.mail.actions.verdicts import file_verdicts
from zegel.mail.models import Delivery
from zegel.mail.queries.verdicts import last_verdicts
from zegel.mail.rules import Checked
from zegel.portal.organisation.agents import Engine, engine, read_agent
from zegel.seal.sealing import seal_bytes

PAGE = reverse("agents")
ENGINE = "ClamAV 1.4.3/27830/Sun Nov 22 09:32:11 2026"


@pytest.fixture
def made(tmp_path, capsys):
    """What `zegel agent init` gives: the file for the page, and what it says beside it."""
    words = ["init", "--key", str(tmp_path / "agent.key"), "--origin", "http://x.example"]
    assert main([*words, "--email", "agent@court.example"]) == 0
    said = capsys.readouterr()
    return said.out.encode(), said.err


def bring(client, data):
    return client.post(PAGE, {"file": SimpleUploadedFile("agent.json", data)})


def text_of(answer):
    return answer.content.decode()


def test_the_page_shows_the_fingerprint_that_the_machine_said(boss, made):
    file, said = made
    assert bring(boss, file).status_code == 302
    number = said.partition("key: ")[2].strip()
    assert len(number) == 47
    page = text_of(boss.get(PAGE))
    assert number in page
    assert "Not in the last twelve hours" in page
    assert User.objects.get(email="agent@court.example").kind == "service"


def test_the_state_of_an_agent_and_what_waits(boss, clerk, lawyer, made):
    agent = add_agent(actor=clerk.principal, agent=read_agent(made[0]), at=AT)
    keys = {1: seal_bytes([agent.recipient], clerk.box_identity.encode())}
    add_checker(actor=clerk.principal, box=clerk.box.pk, user=agent.pk, keys=keys, at=AT)
    for _ in range(2):
        sealed = store_file(lawyer.user.pk, seal_bytes([clerk.box.recipient], b"%PDF"))
        sent = submission(lawyer, boxes=[clerk], objects=(sealed,))
        submit(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, at=AT)
    start_session(actor=principal_of(agent), method="", visitor=Visitor("API", "192.0.2.7"), at=now())
    assert 'data-label="Messages that wait"><span>2</span>' in text_of(boss.get(PAGE))
    holder = Delivery.objects.filter(box=clerk.box, role="recipient").first()
    verdict = [Checked(file=1, findings=("virus",), pages=None, virus="Eicar")]
    file_verdicts(
        actor=principal_of(agent), delivery=holder.pk, verdicts=verdict, agent="test", engine=ENGINE, at=AT
    )
    page = text_of(boss.get(PAGE))
    assert 'data-label="Messages that wait"><span>1</span>' in page
    assert "a file that cannot be used" in page
    assert "signatures 27830 of 22 November 2026" in page
    assert "Not in the last twelve hours" not in page
    assert "old at the last verdict" not in page
    assert "Eicar" not in page
    # Of what an agent that two courts share does elsewhere, this page tells nothing.
    assert last_verdicts([agent.pk], lawyer.user.organisation_id) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ENGINE, Engine("ClamAV 1.4.3", "27830", date(2026, 11, 22))),
        (ENGINE.replace("Nov 22", "Nov  1"), Engine("ClamAV 1.4.3", "27830", date(2026, 11, 1), stale=True)),
        (ENGINE.replace("Nov 22", "Nov 31"), Engine(ENGINE.replace("Nov 22", "Nov 31"))),
        (ENGINE.replace("Nov", "Xyz"), Engine(ENGINE.replace("Nov", "Xyz"))),
        ("ClamAV 1.4.3", Engine("ClamAV 1.4.3")),
        ("<b>none</b>", Engine("<b>none</b>")),
    ],
)
def test_what_a_scanner_says_of_itself_is_read_where_it_can_be(text, told):
    assert engine(text, datetime(2026, 11, 22, 12, tzinfo=UTC)) == told


def _changed(data, **changes):
    said = json.loads(data)
    said["users"][0] |= changes
    return json.dumps(said).encode()


def test_no_file_breaks_the_page(boss, made):
    file, _ = made
    bad = [
        b"", b"\0", b"\xff", b"{}", b"[]", b"null", b"[" * 100_000, b'{"users": []}', b'{"users": {}}', file + b"x",
        b'{"users": [1]}', b'{"users": [{"kind": "service"}]}', json.dumps({"users": json.loads(file)["users"] * 2}).encode(),
        _changed(file, kind="person"), _changed(file, email=3), _changed(file, email="a\0@court.example"),
        _changed(file, name="\ud800"), _changed(file, salt="é"), _changed(file, sealedKey=None), _changed(file, name="x" * 30_000),
        _changed(file, email="agent@elsewhere.example"), b'{"v":1,"origin":"x","email":"y","password":"z"}',
    ]  # fmt: skip
    for data in bad:
        answer = bring(boss, data)
        assert answer.status_code == 422, data[:80]
    assert boss.post(PAGE).status_code == 422
    assert not User.objects.filter(kind="service").exists()


def test_making_one_known_waits_for_proof(boss, clerk, made):
    LoginSession.objects.update(proved_at=now() - timedelta(minutes=10))
    assert bring(boss, made[0]).status_code == 403
    assert not User.objects.filter(kind="service").exists()
    assert boss.get(PAGE).status_code == 200


def test_for_others_there_is_no_such_page(clerk, lawyer, made):
    appoint(actor=system("operator"), user=lawyer.user.pk, kind="administrator", at=AT)
    for client in (browser(lawyer), browser(clerk), Client()):
        for answer in (client.get(PAGE), bring(client, made[0])):
            assert answer.status_code in {302, 404}
    assert "File check" not in text_of(browser(lawyer).get(reverse("members")))
    assert not User.objects.filter(kind="service").exists()


def test_only_who_manages_a_mailbox_gets_the_button_to_give_it(boss, clerk, made):
    from zegel.boxes.models import Member

    bring(boss, made[0])
    assert 'data-action="give"' in text_of(boss.get(PAGE))
    Member.objects.filter(box=clerk.box).update(right="send")
    type(clerk.box).objects.filter(pk=clerk.box.pk).update(kind="team")
    page = text_of(boss.get(PAGE))
    assert 'data-action="give"' not in page
    assert "Ask who manages this mailbox" in page
