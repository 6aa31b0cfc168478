"""Links as mail programs change them still lead to the page; a secret that came along is not logged, not kept, and renewed."""

import base64
import logging

import pytest
from django.test import Client

from tests.personas import AT, make_guest, principal_of_guest, submission
from zegel.config.logs import WithoutLinkSecrets
from zegel.evidence.models import Record
from zegel.lib.grants import grant
from zegel.lib.moments import now
from zegel.mail.actions.guests import note_link_seen, renew_link
from zegel.mail.actions.submit import submit
from zegel.mail.errors import GuestData
from zegel.mail.models import Guest
from zegel.notify.models import OutboundMail

SECRET = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmF-_8A"


@pytest.fixture
def guest(clerk):
    made = make_guest(clerk)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[made[0]]), at=AT)
    return Guest.objects.get()


@pytest.mark.parametrize("sign", ["%23", "%2523", "%23%23"])
@pytest.mark.parametrize("behind", ["", ".", ")", "%3E", "?utm_source=mail"])
def test_a_link_with_the_sign_written_out_leads_to_the_page(guest, caplog, sign, behind):
    with caplog.at_level(logging.DEBUG):
        answer = Client().get(f"/g/{guest.pk}{sign}{SECRET}{behind}")
    assert (answer.status_code, answer["Location"]) == (302, f"/g/{guest.pk}#{SECRET}")
    guest.refresh_from_db()
    assert guest.link_seen_at is not None
    assert SECRET not in caplog.text
    assert SECRET not in repr([list(Guest.objects.values()), list(Record.objects.values())])


@pytest.mark.parametrize("behind", [".", ")", "%3E", "/", ",", "%20", "%22"])
def test_what_stands_behind_a_link_is_no_other_page(guest, behind):
    answer = Client().get(f"/g/{guest.pk}{behind}")
    # The browser puts the fragment it has behind this.
    assert (answer.status_code, answer["Location"]) == (302, f"/g/{guest.pk}")
    guest.refresh_from_db()
    assert guest.link_seen_at is None


@pytest.mark.parametrize("page", ["reset", "activate", "stop", "verify"])
def test_other_links_with_a_token_lead_to_their_page(db, page):
    assert Client().get(f"/{page}%23{SECRET}.")["Location"] == f"/{page}#{SECRET}"


@pytest.mark.parametrize(
    "behind",
    [
        f"%23{SECRET.replace('-', '%2D').replace('_', '%5F')}",
        f"%2523{SECRET.replace('-', '%252D')}",
        f"%23%3C{SECRET}%3E",
        f"%23{SECRET[:9]}%20{SECRET[9:]}",
        f"%23{SECRET[:9]}=%0D%0A{SECRET[9:]}",
        f"%23{SECRET[:30]}%C2%AD{SECRET[30:]}",
        f"&%2335;{SECRET}",
    ],
    ids=["signs written out", "twice", "brackets", "a space", "quoted-printable", "soft hyphen", "as HTML"],
)
def test_a_secret_that_was_broken_on_its_way_is_whole_again(guest, behind):
    assert Client().get(f"/g/{guest.pk}{behind}")["Location"] == f"/g/{guest.pk}#{SECRET}"
    guest.refresh_from_db()
    assert guest.link_seen_at is not None


@pytest.mark.parametrize("behind", [SECRET, SECRET.replace("m", "%6D"), f"35%3B{SECRET}", f"%3C{SECRET}"])
def test_no_log_line_holds_the_secret_of_a_link(behind):
    line = logging.LogRecord("granian.access", logging.INFO, "", 1, "GET %s", (f"/g/1%23{behind}",), None)
    assert WithoutLinkSecrets().filter(line)
    assert line.getMessage().count(SECRET[-8:]) == 0
    assert "/g/1" in line.getMessage()


def test_a_link_that_was_seen_is_renewed_once_and_mailed(guest):
    sealed, copy = bytes(guest.sealed_identity), bytes(guest.sender_copy)
    with pytest.raises(GuestData):
        renew_link(
            actor=principal_of_guest(guest.pk), link=SECRET, sealed_identity=sealed, sender_copy=copy, at=AT
        )
    note_link_seen(guest=guest.pk, at=AT)
    before = OutboundMail.objects.count()
    renew_link(
        actor=principal_of_guest(guest.pk), link=SECRET, sealed_identity=sealed, sender_copy=copy, at=AT
    )
    assert OutboundMail.objects.count() == before + 1
    guest.refresh_from_db()
    assert guest.link_seen_at is None
    with pytest.raises(GuestData):
        renew_link(
            actor=principal_of_guest(guest.pk), link=SECRET, sealed_identity=sealed, sender_copy=copy, at=AT
        )


def test_only_who_is_in_renews(guest):
    note_link_seen(guest=guest.pk, at=AT)
    body = {
        "link": SECRET,
        "sealedIdentity": base64.b64encode(bytes(guest.sealed_identity)).decode(),
        "senderCopy": base64.b64encode(bytes(guest.sender_copy)).decode(),
    }
    client = Client()
    assert client.post(f"/api/guests/{guest.pk}/link", body, content_type="application/json").status_code in {
        403,
        404,
    }
    session = client.session
    grant(session, guest.pk, now())
    session.save()
    assert (
        client.post(f"/api/guests/{guest.pk}/link", body, content_type="application/json").status_code == 204
    )
    again = client.get(f"/api/guests/{guest.pk}/me").json()
    assert again["linkSeen"] is False
