"""What the agent says of annex VI: by the rules of the law, of what only it can see."""

import pytest

from zegel.agent.annex import unmet_rules
from zegel.seal.manifest import FileEntry, Manifest, Party, Sender

SENDER = Sender(kind="box", id="b", name="Kantoor", user="u", user_name="A. de Vries")


def message(*names, text="Zie bijlage.", subject="C/13/756123", of="application/pdf"):
    files = tuple(
        FileEntry(number, name, of, 1, "0" * 64, f"o{number}", None) for number, name in enumerate(names, 1)
    )
    to = (Party("box", "c", "Team", "team@court.example"),)
    return Manifest("m", "v", "2026-11-22T22:51:00Z", SENDER, to, subject, text, False, files)


@pytest.mark.parametrize(
    ("name", "unmet"),
    [
        ("01_dagvaarding_261122.pdf", []),
        ("dagvaarding_261122.pdf", []),
        ("Dagvaarding 261122.PDF", []),
        ("dagvaarding.pdf", ["VI-6.5-a"]),
        ("261122.pdf", ["VI-6.5-a"]),
        ("dagvaarding_269922.pdf", ["VI-6.5-a"]),
        ("dagvaarding_261122.docx", ["VI-6.5-b"]),
        ("scan", ["VI-6.5-a", "VI-6.5-b"]),
        ("brief C-10-654321_261122.pdf", ["VI-6.2-a"]),
        ("brief_C-13-756123_261122.pdf", []),
    ],
)
def test_a_file_is_held_to_its_name_its_format_and_its_case(name, unmet):
    assert unmet_rules(message(name), 1) == unmet


def test_the_answers_that_our_form_sends_before_the_application_are_no_file_in_a_wrong_format():
    names = ("01_aanvraag_261122.json", "02_aanvraagformulier_261122.pdf")
    assert unmet_rules(message(*names, of="application/json"), 1) == []
    assert unmet_rules(message(*names), 1) == ["VI-6.5-b"]
    assert unmet_rules(message("01_bewijs_261122.json", of="application/json"), 1) == ["VI-6.5-b"]


def test_a_second_case_in_the_text_is_said_once_with_the_first_file():
    letter = message("a_261122.pdf", "b_261122.pdf", text="Ook in C/10/654321.")
    assert [unmet_rules(letter, number) for number in (1, 2)] == [["VI-6.2-a"], []]


def test_two_cases_in_a_message_about_a_new_one_are_said_too():
    assert unmet_rules(
        message("a_261122.pdf", text="C/10/654321 en C/13/756123", subject="nieuwe zaak"), 1
    ) == ["VI-6.2-a"]


def test_the_day_of_a_name_is_read_on_the_dutch_day_of_the_message():
    # Ten to midnight in London: here it is the 23rd, and a day of next year counts until a year from then.
    assert unmet_rules(message("brief_271231.pdf"), 1) == []
    assert unmet_rules(message("brief_281231.pdf"), 1) == []
