"""A table from a spreadsheet is read right or refused; letters are never broken in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zegel.lib.tables import TableAmbiguous, TableUnreadable, read_table

HEAD = "name;office"


def table(*rows, encoding, head=HEAD):
    return "\r\n".join([head, *rows, ""]).encode(encoding)


def cells(read):
    return [row for _, row in read.lines[1:]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_an_encoding_that_can_be_known_is_known(encoding):
    read = read_table(table("Yılmaz-Şahin;Café Žižka", encoding=encoding))
    assert cells(read) == [["Yılmaz-Şahin", "Café Žižka"]]
    assert read.odd == ()


@pytest.mark.parametrize(
    ("row", "encoding"),
    [
        ("mr. Renée Müller-Çelik;Café & Zoë Advocaten", "cp1252"),
        ("mr. Renée Müller-Çelik;Café & Zoë Advocaten", "cp850"),
        ("mr. Renée Müller-Çelik;Café & Zoë Advocaten", "mac-roman"),
        ("Hélène de Vriës;Súdwest-Fryslân", "cp850"),
        ("Hélène de Vriës;Súdwest-Fryslân", "mac-roman"),
        ("Molière;François", "cp1252"),
        ("Sørensen;København", "cp1252"),
        ("O’Connor;‘t Hooft", "cp1252"),
        ("MÜLLER;VRIËS", "cp1252"),
        ("MÜLLER;VRIËS", "cp850"),
        ("mr. L. Yılmaz-Şahin;Özgür", "cp1254"),
        ("Wałęsa;Kraków, Łódź", "cp1250"),
        ("Kovačić;Živković", "cp1250"),
        ("De Vries;Kade 12 – 14", "cp1252"),
    ],
)
def test_an_older_encoding_is_told_by_its_letters_and_shown(row, encoding):
    read = read_table(table(row, encoding=encoding))
    assert cells(read) == [row.split(";")]
    assert read.odd


NAMES = [
    "Yılmaz",
    "Çağla",
    "Dvořák",
    "Černý",
    "Jörg",
    "García",
    "Sørensen",
    "Þór",
    "Erdős",
    "O’Connor",
    "Zoë",
    "Kovačić",
    "Groß",
    "Łukasz",
    "İpek",
]


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4),
    st.sampled_from(["cp1252", "cp1254", "cp1250", "cp850", "mac-roman"]),
)
def test_names_in_an_older_encoding_are_read_right_or_shown_for_a_person_to_judge(names, encoding):
    try:
        data = table(*(f"{name};x" for name in names), encoding=encoding)
    except UnicodeEncodeError:
        return
    try:
        read = read_table(data)
    except (TableAmbiguous, TableUnreadable):
        return
    assert read.odd
    if [name for name, _ in cells(read)] != names:
        # Not to be told from letters alone; whoever brings it sees these words before anything is written.
        assert set(read.odd) >= {name for name, _ in cells(read) if not name.isascii()}


@pytest.mark.parametrize(
    ("name", "encoding"), [("Yılmaz", "cp1254"), ("Jörg", "mac-roman"), ("Erdős Győző", "cp1250")]
)
def test_two_readings_that_are_about_as_good_are_both_told(name, encoding):
    with pytest.raises(TableAmbiguous) as refusal:
        read_table(table(f"{name};x", encoding=encoding))
    told = refusal.value.message.format(**refusal.value.details)
    assert name in told or name in refusal.value.details.values() or encoding != "cp1254"
    assert refusal.value.details["first"] != refusal.value.details["second"]


@pytest.mark.parametrize(
    "data",
    [
        table("Vriës;x", encoding="utf-8") + "é".encode("latin-1"),
        b"PK\x03\x04\x14\0\0\0\x08\0",
        bytes(range(128, 256)),
        b'name;office\r\n"open;x',
    ],
)
def test_what_is_no_table_of_text_is_refused(data):
    with pytest.raises(TableUnreadable):
        read_table(data)


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("sep=;\r\nname;office\r\nA;B, C\r\n", ";"),
        ("sep=,\r\nname,office\r\nA,B; C\r\n", ","),
        ('"sep=;"\r\nname;office\r\nA;B, C\r\n', ";"),
        ("SEP=\t\nname\toffice\nA\tB; C\n", "\t"),
        ("name|office\nA|B; C\n", "|"),
        ('"name, full";office;x\nA;B, C;x\n', ";"),
        ("name,office\nA,B; C\n", ","),
    ],
)
def test_the_separator_is_named_or_found(text, separator):
    read = read_table(text.encode("utf-8-sig"))
    assert read.separator == separator
    assert cells(read)[0][0] == "A"
    assert cells(read)[0][1].startswith("B")


def test_lines_are_counted_as_an_editor_does():
    read = read_table(b'sep=;\r\nname;office\r\n\r\nA;"x\r\ny"\r\nB;z\r\n')
    assert [line for line, _ in read.lines] == [2, 4, 6]
