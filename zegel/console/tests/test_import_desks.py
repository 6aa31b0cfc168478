"""Desks come in as a spreadsheet saved them, and nothing is written before somebody saw words of an unsaid encoding."""

import io
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from zegel.filing.models import Desk

HEAD = "court,location,matter,mailbox,postal,counter"


@pytest.fixture
def bring(monkeypatch, clerk):
    def run(text, encoding="utf-8", **options):
        data = text.replace("MAILBOX", clerk.box.address).encode(encoding)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        call_command("import_desks", stdout=io.StringIO(), **options)

    return run


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\r\namsterdam,Amsterdam,familie,MAILBOX,Postbus 1|1000 AA Amsterdam,Parnassusweg 280\r\n",
        f"\ufeff{HEAD}\r\namsterdam,Amsterdam,familie,MAILBOX,Postbus 1|1000 AA Amsterdam,Parnassusweg 280\r\n",
        "sep=;\r\n"
        + HEAD.replace(",", ";")
        + "\r\namsterdam;Amsterdam;familie;MAILBOX;Postbus 1|1000 AA Amsterdam;Parnassusweg 280\r\n",
    ],
    ids=["plain", "byte order mark", "sep"],
)
def test_what_a_spreadsheet_saves_is_read(bring, text):
    bring(text)
    desk = Desk.objects.get()
    assert desk.postal == "Postbus 1\n1000 AA Amsterdam"
    assert desk.counter == "Parnassusweg 280"


def test_words_with_accents_are_shown_before_anything_is_written(bring):
    text = f"{HEAD}\namsterdam,Amsterdam,familie,MAILBOX,Café Noël,Zoëlaan 1\n"
    with pytest.raises(CommandError, match="Café Noël"):
        bring(text, "cp850")
    assert not Desk.objects.exists()
    bring(text, "cp850", letters="cp850")
    assert Desk.objects.get().postal == "Café Noël"


@pytest.mark.parametrize(
    "text",
    ["", "a,b\n1,2\n", f"{HEAD}\nx,y\n", f"{HEAD}\namsterdam,Amsterdam,familie,nobody@x.example,a,b\n"],
)
def test_a_wrong_file_brings_nothing_in(bring, text):
    with pytest.raises(CommandError):
        bring(text)
    assert not Desk.objects.exists()
