"""The page on which a lawyer links a number: plain forms, sentences, and nothing about anybody else."""

import re

import pytest

from tests.personas import log_in, make_holder
from zegel.identity.models import User
from zegel.lib.moments import now
from zegel.lib.principal import system
from zegel.professions.actions.professional_register import import_register
from zegel.professions.keys import profession_digits
from zegel.professions.models import ProfessionClaim, ProfessionLink
from zegel.professions.queries.links import link_of

PAGE = "/account/profession"
REGISTER = (
    "kind;number;name;email;office;status\n"
    "bar;A12345;mr. A. de Vries;a.devries@bar.example;De Vries Van Dam;active\n"
    "bar;A23456;mr. L. Secret;secret@bar.example;Hidden Office;active\n"
)


@pytest.fixture
def at_home(client, lawyer):
    import_register(data=REGISTER.encode(), actor=system("operator"), at=now())
    log_in(client, lawyer)
    User.objects.update(phone="+31612345678")
    return client


def claim(client, number="A12345", again="A12345"):
    return client.post(PAGE, {"kind": "bar", "number": number, "again": again})


def type_code(client):
    made = ProfessionClaim.objects.latest("asked_at")
    return client.post(f"{PAGE}/code", {"code": profession_digits(made.pk)})


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_number_code_linked(at_home, lawyer):
    assert "BAR number" in at_home.get(PAGE, headers={"Accept-Language": "en"}).content.decode()
    assert claim(at_home)["Location"] == PAGE
    asked = at_home.get(PAGE)
    assert 'name="code"' in asked.content.decode()
    assert "bar.example" not in asked.content.decode()
    assert type_code(at_home).status_code == 302
    page = text_of(at_home.get(PAGE))
    assert "A12345" in page
    assert "De Vries Van Dam" in page
    assert link_of(lawyer.user)


@pytest.mark.parametrize(
    ("number", "again", "field"),
    [
        ("12345", "12345", "number"),
        ("A12345", "A54321", "again"),
        ("A99999", "A99999", "number"),
        ("\0", "é", "number"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_what_was_typed_is_still_there(at_home, number, again, field):
    response = claim(at_home, number, again)
    html = response.content.decode()
    assert response.status_code == 422
    assert f'<a href="#{field}">' in html
    assert number.replace("\0", "") in html


def test_the_number_of_somebody_else_tells_nothing_about_them(at_home):
    unknown, others = (claim(at_home, number, number) for number in ("A99999", "A23456"))
    assert text_of(unknown).replace("A99999", "") == text_of(others).replace("A23456", "")
    assert "Secret" not in text_of(others)
    assert "Hidden" not in text_of(others)


def test_another_number_can_be_typed_while_a_code_waits(at_home):
    claim(at_home)
    assert 'name="number"' in at_home.get(f"{PAGE}?other=1").content.decode()


def test_unlinking_is_one_press(at_home, lawyer):
    claim(at_home)
    type_code(at_home)
    assert at_home.post(f"{PAGE}/unlink").status_code == 302
    assert link_of(lawyer.user) is None


@pytest.mark.parametrize("path", ["", "/code", "/resend", "/unlink"])
def test_a_wrong_moment_is_a_sentence_and_never_a_crash(at_home, path):
    response = at_home.post(PAGE + path, {"kind": "notary", "number": "x" * 5000, "code": "\0"})
    assert response.status_code == 422
    assert 'id="error-summary"' in response.content.decode()


@pytest.mark.parametrize("path", ["/code", "/resend", "/unlink"])
def test_looking_changes_nothing(at_home, path):
    assert at_home.get(PAGE + path).status_code == 405


def test_who_is_not_logged_in_is_sent_to_log_in(client, db):
    for path in ("", "/code", "/resend", "/unlink"):
        assert client.post(PAGE + path)["Location"].startswith("/login")


def test_one_account_cannot_use_the_code_of_another(at_home, client):
    claim(at_home)
    other = make_holder("mr. Anna de Vries", "anna@elsewhere.example")
    User.objects.update(phone="+31612345678")
    client.logout()
    log_in(client, other)
    assert type_code(client).status_code == 422
    assert not ProfessionLink.objects.exists()
