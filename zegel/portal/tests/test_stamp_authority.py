"""Whoever checks a stamp finds the certificate of who stamps, when there is one."""

from dataclasses import replace

import pytest
from django.conf import settings


@pytest.mark.django_db
def test_the_certificate_is_published_where_an_authority_stamps(client, monkeypatch, tmp_path):
    (tmp_path / "ca.pem").write_text("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
    known = replace(settings.ENVIRONMENT, tsa="https://tsa.example", tsa_ca=str(tmp_path / "ca.pem"))
    monkeypatch.setattr(settings, "ENVIRONMENT", known)
    assert client.get("/stamp-authority").content == (tmp_path / "ca.pem").read_bytes()
    page = client.get("/verify").content.decode()
    assert "BEGIN CERTIFICATE" in page
    assert 'href="/stamp-authority"' in page


@pytest.mark.django_db
def test_without_an_authority_there_is_none(client):
    assert client.get("/stamp-authority").status_code == 404
    page = client.get("/verify").content.decode()
    assert "BEGIN CERTIFICATE" not in page
    assert "/stamp-authority" not in page
