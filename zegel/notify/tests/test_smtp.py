"""The way to the mail server is encrypted and its certificate checked, or there is no way."""

import datetime as dt
import ssl
from email.message import EmailMessage

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from zegel.lib.moments import now
from zegel.notify.transport.smtp import Conversation, MailServerError
from zegel.notify.transport.smtp import MailServer as Settings
from zegel.notify.transport.wire import Lost, Refused, TryLater

from .conftest import MailServer


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, *, issuer, issuer_key, ca):
    at = now()
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - dt.timedelta(days=1))
        .not_valid_after(at + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    if ca:
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        builder = builder.add_extension(usage, critical=True)
    else:
        names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
        builder = builder.add_extension(names, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A certificate authority of our own and a server certificate for localhost."""
    folder = tmp_path_factory.mktemp("ca")
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = certificate("Test CA", ca_key, issuer="Test CA", issuer_key=ca_key, ca=True)
    leaf = certificate("localhost", key, issuer="Test CA", issuer_key=ca_key, ca=False)
    (folder / "ca.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    (folder / "server.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + leaf.public_bytes(serialization.Encoding.PEM)
    )
    return folder


def login(server, session, envelope, mechanism, data):
    from aiosmtpd.smtp import AuthResult

    return AuthResult(success=data.password == b"p@ss", handled=False)


@pytest.fixture
def tls_server(authority):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(authority / "server.pem")
    server = MailServer(tls_context=context, require_starttls=True, authenticator=login, auth_required=True)
    yield server
    server.stop()


@pytest.fixture
def plain_server():
    server = MailServer()
    yield server
    server.stop()


def letter():
    mail = EmailMessage()
    mail["To"] = "jan@voorbeeld.example"
    mail.set_content(".een punt vooraan\n..twee\nen één lange regel " + "x" * 2000 + "\n")
    return mail


def hand_over(url):
    with Conversation(Settings.parse(url)) as conversation:
        conversation.address(sender="a@zegel.example", recipient="jan@voorbeeld.example")
        conversation.stream(letter())
        return conversation.finish()


def test_a_mail_travels_over_starttls_after_log_in(tls_server, authority):
    url = f"smtp://user:p%40ss@localhost:{tls_server.port}?starttls=required&ca={authority}/ca.pem"
    assert hand_over(url) == "250 queued"
    assert b"\r\n.een punt vooraan\r\n..twee\r\n" in tls_server.mails[0].content.replace(b"=2E", b".")
    assert all(len(line) < 998 for line in tls_server.mails[0].content.split(b"\r\n"))


def test_an_unknown_authority_is_not_trusted(tls_server):
    with pytest.raises(TryLater, match="certificate"):
        hand_over(f"smtp://user:p%40ss@localhost:{tls_server.port}?starttls=required")
    assert tls_server.mails == []


def test_a_certificate_for_another_name_is_not_trusted(tls_server, authority):
    with pytest.raises(TryLater, match="certificate"):
        hand_over(f"smtp://user:p%40ss@127.0.0.1:{tls_server.port}?starttls=required&ca={authority}/ca.pem")


def test_a_server_without_starttls_gets_no_mail_when_it_is_required(plain_server):
    with pytest.raises(TryLater, match="STARTTLS"):
        hand_over(f"smtp://localhost:{plain_server.port}?starttls=required")
    assert plain_server.mails == []


def test_a_refused_log_in_is_tried_later_and_shows_no_password(tls_server, authority):
    with pytest.raises(TryLater) as error:
        hand_over(f"smtp://user:wrong@localhost:{tls_server.port}?starttls=required&ca={authority}/ca.pem")
    assert "wrong" not in error.value.reason
    assert "log-in" in error.value.reason


def test_leaving_before_the_dot_leaves_no_mail(plain_server):
    with Conversation(Settings.parse(plain_server.url)) as conversation:
        conversation.address(sender="a@zegel.example", recipient="jan@voorbeeld.example")
        conversation.stream(letter())
    assert hand_over(plain_server.url)
    assert len(plain_server.mails) == 1


@pytest.mark.parametrize(
    ("answer", "outcome"), [("550 no", Refused), ("451 later", TryLater), ("hang up", Lost)]
)
def test_the_answer_to_the_dot_decides(plain_server, answer, outcome):
    plain_server.data = [answer]
    with pytest.raises(outcome):
        hand_over(plain_server.url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example?starttls=never",
        "smtp://10.0.0.1:25?starttls=never",
        "smtp://user:geheim@mail.example?starttls=perhaps",
        "smtp://mail.example?verify=no",
    ],
)
def test_unsafe_or_unreadable_settings_are_refused(url):
    with pytest.raises(MailServerError) as error:
        Settings.parse(url)
    assert "geheim" not in str(error.value)


def test_tls_is_the_default_to_another_machine():
    assert Settings.parse("smtp://mail.example").starttls
    assert Settings.parse("smtps://mail.example").tls
    assert Settings.parse("smtps://mail.example").port == 465
    assert not Settings.parse("smtp://127.0.0.1:2525").starttls
