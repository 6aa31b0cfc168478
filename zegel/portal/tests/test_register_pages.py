"""The pages of who keeps the professional register: nothing changes before they saw what would, and no file breaks them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.personas import AT, log_in
from zegel.authentication.models import LoginSession
from zegel.identity.actions.roles import appoint
from zegel.identity.models import User
from zegel.lib.principal import system
from zegel.professions.actions.professional_register import import_register
from zegel.professions.models import RegisterEntry, RegisterFile, RegisterImport
from zegel.professions.rules.professional_register import COLUMNS, MOST_MEGABYTES_PAGE, read_register

HOME = reverse("professional-register")
HEAD = "kind;number;name;email;office;address;status;from;until"
VRIES = "bar;A12345;mr. A. de Vriës;a.devries@office.example;De Vries;Keizersgracht 1;active;;"
YILMAZ = "bar;A23456;mr. L. Yilmaz;l.yilmaz@kade.example;Kade;Kade 12;active;;"


def csv_of(*lines, encoding="utf-8"):
    return "\r\n".join([HEAD, *lines, ""]).encode(encoding)


def browser(holder):
    client = Client(headers={"accept-language": "en"}, raise_request_exception=True)
    log_in(client, holder)
    return client


@pytest.fixture
def keeper(lawyer):
    appoint(actor=system("operator"), user=lawyer.user.pk, kind="register_keeper", at=AT)
    import_register(data=csv_of(VRIES, YILMAZ), actor=system("operator"), at=AT)
    return browser(lawyer)


def bring(client, data):
    return client.post(HOME, {"file": SimpleUploadedFile("bar.csv", data)})


def text_of(answer):
    return answer.content.decode()


def test_a_file_is_looked_at_and_then_imported(keeper):
    away = YILMAZ.replace(";active;;", ";suspended;2026-11-01;")
    answer = bring(keeper, csv_of(away))
    assert answer.status_code == 302
    page = text_of(keeper.get(answer["Location"]))
    assert "Suspended: 1" in page
    assert "from 1 November 2026" in page
    assert "Not in this file: 1" in page
    assert "Many people are not in this file" not in page
    assert RegisterEntry.objects.get(number="A23456").status == "active"
    assert "A file of yours waits" in text_of(keeper.get(HOME))
    seen = RegisterImport.objects.get().pk
    assert keeper.post(answer["Location"], {"do": "import", "seen": str(seen)}).status_code == 302
    assert RegisterEntry.objects.get(number="A23456").status == "suspended"
    page = text_of(keeper.get(HOME))
    assert "1 person was not in the newest file" in page
    assert page.count("Operator") == 1
    gone = RegisterEntry.objects.get(number="A12345")
    assert keeper.post(reverse("register-gone"), {"do": "chosen", "entry": str(gone.pk)}).status_code == 302
    gone.refresh_from_db()
    assert gone.absent_since


def test_what_is_wrong_is_told_by_line_column_and_sentence(keeper):
    bad = bring(keeper, csv_of(VRIES.replace("A12345", "12345"), YILMAZ.replace("active;;", "weg;gisteren;")))
    page = text_of(bad)
    assert bad.status_code == 422
    assert "Line 2" in page
    assert "This is no BAR number" in page
    assert "This must be one of: active, suspended, struck." in page
    assert "This is no date." in page
    assert page.count('data-label="Column"') == 3
    assert not RegisterFile.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\1\2",
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf",
        b"kind;number\n",
        b'kind;"number\n',
        ("x;" * 5000).encode(),
        csv_of(),
        csv_of("bar;A12345"),
        csv_of(VRIES + ";" * 500),
        csv_of(VRIES, VRIES),
        csv_of('bar;A12345;"' + "x" * 200_000 + '";a@b.example;;;active;;'),
        csv_of("=1;=2;=3;=4;=5;=6;=7;=8;=9"),
        csv_of("bar;A12345;x\ud800".encode("utf-8", "surrogatepass").decode("latin-1")),
        b"x" * (MOST_MEGABYTES_PAGE * 1_000_000 + 1),
    ],
)
def test_no_file_breaks_the_page(keeper, data):
    answer = bring(keeper, data)
    assert answer.status_code == 422
    assert "This is not saved yet" in text_of(answer)
    assert RegisterImport.objects.count() == 1


def test_another_encoding_is_read_and_told(keeper):
    answer = bring(keeper, csv_of(VRIES.replace("A12345", "A99999"), encoding="cp1252"))
    page = text_of(keeper.get(answer["Location"]))
    assert "This file is in Windows-1252, not in UTF-8" in page
    assert "mr. A. de Vriës" in page
    answer = bring(keeper, csv_of(VRIES, YILMAZ, encoding="utf-8-sig").replace(b";", b","))
    page = text_of(keeper.get(answer["Location"]))
    assert "not in UTF-8" not in page
    assert "read as UTF-8 with commas" in page
    assert "Nothing would change" in page


def test_a_file_with_a_part_of_the_register_is_doubted(keeper):
    many = [VRIES.replace("A12345", f"A5550{n}") for n in range(6)]
    import_register(data=csv_of(VRIES, YILMAZ, *many), actor=system("operator"), at=AT)
    answer = bring(keeper, csv_of(VRIES, YILMAZ))
    assert "Many people are not in this file" in text_of(keeper.get(answer["Location"]))


def test_the_template_is_a_file_with_the_columns(keeper):
    lines = keeper.get(reverse("register-template")).content
    assert lines.startswith(b"\xef\xbb\xbf")
    filled = lines + VRIES.encode() + b"\r\n"
    assert [row.number for row in read_register(filled).rows] == ["A12345"]
    page = text_of(keeper.get(HOME))
    assert [name for name in COLUMNS if f">{name}</code>" not in page] == []


def test_another_import_in_between_makes_somebody_look_again(keeper):
    there = bring(keeper, csv_of(VRIES))["Location"]
    seen = RegisterImport.objects.get().pk
    import_register(data=csv_of(YILMAZ), actor=system("operator"), at=AT + timedelta(minutes=1))
    answer = keeper.post(there, {"do": "import", "seen": str(seen)})
    assert answer.status_code == 422
    assert "renewed while you were looking" in text_of(answer)
    assert RegisterImport.objects.count() == 2
    assert keeper.post(there, {"do": "drop"}).status_code == 302
    assert keeper.get(there).status_code == 404
    assert keeper.post(there, {"do": "import"}).status_code == 302
    assert RegisterImport.objects.count() == 2


def test_all_who_are_gone_are_those_of_the_list_that_was_shown(keeper):
    import_register(data=csv_of(VRIES.replace("A12345", "A77777")), actor=system("operator"), at=AT)
    gone = reverse("register-gone")
    nobody = (
        {"do": "all", "count": "x"},
        {"do": "all"},
        {"do": "chosen"},
        {},
        {"do": "chosen", "entry": "nobody"},
    )
    for form in ({"do": "all", "count": "1"}, *nobody):
        assert keeper.post(gone, form).status_code == 422
    assert not RegisterEntry.objects.filter(absent_since__isnull=False).exists()
    assert keeper.post(gone, {"do": "all", "count": "2"}).status_code == 302
    assert RegisterEntry.objects.filter(absent_since__isnull=False).count() == 2


def test_what_changes_something_waits_for_proof(keeper, lawyer):
    there = bring(keeper, csv_of(VRIES))["Location"]
    LoginSession.objects.update(
        proved_at=LoginSession.objects.get(user=lawyer.user).proved_at - timedelta(minutes=10)
    )
    seen = RegisterImport.objects.get().pk
    answer = keeper.post(there, {"do": "import", "seen": str(seen), "invite": "yes"})
    assert answer.status_code == 403
    assert f'value="{seen}"' in text_of(answer)
    assert keeper.post(reverse("register-gone"), {"do": "all", "count": "0"}).status_code == 403
    assert RegisterImport.objects.count() == 1
    assert bring(keeper, csv_of(YILMAZ)).status_code == 302
    assert keeper.post(bring(keeper, csv_of(YILMAZ))["Location"], {"do": "drop"}).status_code == 302


def test_for_others_there_is_no_such_page(keeper, clerk):
    there = bring(keeper, csv_of(VRIES))["Location"]
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    pages = (HOME, there, reverse("register-gone"), reverse("register-template"))
    for page in pages:
        assert Client().get(page).status_code in {302, 405}
        assert Client().post(page, {"do": "all"}).status_code in {302, 405}
        assert browser(clerk).get(page).status_code == 404
        assert browser(clerk).post(page, {"do": "import"}).status_code == 404
    assert "Professional register" not in text_of(browser(clerk).get(reverse("contacts")))
    assert RegisterImport.objects.count() == 1


def test_a_register_keeper_without_an_organisation_finds_the_page(keeper, lawyer):
    User.objects.filter(pk=lawyer.user.pk).update(organisation=None)
    page = text_of(keeper.get(reverse("organisation"), follow=True))
    assert "The register now" in page
    assert f'href="{reverse("organisation")}"' in page
    assert f'href="{reverse("contacts")}"' not in page


def test_words_with_accents_of_an_older_encoding_are_shown_before_anything_is_written(keeper):
    odd = VRIES.replace("A12345", "A99998").replace("Vries", "Vriës-Müller")
    text = text_of(keeper.get(bring(keeper, csv_of(odd, encoding="cp850"))["Location"]))
    assert not RegisterEntry.objects.filter(number="A99998").exists()
    assert "MS-DOS 850" in text
    assert "Vriës-Müller" in text


def test_two_readings_of_a_name_are_told_and_nothing_is_read(keeper):
    answer = bring(keeper, csv_of(VRIES.replace("Vries", "Yılmaz"), encoding="cp1254"))
    assert answer.status_code == 422
    assert "Yılmaz" in answer.content.decode()
    assert "Yýlmaz" in answer.content.decode()
