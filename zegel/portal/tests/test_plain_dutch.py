"""What the Dutch texts may not do to a reader at B1: words of the counter, forms of address nobody says, sentences without an end."""

import re
from pathlib import Path

import polib
import pytest

import zegel

LONGEST_SENTENCE = 25

# Hard word (or its beginning, with a star) → what people say.
HARD = {
    "aangaande": "over", "aanvang*": "begin", "additione*": "extra", "alsmede": "en ook", "alvorens": "voordat", "behoudens": "behalve",
    "bewerkstellig*": "zorgen voor", "conform": "volgens", "danwel": "of", "derhalve": "daarom", "desalniettemin": "toch",
    "desbetreffende": "deze", "desgewenst": "als u wilt", "doch": "maar", "doeleinden": "doel", "eveneens": "ook", "gaarne": "graag",
    "geenszins": "niet", "gelieve": "u moet", "hetgeen": "wat", "hieromtrent": "hierover", "hiertoe": "hiervoor", "indien": "als",
    "ingevolge": "volgens", "initieel": "eerst", "initieer*": "beginnen", "inzake": "over", "jegens": "tegenover", "krachtens": "volgens",
    "middels": "met", "mitsdien": "daarom", "nimmer": "nooit", "nochtans": "toch", "omtrent": "over", "onderhavige": "deze",
    "onverwijld*": "meteen", "reeds": "al", "slechts": "alleen", "teneinde": "om te", "terzake": "hierover", "tevens": "ook",
    "thans": "nu", "vigerende": "geldende", "voornoemde": "deze", "voorts": "verder", "wederom": "weer", "zodanig*": "zo", "zulks": "dat",
    # Of the trade, which no reader has to know.
    "ciphertext": "versleutelde tekst", "endpoint": "adres", "genereer*": "maken", "hashwaarde": "vingerafdruk", "implement*": "invoeren",
    "payload": "inhoud", "valide": "geldig",
}  # fmt: skip
GROUPS = (
    "door middel van",
    "met betrekking tot",
    "naar aanleiding van",
    "ten aanzien van",
    "ten behoeve van",
    "te allen tijde",
)
# With "u" as the one who does it, and not as the one it is done to: "wie u heeft gemachtigd", "de rechtbank heeft u geschreven".
ADDRESSED = re.compile(r"(?<!wie )\bu (?:heeft|zult|wil)\b|(?:^|(?<=[.?!:] ))heeft u\b", re.IGNORECASE)
SHORTENED = re.compile(r"\b(art|nr|jl|mr|bijv|blz|lid|St)\.", re.IGNORECASE)


def texts() -> list[str]:
    root = Path(zegel.__file__).parent
    found = [
        text
        for path in sorted(root.glob("*/locale/fragments/*.po"))
        for entry in polib.pofile(path)
        for text in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
    ]
    assert len(found) > 4_000
    return found


def word_of(pattern: str) -> str:
    return rf"{re.escape(pattern[:-1])}\w*" if pattern.endswith("*") else re.escape(pattern)


# "Ik wil dat ik dit indien bij de rechtbank" is what one does there, and no condition.
HARD_WORDS = re.compile(
    rf"\b({'|'.join([*map(word_of, HARD), *map(re.escape, GROUPS)])})\b(?! (?:bij|via|in)\b)", re.IGNORECASE
)


def sentences(text: str) -> list[str]:
    plain = SHORTENED.sub(r"\1", re.sub(r"<[^>]+>", "", text))
    return [part for part in re.split(r"(?<=[.!?:;])\s+|\n", plain) if part.strip()]


def faults(text: str) -> list[str]:
    long = [sentence for sentence in sentences(text) if len(sentence.split()) > LONGEST_SENTENCE]
    return (
        [found[0] for found in HARD_WORDS.finditer(text)]
        + [found[0] for found in ADDRESSED.finditer(text)]
        + long
    )


def test_no_text_needs_a_word_that_people_do_not_say_or_a_second_breath():
    assert {text: found for text in texts() if (found := faults(text))} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("U heeft twee berichten.", ["U heeft"]),
        ("Indien u dit wilt, betaalt u middels een link.", ["Indien", "middels"]),
        ("Dien het bericht in. Wat wilt u indienen?", []),
        ("De rechtbank heeft u een bericht gestuurd.", []),
        ("Dit is onverwijlde spoed, naar aanleiding van uw brief.", ["onverwijlde", "naar aanleiding van"]),
        (" ".join(["woord"] * 26) + ".", [" ".join(["woord"] * 26) + "."]),
        (". ".join([" ".join(["woord"] * 20)] * 2), []),
    ],
)
def test_the_reading_knows_what_is_hard(text, found):
    assert faults(text) == found
