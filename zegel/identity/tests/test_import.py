"""What the operator takes in from a file: accounts and organisations, each with evidence of who made it and with which keys."""

import base64
import io
import json

import pytest
from django.core.management import call_command

from zegel.evidence.models import Record
from zegel.identity.errors.people import LanguageUnknown
from zegel.identity.models import Organisation, User

COURT = {"ref": "court", "kind": "district_court", "name": "Rechtbank Oost"}
CLERK = {
    "ref": "clerk", "organisation": "court", "email": "griffie@oost.example", "name": "Griffie Oost", "language": "nl",
    "login": base64.b64encode(bytes(32)).decode(), "salt": base64.b64encode(bytes(16)).decode(), "recipient": "age1pq1x",
    "signingKey": base64.b64encode(bytes(32)).decode(), "sealedKey": base64.b64encode(b"sealed").decode(),
}  # fmt: skip


def take_in(monkeypatch, **changed):
    data = {"organisations": [COURT], "users": [CLERK | changed], "boxes": []}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(data)))
    call_command("import_accounts", stdout=io.StringIO())


def facts_of(event):
    record = Record.objects.get(event=event)
    body = json.loads(bytes(record.body))
    return record.subject, body["actor"], body["facts"]


@pytest.mark.django_db
def test_an_account_and_its_organisation_are_told_with_their_keys(monkeypatch):
    take_in(monkeypatch)
    court, clerk = Organisation.objects.get(name="Rechtbank Oost"), User.objects.get(email=CLERK["email"])
    assert facts_of("identity.organisation.added") == (
        court.pk, "system:operator", {"kind": "district_court", "called": "Rechtbank Oost"},
    )  # fmt: skip
    subject, actor, facts = facts_of("identity.account.imported")
    assert (subject, actor, facts["organisation"]) == (clerk.pk, "system:operator", str(court.pk))
    assert (facts["recipient"], facts["signingKey"]) == (CLERK["recipient"], CLERK["signingKey"])


@pytest.mark.django_db
def test_a_language_that_no_mail_is_written_in_takes_in_nothing(monkeypatch):
    with pytest.raises(LanguageUnknown):
        take_in(monkeypatch, language="fy")
    assert not Organisation.objects.filter(name="Rechtbank Oost").exists()
    assert not Record.objects.filter(event__startswith="identity.").exists()
