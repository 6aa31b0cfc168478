"""What an operator writes down is read whole or refused with a sentence."""

import io

import pytest
from django.core.management import call_command

from zegel.config.environment import UnusableSetting, read
from zegel.config.providers import read_providers

GOOD = """
[provider.digid]
label = "DigiD"
kind = "citizen"
issuer = "https://broker.example/oidc"
client_id = "zegel"
secret_file = "{secret}"
acr = ["http://eidas.europa.eu/LoA/substantial"]
"""


@pytest.fixture
def write(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")

    def put(text):
        file = tmp_path / "oidc.toml"
        file.write_text(text.replace("{secret}", str(secret)))
        return file

    return put


def test_a_good_file_is_read_and_the_secret_is_not_shown(write):
    provider = read_providers(write(GOOD), local=False)["digid"]
    assert (provider.client_secret, provider.acr) == ("s3cret", ("http://eidas.europa.eu/LoA/substantial",))
    assert "s3cret" not in repr(provider)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('issuer = "https://broker', 'issuer = "http://broker', "https"),
        ('issuer = "https://broker', 'issuer = "http://127.0.0.1', "https"),
        ('kind = "citizen"', 'kind = "king"', "kind"),
        ('acr = ["http://eidas.europa.eu/LoA/substantial"]', "", "acr"),
        ('label = "DigiD"', "", "label"),
        ('label = "DigiD"', "label = 3", "label"),
        ('client_id = "zegel"', 'client_id = "zegel"\nclient_secret = "x"', "client_secret"),
        ('secret_file = "{secret}"', 'secret_file = "/nowhere"', "secret_file"),
        ('secret_file = "{secret}"', "", "secret_file"),
        ("[provider.digid]", '[provider."Digi D"]', "small letters"),
        ('kind = "citizen"', 'kind = "directory"', "organisation"),
        ('kind = "citizen"', 'kind = "citizen"\norganisation = "x"', "UUID"),
        ('kind = "citizen"', 'kind = "citizen"\nscope = ["email"]', "openid"),
        ("[provider.digid]", "[provider.digid", "line"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(write, old, new, told):
    with pytest.raises(ValueError, match=told):
        read_providers(write(GOOD.replace(old, new)), local=False)


def test_a_bad_file_stops_the_start(write, tmp_path):
    values = {"ZEGEL_DATA": str(tmp_path), "ZEGEL_ORIGIN": "https://mail.example"}
    with pytest.raises(UnusableSetting, match="ZEGEL_OIDC"):
        read(values | {"ZEGEL_OIDC": "/nowhere"})
    with pytest.raises(UnusableSetting, match="ZEGEL_OIDC: digid"):
        read(values | {"ZEGEL_OIDC": str(write(GOOD.replace("citizen", "king")))})


def test_the_operator_sees_whether_a_provider_answers(trip, lawyer):
    told = io.StringIO()
    call_command("sso", stdout=told)
    assert "demo-pas: answers, 1 keys" in told.getvalue()
    assert "http://127.0.0.1:8000/login/sso/demo-pas" in told.getvalue()
    assert str(lawyer.user.organisation_id) in told.getvalue()


def test_what_a_provider_may_make_us_reach():
    from tests.oidc.liar import CLIENT, SECRET
    from zegel.authentication.rules.sso import Provider

    provider = Provider(
        "x", "X", "professional", "https://id.example/a", CLIENT, SECRET, hosts=("keys.example",)
    )
    for good in ("https://id.example/b", "https://keys.example/c"):
        assert provider.may_reach(good)
    bad = (
        "http://id.example/b", "https://id.example:8443/b", "https://evil.example", "https://id.example@evil.example/",
        "https://id.example.evil.example/", "//id.example/", "file:///etc/passwd", "", "https://id.example/#x",
    )  # fmt: skip
    for address in bad:
        assert not provider.may_reach(address)
